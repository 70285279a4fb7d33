#pragma once

#include "canvas/drawing.h"

namespace convoscope::canvas {

/// What the network sees, step by step, as MNIST was made (LeCun et al., "The MNIST database"): the ink's bounding box,
/// fitted into 20x20 keeping its proportions (area-averaged), put into 28x28 with its centre of mass in the middle.
/// Each step can be skipped to see what it is good for; all are on by default.
struct PreprocessOptions {
    bool crop = true;
    bool scale = true;
    bool centre = true;
};

struct Steps {
    bool blank = true;  ///< no ink: all pictures are empty paper
    Picture drawn;      ///< the raster as it came
    Picture cropped;    ///< the ink's bounding box
    Picture scaled;     ///< at most 20x20
    Picture centred;    ///< 28x28: what goes to the network (padded there to its input)
};

Steps preprocess(const Picture& raster, const PreprocessOptions& options = {});

}  // namespace convoscope::canvas
