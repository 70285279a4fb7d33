#pragma once

#include <array>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "scene/camera.h"
#include "scene/palette.h"

namespace convoscope::scene {

/// What the edges of a unit tell.
struct EdgeView {
    enum class Value {
        Weight,
        Contribution,  ///< weight times the activation at its lower end
    };
    enum class Direction { Incoming, Outgoing };

    Value value = Value::Contribution;
    Direction direction = Direction::Incoming;
    bool strongest = true;  ///< only the strongest are drawn, as curves; else all

    bool operator==(const EdgeView&) const = default;
};
constexpr auto names_of(EdgeView::Value) {
    return std::array{fields::named(EdgeView::Value::Weight, "weight"),
                      fields::named(EdgeView::Value::Contribution, "contribution")};
}
constexpr auto names_of(EdgeView::Direction) {
    return std::array{fields::named(EdgeView::Direction::Incoming, "incoming"),
                      fields::named(EdgeView::Direction::Outgoing, "outgoing")};
}
constexpr auto describe(const EdgeView*) {
    return fields::object(fields::field("value", &EdgeView::value),
                          fields::field("direction", &EdgeView::direction),
                          fields::field("strongest", &EdgeView::strongest));
}

/// The pages of the inspector that a selection leads to; features/ask/pages.cpp lists them all.
inline constexpr const char* kUnitPage = "unit";
inline constexpr const char* kLayerPage = "layer";

/// Everything that decides what is seen of one network and its activations: a plain value, described once,
/// saved as JSON (base/fields_json.h). What is the same for all networks on the screen, as the theme, is not
/// in it.
struct ViewState {
    std::optional<Preset> preset =
        Preset::Stage;  ///< the camera is this preset's, fitted to the stage; else `camera` rules
    Preset home =
        Preset::Stage;  ///< where "back to the view's start" leads when the camera is the user's own
    Camera camera;
    Arrangement arrangement = Arrangement::Stage;
    std::string selection;  ///< address of the pinned unit that is explained, with its edges; empty: none
    std::vector<std::string> pins;  ///< addresses of all pinned units, the selected one among them
    EdgeView edges;
    std::map<std::string, LayerDisplay> layers;  ///< by name; absent ones are shown
    /// By name (nn/blocks.h): each stands as one thing. Nothing: as suits the network (Folding).
    std::optional<std::vector<std::string>> folded_blocks;
    std::string page = kUnitPage;  ///< of the inspector, by its id; one that is not there counts as the first
    std::string inspected_layer;   ///< whose page is open; empty: the selected unit's
    std::string explanation;       ///< the page of the explanations that is open, by its id; empty: none
    bool sweep = false;  ///< the selected unit's map is shown as far as that unit: it is being computed
    std::optional<float> pace;  ///< of a sweep: units a second; else that of sweep_pace
    float pulse =
        -1;  ///< how many layers a pulse from the input has reached, branches at once; negative: none
    /// The part of the palette, 0 its low end and 1 its high one, whose units are marked in the scene.
    std::optional<Range> mark;
    Palette palette = Palette::Original;
    Scale scale = Scale::Layer;
    Range fixed{0, 1};  ///< the ends of Scale::Fixed
    std::map<std::string, float>
        zoom;  ///< of the inspector's pictures, by their names; absent ones fill the width

    bool operator==(const ViewState&) const = default;
};
constexpr auto describe(const ViewState*) {
    using fields::field;
    return fields::object(
        field("preset", &ViewState::preset), field("home", &ViewState::home),
        field("camera", &ViewState::camera), field("arrangement", &ViewState::arrangement),
        field("selection", &ViewState::selection), field("pins", &ViewState::pins),
        field("edges", &ViewState::edges), field("layers", &ViewState::layers),
        field("folded_blocks", &ViewState::folded_blocks), field("page", &ViewState::page),
        field("inspected_layer", &ViewState::inspected_layer), field("explanation", &ViewState::explanation),
        field("sweep", &ViewState::sweep), field("pace", &ViewState::pace, fields::Between{0.1, 1000}),
        field("pulse", &ViewState::pulse, fields::Between{-1, 1e4}), field("mark", &ViewState::mark),
        field("palette", &ViewState::palette), field("scale", &ViewState::scale),
        field("fixed", &ViewState::fixed), field("zoom", &ViewState::zoom, fields::Between{1, 1e4}));
}

/// What a file says of a view: keys that are absent keep their defaults, unknown ones are ignored. A file
/// with a camera and without a preset is of a camera of the user's own; a selected unit is pinned.
/// @throws Error naming `origin` when a value is out of its range
ViewState read_view_state(const nlohmann::json& json, const std::string& origin);

/// How many units a sweep of one of a layer's maps computes (all of a layer without maps), and how many a
/// second: what the view says, else so that it takes some twelve seconds and a small map can be followed.
int sweep_length(const nn::Shape& layer);
float sweep_pace(const ViewState& state, const nn::Shape& layer);

/// The arrangement that is seen: the preset's, or that of the user's own camera.
Arrangement arrangement_of(const ViewState& state);

/// Units have bodies, but for Harley's geometry in his colours: there silence is black and flat, as he drew
/// it.
Body body_of(const ViewState& state);

/// How values become colours.
Scaling scaling_of(const ViewState& state);

/// How the layer called `name` stands in the scene.
LayerDisplay display_of(const ViewState& state, const std::string& name);
/// The same for every layer, by node.
std::vector<LayerDisplay> displays_of(const ViewState& state, const nn::Architecture& architecture);

/// The name of a preset on the command line and in state files ("stage", "original", ...).
std::optional<Preset> preset_named(std::string_view name);
std::string_view name_of(Preset preset);

}  // namespace convoscope::scene
