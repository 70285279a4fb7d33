#include "scene/view_state.h"

#include <algorithm>

#include "base/fields_json.h"
#include "scene/texts.h"

namespace convoscope::scene {

Arrangement arrangement_of(const ViewState& state) {
    return state.preset ? arrangement_of(*state.preset) : state.arrangement;
}

Body body_of(const ViewState& state) {
    const bool harleys = arrangement_of(state) == Arrangement::Original && state.palette == Palette::Original;
    return harleys ? Body::Bare : Body::Glass;
}

int sweep_length(const nn::Shape& layer) {
    return layer.is_flat() ? layer.size() : layer.height * layer.width;
}

float sweep_pace(const ViewState& state, const nn::Shape& layer) {
    constexpr float kSeconds = 12;
    constexpr float kSlowest = 8;
    constexpr float kFastest = 100;
    return state.pace.value_or(
        std::clamp(static_cast<float>(sweep_length(layer)) / kSeconds, kSlowest, kFastest));
}

Scaling scaling_of(const ViewState& state) {
    return {state.scale, state.palette == Palette::Signed, state.fixed};
}

LayerDisplay display_of(const ViewState& state, const std::string& name) {
    const auto found = state.layers.find(name);
    return found == state.layers.end() ? LayerDisplay::Shown : found->second;
}

std::vector<LayerDisplay> displays_of(const ViewState& state, const nn::Architecture& architecture) {
    std::vector<LayerDisplay> displays;
    for (const nn::Node& node : architecture.nodes) displays.push_back(display_of(state, node.name));
    return displays;
}

std::optional<Preset> preset_named(std::string_view name) { return fields::choice_named<Preset>(name); }
std::string_view name_of(Preset preset) { return fields::name_of_choice(preset); }

ViewState read_view_state(const nlohmann::json& json, const std::string& origin) {
    ViewState state;
    fields::read(json, origin, state, texts.cannot_use_view);
    if (json.contains("camera") && !json.contains("preset")) state.preset.reset();
    const bool pinned = std::ranges::find(state.pins, state.selection) != state.pins.end();
    if (!state.selection.empty() && !pinned) state.pins.push_back(state.selection);
    return state;
}

}  // namespace convoscope::scene
