#pragma once

#include <optional>
#include <string>

#include "nn/address.h"
#include "studio/studio.h"

/// What is selected, pinned and inspected: asked and changed by several features.
namespace convoscope::studio {

/// The layer that pages and layer commands are about: the one held or inspected, that of the selected unit,
/// that of the unit pointed at, else the first layer above the input.
int asked_layer(const Studio& studio);
const nn::Node& asked_node(const Studio& studio);

/// The selected pin becomes another unit, or, where `add`, one more is pinned.
void select(Studio& studio, const nn::Unit& unit, bool add);
/// As select(), but the history keeps where a walk began.
void replace_selection(Studio& studio, const nn::Unit& unit);
void unpin(Studio& studio, const nn::Unit& unit);
/// Nothing is selected any more.
void clear_selection(Studio& studio);
/// Opens the page of a layer.
void inspect(Studio& studio, int node);
/// The camera becomes the user's own, where it is now.
void take_camera(Studio& studio);
/// The camera goes to the selected unit's map (or all of a flat layer), the angles it has now.
void go_to_selection(Studio& studio);
/// How the layer stands in the scene. The scene moves under the pointer: until the pointer moves, keys are
/// about the same one.
void set_display(Studio& studio, const std::string& layer, scene::LayerDisplay display);

/// @throws Error when the exhibit's model has no unit of this address
nn::Unit unit_called(const Studio& studio, const std::string& address);
/// @throws Error when the exhibit's model has no layer of this name
int layer_called(const Studio& studio, const std::string& name);

}  // namespace convoscope::studio
