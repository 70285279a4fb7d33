#pragma once

#include <vector>

#include "scene/atlas.h"
#include "scene/camera.h"
#include "scene/layout.h"

namespace convoscope::scene {

/// One visible side of a block, or a plate under one: a rectangle in space with what to paint on it.
/// The fields are floats because the whole struct goes to the graphics card as it is.
struct Face {
    float origin[3];       ///< corner
    float along[3];        ///< to the next corner, across the columns that the face shows
    float down[3];         ///< across its rows
    float texel[2];        ///< atlas position of the first unit, texels
    float texel_along[2];  ///< atlas step from one column of the face to the next
    float texel_down[2];
    float cells[2];  ///< columns and rows of units on the face; 0, 0: a plate
    float gap;       ///< share of a unit's pitch that is gap
    float shade;     ///< 1 for tops
    float borders;   ///< bits: sides (along-low, along-high, down-low, down-high) that fade out, against the
                     ///< background
    float depth;     ///< of a plate: the contact shadow's reach, world units
};

/// Bits of Face::borders.
enum Border : unsigned { kAlongLow = 1, kAlongHigh = 2, kDownLow = 4, kDownHigh = 8, kAllBorders = 15 };

/// A part of the draw list: the faces of one layer, [first, last).
struct LayerFaces {
    int layer = 0;  ///< index into Layout::layers
    int first = 0;
    int last = 0;
};

struct DrawList {
    std::vector<Face> faces;         ///< from the farthest to the nearest
    std::vector<LayerFaces> layers;  ///< in the same order
};

/// Visible faces of visible blocks in painter's order. Boxes never touch and layers lie in parallel slabs, so
/// that order is exact: no depth buffer is needed and the faces' edges can blend. Only while maps fold do
/// they run into one another: then they are drawn as if each lay on the next.
void make_draw_list(const Layout& layout, const Atlas& atlas, const std::vector<float>& heights,
                    const Camera& camera, DrawList& list);

}  // namespace convoscope::scene
