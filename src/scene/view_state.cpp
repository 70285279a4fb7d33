#include "scene/view_state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"

namespace convoscope::scene {
namespace {

using Json = nlohmann::json;

template <typename Value, std::size_t Count>
using Names = std::array<std::pair<Value, std::string_view>, Count>;

constexpr Names<Preset, 5> kPresets{{{Preset::Stage, "stage"},
                                     {Preset::Original, "original"},
                                     {Preset::Flat, "flat"},
                                     {Preset::Side, "side"},
                                     {Preset::Answer, "answer"}}};
constexpr Names<Arrangement, 3> kArrangements{
    {{Arrangement::Stage, "stage"}, {Arrangement::Original, "original"}, {Arrangement::Flat, "flat"}}};
constexpr Names<Palette, 4> kPalettes{{{Palette::Original, "original"},
                                       {Palette::Signed, "signed"},
                                       {Palette::Even, "even"},
                                       {Palette::Grey, "grey"}}};
constexpr Names<Scale, 4> kScales{
    {{Scale::Layer, "layer"}, {Scale::Map, "map"}, {Scale::Network, "network"}, {Scale::Fixed, "fixed"}}};
constexpr Names<EdgeView::Value, 2> kEdgeValues{
    {{EdgeView::Value::Weight, "weight"}, {EdgeView::Value::Contribution, "contribution"}}};
constexpr Names<EdgeView::Direction, 2> kEdgeDirections{
    {{EdgeView::Direction::Incoming, "incoming"}, {EdgeView::Direction::Outgoing, "outgoing"}}};
constexpr Names<LayerDisplay, 3> kDisplays{
    {{LayerDisplay::Shown, "shown"}, {LayerDisplay::Folded, "folded"}, {LayerDisplay::Hidden, "hidden"}}};
constexpr Names<Page, 3> kPages{{{Page::Unit, "unit"}, {Page::Layer, "layer"}, {Page::Weights, "weights"}}};
constexpr Names<Theme, 2> kThemes{{{Theme::Dark, "dark"}, {Theme::Light, "light"}}};

template <typename Value, std::size_t Count>
std::string_view name_in(const Names<Value, Count>& names, Value value) {
    for (const auto& [candidate, name] : names)
        if (candidate == value) return name;
    return {};
}

template <typename Value, std::size_t Count>
std::optional<Value> value_in(const Names<Value, Count>& names, std::string_view name) {
    for (const auto& [value, candidate] : names)
        if (candidate == name) return value;
    return std::nullopt;
}

constexpr float kFar = 1e6f;

/// Reads keys of one JSON object; each complaint names the file and the key.
class Reader {
  public:
    Reader(const Json& object, const std::string& origin) : object_(object), origin_(origin) {
        if (!object.is_object()) complain("it is not a JSON object");
    }

    template <typename Value, std::size_t Count>
    void read(const char* key, const Names<Value, Count>& names, Value& target) const {
        if (!object_.contains(key)) return;
        const auto value =
            object_[key].is_string() ? value_in(names, object_[key].get<std::string>()) : std::nullopt;
        if (!value) complain(std::string("'") + key + "' has a value that this version does not know");
        target = *value;
    }

    void read(const char* key, float& target, float low, float high) const {
        if (!object_.contains(key)) return;
        const Json& value = object_[key];
        if (!value.is_number() || !(value.get<double>() >= low && value.get<double>() <= high))
            complain(std::string("'") + key + "' must be a number from " + std::to_string(low) + " to " +
                     std::to_string(high));
        target = value.get<float>();
    }

    void read(const char* key, bool& target) const {
        if (!object_.contains(key)) return;
        if (!object_[key].is_boolean()) complain(std::string("'") + key + "' must be true or false");
        target = object_[key].get<bool>();
    }

    void read(const char* key, std::string& target) const {
        if (!object_.contains(key)) return;
        if (!object_[key].is_string()) complain(std::string("'") + key + "' must be text");
        target = object_[key].get<std::string>();
    }

    void read(const char* key, std::vector<std::string>& target) const {
        if (!object_.contains(key)) return;
        const Json& list = object_[key];
        const bool texts = list.is_array() && std::all_of(list.begin(), list.end(),
                                                          [](const Json& item) { return item.is_string(); });
        if (!texts) complain(std::string("'") + key + "' must be a list of texts");
        target = list.get<std::vector<std::string>>();
    }

    void read(const char* key, Range& target) const {
        if (!object_.contains(key)) return;
        const Json& range = object_[key];
        const bool right = range.is_array() && range.size() == 2 && range[0].is_number() &&
                           range[1].is_number() && range[0].get<float>() < range[1].get<float>() &&
                           std::abs(range[0].get<double>()) <= kFar &&
                           std::abs(range[1].get<double>()) <= kFar;
        if (!right) complain(std::string("'") + key + "' must be two numbers, the smaller first");
        target = {range[0].get<float>(), range[1].get<float>()};
    }

    [[noreturn]] void complain(const std::string& why) const {
        throw Error("cannot use the view in '" + origin_ + "': " + why);
    }

