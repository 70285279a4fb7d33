#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scene/camera.h"
#include "scene/palette.h"

namespace convoscope::scene {

/// Everything that decides what is seen of a network and its activations: a plain value, saved as JSON.
struct ViewState {
    std::optional<Preset> preset =
        Preset::Stage;  ///< the camera is this preset's, fitted to the stage; else `camera` rules
    Preset home =
        Preset::Stage;  ///< where "back to the view's start" leads when the camera is the user's own
    Camera camera;
    Arrangement arrangement = Arrangement::Stage;
    std::string selection;  ///< address of the unit that is highlighted with its incoming edges; empty: none
    Palette palette = Palette::Original;
    Scale scale = Scale::Layer;
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

/// The name of a preset on the command line and in state files ("stage", "original", ...).
std::optional<Preset> preset_named(std::string_view name);
std::string_view name_of(Preset preset);

}  // namespace convoscope::scene
