#pragma once

#include "canvas/drawing.h"

namespace convoscope::data {

/// How a drawing's strokes are put on a pad of their own. The strokes are stretched, slanted and turned, in
/// this order; then the box of their points is made as large as said and put where said.
struct Pose {
    float stretch = 1;    ///< times as wide and as low; more than 0
    float slant = 0;      ///< to the right, units a unit up
    float turn = 0;       ///< clockwise, radians
    float size = 0.8f;    ///< the box's longer side, a share of the pad's; more than 0
    float across = 0.5f;  ///< of the room that is left: 0 touches the left edge, 1 the right one
    float down = 0.5f;    ///< likewise: 0 touches the upper edge, 1 the lower one
    float pen = 0.09f;    ///< the pen's diameter, a share of the pad's side
};

/// The drawing anew on an empty square pad of 280, without its base picture. What does not fit into the pad
/// is put in its middle. Every pen has the pose's width; erasers are scaled with the drawing.
canvas::Drawing posed(const canvas::Drawing& drawing, const Pose& pose);

}  // namespace convoscope::data
