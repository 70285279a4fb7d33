#pragma once

#include "canvas/drawing.h"

namespace convoscope::canvas {

/// What the network sees, step by step, as MNIST was made (LeCun et al., "The MNIST database"): the ink's
/// bounding box, fitted into 20x20 keeping its proportions (area-averaged), put into 28x28 with its centre of
/// mass in the middle. Each step can be skipped to see what it is good for; all are on by default.
struct PreprocessOptions {
    bool crop = true;    ///< else the whole canvas goes on
    bool scale = true;   ///< fit into the box; else as large as it is on a canvas fitted into 28x28
    bool centre = true;  ///< by mass; else the ink's box, or the uncropped canvas, goes into the middle
    int box = 20;        ///< side of the box that the ink is fitted into, 1 .. 28

    bool operator==(const PreprocessOptions&) const = default;
};

/// Rows and columns of the picture that goes to the network.
inline constexpr int kNetworkPicture = 28;

struct Steps {
    bool blank = true;  ///< no ink: all pictures are empty paper
    Picture drawn;      ///< the raster as it came
    Picture cropped;    ///< the ink's bounding box
    Picture scaled;     ///< at most box x box
    Picture centred;    ///< 28x28: what goes to the network (padded there to its input)
};

/// A pixel with less ink than this counts as paper when looking for the ink's box: less than 8 bits can show.
inline constexpr float least_ink = 1.0f / 255;

/// @param raster  not empty
Steps preprocess(const Picture& raster, const PreprocessOptions& options = {});

}  // namespace convoscope::canvas
