#pragma once

#include <vector>

#include "scene/camera.h"
#include "scene/layout.h"
#include "scene/painting.h"
#include "scene/value_pages.h"

namespace convoscope::scene {

/// One visible side of a box of units, a plate under one, or a whole row of maps: a rectangle in space with
/// what is painted on it. The fields are floats because the whole struct goes to the graphics card as it is;
/// each line is an attribute of shaders/units.vert.
struct Face {
    float origin[3];  ///< corner
    float along[3];   ///< to the next corner, across the columns that the face shows
    float down[3];    ///< across its rows
    float box[4];  ///< x, z of the box's low corner; pitch of its units; y of the top of a unit of value zero
    float cells[4];    ///< columns, rows; share of a unit's pitch that is gap; side (Side)
    float tile[4];     ///< texel of the first unit; of the fold's (Sheet::fold_tile)
    float style[4];    ///< shade (1 for tops); borders (Border); how far a plate stands out, or of a box: the
                       ///< palette, 0, or 1 + channel of a picture in colour; texels per unit
    float scaling[4];  ///< arrived (ShownValues); the pulse's level; place on the palette = value * [2] + [3]
    float state[4];    ///< how far it is folded; units [first, last) of the box still to be computed; relief:
                       ///< how far above zero a unit of the scale's high end stands
    float grid[4];     ///< of a face that shows many maps: the first one's number; maps in a row; distance of
                       ///< neighbouring maps along and down, in units
};

/// Face::cells[3].
enum Side : int { kEast = 0, kTop = 1, kFront = 2, kPlate = 3 };

/// Bits of Face::style[1]: sides (along-low, along-high, down-low, down-high) that fade out against the
/// background.
enum Border : unsigned { kAlongLow = 1, kAlongHigh = 2, kDownLow = 4, kDownHigh = 8, kAllBorders = 15 };

/// A part of the draw list: one layer's faces. They are drawn in the order: plates, boxes; seen from below:
/// boxes, plates.
struct LayerFaces {
    int layer = 0;    ///< index into Layout::layers, and of its sheet
    int plates = 0;   ///< index of the first plate; the boxes' faces come after the plates
    int glowing = 0;  ///< of the first plate that something strong glows onto
    int first = 0;    ///< of the boxes' faces
    int last = 0;
    bool from_below = false;
    bool relief = false;   ///< its boxes' faces have some
    bool folding = false;  ///< they mix two tiles
    bool grid = false;     ///< each face shows many maps
    bool near = false;     ///< its units are some pixels large everywhere: their values need no filter
};

struct DrawList {
    std::vector<Face> faces;
    std::vector<LayerFaces> layers;  ///< from the farthest to the nearest
};

/// How units stand out of their boxes.
struct Relief {
    float height = 0;        ///< of a unit at the scale's high end, in pitches; 0: none
    float least_pixels = 2;  ///< units that are smaller on the screen have none; of twice the size, all of it

    bool operator==(const Relief&) const = default;
};

/// All that a draw list is made from. References live as long as the call.
struct Showing {
    const Layout& layout;
    const ValuePages& pages;
    const ShownValues& values;
    const Painting& painting;
    const std::vector<float>& heights;  ///< how far each block's top has risen
    Relief relief;
    const Camera& camera;
    Viewport viewport;
};

/// Visible faces of visible blocks in painter's order. Boxes never touch and layers lie in parallel slabs, so
/// that order is exact: no depth buffer is needed and the faces' edges can blend. Only while maps fold do
/// they run into one another: then they are drawn as if each lay on the next. A layer whose units are smaller
/// than pixels is one face a row of maps.
void make_draw_list(const Showing& showing, DrawList& list);

}  // namespace convoscope::scene
