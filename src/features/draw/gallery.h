#pragma once

#include "canvas/drawing.h"
#include "features/feature.h"
#include "studio/samples.h"

namespace convoscope::draw {

/// The sample drawings as pictures, over everything else, to choose one.
struct Gallery {
    bool open = false;
    studio::Samples samples;
    std::vector<canvas::Picture> pictures;  ///< of their ink
    int height = 0;                         ///< of those, pixels
    std::uint64_t revision = 0;             ///< raised when they are others
    int chosen = 0;                         ///< by arrows
    int columns = 1;                        ///< as the last frame had them
};

/// Opens it with the drawings for the present model, or closes it.
void toggle_gallery(studio::Studio& studio);
/// Brings the pictures to the interface's scale.
void advance_gallery(studio::Studio& studio);
/// Takes a drawing and closes the gallery.
void take_sample(studio::Studio& studio, int index);

features::Overlay gallery_overlay();

}  // namespace convoscope::draw
