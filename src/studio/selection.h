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
/// The layer that folding and hiding are about: the one held, that under the pointer, the one inspected, that
/// of the selected unit; nothing where there is none of these.
std::optional<int> layer_in_hand(const Studio& studio);

/// The selected pin becomes another unit, or, where `add`, one more is pinned.
void select(Studio& studio, const nn::Unit& unit, bool add);
/// The same in any of the exhibits; the history is the first one's.
void select(Studio& studio, std::size_t exhibit, const nn::Unit& unit, bool add);
/// As select(), but the history keeps where a walk began.
void replace_selection(Studio& studio, const nn::Unit& unit);
void unpin(Studio& studio, const nn::Unit& unit, std::size_t exhibit = 0);
/// Nothing is selected any more.
void clear_selection(Studio& studio);
/// Opens the page of a layer.
void inspect(Studio& studio, int node);
/// The camera becomes the user's own, where it is now.
void take_camera(Studio& studio);
/// The camera goes to the selected unit's map and to all that its edges lead to, in the angles that it has
/// now: as soon as the panels that the selection opens have taken their room from the stage.
void go_to_selection(Studio& studio);
/// The second half of that, for whoever has just given the stage its place.
/// @param stage  what the exhibit has of it
void arrive(Studio& studio, const scene::Viewport& stage);
/// How the layer stands in the scene. The scene moves under the pointer: until the pointer moves, keys are
/// about the same one.
void set_display(Studio& studio, const std::string& layer, scene::LayerDisplay display);

/// A block stands as one thing, or as what is in it.
/// @param block  of the exhibit's (Stage::folding)
void set_folded(Studio& studio, int block, bool folded);

/// All layers stand whole.
void show_all(Studio& studio);

/// A unit of one of the exhibits.
struct UnitOnShow {
    std::size_t exhibit = 0;  ///< index into Studio::exhibits()
    nn::Unit unit;
};
/// @param address  "conv2/9/3/4" of the first exhibit, as "a:conv2/9/3/4"; "b:..." of the second
/// @throws Error when there is no such exhibit, or its model has no such unit
UnitOnShow unit_called(const Studio& studio, const std::string& address);
/// Index of the block. @throws Error when the exhibit's model has none of this name
int block_called(const Studio& studio, const std::string& name);
/// @throws Error when the exhibit's model has no layer of this name
int layer_called(const Studio& studio, const std::string& name);

}  // namespace convoscope::studio
