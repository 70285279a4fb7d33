#pragma once

#include <Eigen/Core>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "nn/address.h"
#include "nn/architecture.h"
#include "scene/ranks.h"

namespace convoscope::scene {

using Vector2 = Eigen::Vector2f;
using Vector3 = Eigen::Vector3f;

/// How the layers are placed. x runs to the right, y up, z towards the viewer; maps lie flat, row 0 at the
/// back.
enum class Arrangement {
    Stage,     ///< ours: like the original, spaced so that from a higher camera no layer hides another
    Original,  ///< Harley's geometry: 100 between layers, one row of maps each
    Flat,      ///< everything on the ground, layer behind layer, to be seen from above
};
constexpr auto names_of(Arrangement) {
    return std::array{fields::named(Arrangement::Stage, "stage"),
                      fields::named(Arrangement::Original, "original"),
                      fields::named(Arrangement::Flat, "flat")};
}

/// How a layer stands in the scene.
enum class LayerDisplay {
    Shown,
    Folded,  ///< its maps lie on one another, as one plane that shows the strongest of them; a layer of one
             ///< plane (the input, flat layers, the output) has nothing to fold and stays as it is
    Hidden,
};
constexpr auto names_of(LayerDisplay) {
    return std::array{fields::named(LayerDisplay::Shown, "shown"),
                      fields::named(LayerDisplay::Folded, "folded"),
                      fields::named(LayerDisplay::Hidden, "hidden")};
}

/// Distance between neighbouring units and edge of a unit's cube (Harley 2015).
inline constexpr float kUnitPitch = 10.0f;
inline constexpr float kUnitSize = 9.0f;

/// A box of units: one map, or a flat layer, or (in the output row) a single unit.
struct Block {
    int node = 0;
    int map = 0;         ///< its map; 0 for a flat layer
    int first_unit = 0;  ///< index, among the layer's values, of the unit in row 0, column 0
    int unit_count = 0;  ///< rows * columns, or less where a flat layer's last row is not full
    int rows = 1;
    int columns = 1;
    Vector3 centre = Vector3::Zero();
    float pitch = kUnitPitch;  ///< between neighbouring units
    float size = kUnitSize;    ///< edge of a unit, seen from above
    float height = kUnitSize;  ///< of the box
    float rise = 0;            ///< how much it grows upwards at full value (the output's bars)
    float presence = 1;        ///< 0: not there; in between only while it comes or goes
    float folded = 0;  ///< 1: its cells show the strongest of the layer's maps; in between only while folding

    bool visible() const { return presence > 0; }
    /// Which of its layer's blocks it is.
    int index() const { return first_unit / (rows * columns); }

    /// Half the extent along x, y, z, without the gap at the border.
    Vector3 half() const {
        const float gap = pitch - size;
        return {0.5f * (static_cast<float>(columns) * pitch - gap), 0.5f * height,
                0.5f * (static_cast<float>(rows) * pitch - gap)};
    }
};

/// One layer's place: its blocks are blocks[first_block .. first_block + block_count).
struct LayerPlace {
    int node = 0;
    int first_block = 0;
    int block_count = 0;
    Vector3 low = Vector3::Zero();  ///< corners of its visible blocks' bounding box
    Vector3 high = Vector3::Zero();
    float presence = 1;  ///< as its blocks': 0 where the layer is hidden
    float folded = 0;
    Spot spot;  ///< among the shown layers

    /// Whether another stands beside it, at its left or right.
    bool in_bundle() const { return spot.bundle >= 0; }

    bool visible() const { return presence > 0; }
};

/// Folded and hidden layers have all their blocks too: of a folded one the first alone is visible, a hidden
/// one's have no size.
struct Layout {
    std::vector<LayerPlace> layers;  ///< from the input up to the output, one a node
    std::vector<Block> blocks;
    std::vector<Wire> wires;  ///< between shown layers

    /// By node: the rank that it is seen at; of a hidden one, that of the shown one before it.
    std::vector<int> ranks() const;
    int rank_count() const;
    /// Middle of a unit's cube, in a folded layer of its cell in the plane; nothing when its layer is hidden.
    std::optional<Vector3> position(const nn::Architecture& architecture, const nn::Unit& unit) const;
    /// The visible block that the unit is in; null when its layer is hidden.
    const Block* block_of(const nn::Architecture& architecture, const nn::Unit& unit) const;
};

/// The camera that the Stage arrangement is spaced for: its elevation and vertical field of view, degrees.
inline constexpr float kStagePitch = 27.0f;
inline constexpr float kStageFieldOfView = 28.0f;

struct LayoutOptions {
    Arrangement arrangement = Arrangement::Stage;
    float aspect = 1.5f;                      ///< width / height of the stage: maps wrap where it is narrow
    std::vector<LayerDisplay> displays = {};  ///< by node; those that are missing are shown
    /// By node: the layer that stands for it, and for all of a folded block; empty: each for itself. Those
    /// that another stands for are hidden.
    std::vector<int> stand_ins = {};

    bool operator==(const LayoutOptions&) const = default;
};

/// Places every layer of the network: one behind the other, branches side by side (scene/ranks.h). Pure
/// geometry: depends on shapes alone. Hidden layers take no place, folded ones that of one map.
Layout make_layout(const nn::Architecture& architecture, const LayoutOptions& options);

/// Between two layouts of the same network, for gliding from one to another; t in 0..1.
Layout mix(const Layout& from, const Layout& to, float t);

}  // namespace convoscope::scene
