#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

    Value value = Value::Weight;
    Direction direction = Direction::Incoming;
    bool strongest = false;  ///< of hundreds of edges only the strongest are drawn in full

    bool operator==(const EdgeView&) const = default;
};

/// What the inspector shows.
enum class Page { Unit, Layer, Weights };

/// Everything that decides what is seen of a network and its activations: a plain value, saved as JSON.
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
    Page page = Page::Unit;
    std::string inspected_layer;  ///< whose Layer or Weights page is open; empty: the selected unit's
    bool sweep = false;  ///< the selected unit's map is shown as far as that unit: it is being computed
    float pace = 16;     ///< of a sweep: units a second
    float pulse = -1;    ///< how many layers a pulse from the input has reached; negative: none runs
    /// The part of the palette, 0 its low end and 1 its high one, whose units are marked in the scene.
    std::optional<Range> mark;
    Palette palette = Palette::Original;
    Scale scale = Scale::Layer;
    Range fixed{0, 1};  ///< the ends of Scale::Fixed

    Theme theme = Theme::Dark;
    float interface_scale = 1.0f;  ///< on top of the monitor's own
    bool panels = true;
    bool motion = true;

    bool operator==(const ViewState&) const = default;
};

std::string to_json(const ViewState& state);
/// Keys that are absent keep their defaults, unknown ones are ignored.
/// @throws Error naming `origin` when it is not JSON or a value is out of its range
ViewState parse_view_state(std::string_view json, const std::string& origin);

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