  private:
    const Json& object_;
    const std::string& origin_;
};

void read_camera(const Json& json, const std::string& origin, Camera& camera) {
    const Reader reader(json, origin);
    reader.read("x", camera.target.x(), -kFar, kFar);
    reader.read("y", camera.target.y(), -kFar, kFar);
    reader.read("z", camera.target.z(), -kFar, kFar);
    reader.read("distance", camera.distance, 1, kFar);
    reader.read("yaw", camera.yaw, -360, 360);
    reader.read("pitch", camera.pitch, -90, 90);
    reader.read("field_of_view", camera.field_of_view, 5, 120);
}

void read_edges(const Json& json, const std::string& origin, EdgeView& edges) {
    const Reader reader(json, origin);
    reader.read("value", kEdgeValues, edges.value);
    reader.read("direction", kEdgeDirections, edges.direction);
    reader.read("strongest", edges.strongest);
}

void read_layers(const Json& json, const std::string& origin, std::map<std::string, LayerDisplay>& layers) {
    const Reader reader(json, origin);
    for (const auto& [name, display] : json.items()) reader.read(name.c_str(), kDisplays, layers[name]);
}

Json to_json(const Range& range) { return Json::array({range.low, range.high}); }

Json layers_json(const ViewState& state) {
    Json layers = Json::object();
    for (const auto& [name, display] : state.layers)
        if (display != LayerDisplay::Shown) layers[name] = name_in(kDisplays, display);
    return layers;
}

}  // namespace

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

std::optional<Preset> preset_named(std::string_view name) { return value_in(kPresets, name); }
std::string_view name_of(Preset preset) { return name_in(kPresets, preset); }

std::string to_json(const ViewState& state) {
    Json json = {{"version", 1},
                 {"home", name_in(kPresets, state.home)},
                 {"arrangement", name_in(kArrangements, state.arrangement)},
                 {"selection", state.selection},
                 {"pins", state.pins},
                 {"edges",
                  {{"value", name_in(kEdgeValues, state.edges.value)},
                   {"direction", name_in(kEdgeDirections, state.edges.direction)},
                   {"strongest", state.edges.strongest}}},
                 {"layers", layers_json(state)},
                 {"page", name_in(kPages, state.page)},
                 {"inspected_layer", state.inspected_layer},
                 {"sweep", state.sweep},
                 {"pace", state.pace},
                 {"pulse", state.pulse},
                 {"palette", name_in(kPalettes, state.palette)},
                 {"scale", name_in(kScales, state.scale)},
                 {"fixed", to_json(state.fixed)},
                 {"theme", name_in(kThemes, state.theme)},
                 {"interface_scale", state.interface_scale},
                 {"panels", state.panels},
                 {"motion", state.motion},
                 {"camera",
                  {{"x", state.camera.target.x()},
                   {"y", state.camera.target.y()},
                   {"z", state.camera.target.z()},
                   {"distance", state.camera.distance},
                   {"yaw", state.camera.yaw},
                   {"pitch", state.camera.pitch},
                   {"field_of_view", state.camera.field_of_view}}}};
    if (state.preset) json["preset"] = name_of(*state.preset);
    if (state.mark) json["mark"] = to_json(*state.mark);
    return json.dump(2) + "\n";
}

ViewState parse_view_state(std::string_view text, const std::string& origin) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        throw Error("cannot use the view in '" + origin + "': it is not JSON; save one with Ctrl+Shift+S");
    ViewState state;
    const Reader reader(json, origin);
    reader.read("home", kPresets, state.home);
    reader.read("arrangement", kArrangements, state.arrangement);
    reader.read("palette", kPalettes, state.palette);
    reader.read("scale", kScales, state.scale);
    reader.read("theme", kThemes, state.theme);
    reader.read("fixed", state.fixed);
    reader.read("selection", state.selection);
    reader.read("pins", state.pins);
    const bool pinned = std::find(state.pins.begin(), state.pins.end(), state.selection) != state.pins.end();
    if (!state.selection.empty() && !pinned) state.pins.push_back(state.selection);
    if (json.contains("edges")) read_edges(json["edges"], origin, state.edges);
    if (json.contains("layers")) read_layers(json["layers"], origin, state.layers);
    reader.read("page", kPages, state.page);
    reader.read("inspected_layer", state.inspected_layer);
    reader.read("sweep", state.sweep);
    reader.read("pace", state.pace, 0.1f, 1000.0f);
    reader.read("pulse", state.pulse, -1.0f, 1e4f);
    if (json.contains("mark")) reader.read("mark", state.mark.emplace());
    reader.read("interface_scale", state.interface_scale, 0.5f, 4.0f);
    reader.read("panels", state.panels);
    reader.read("motion", state.motion);
    if (json.contains("camera")) {
        read_camera(json["camera"], origin, state.camera);
        state.preset.reset();
    }
    if (json.contains("preset")) {
        Preset preset{};
        reader.read("preset", kPresets, preset);
        state.preset = preset;
    }
    return state;
}

}  // namespace convoscope::scene
