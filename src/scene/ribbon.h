#pragma once

#include "scene/layout.h"

namespace convoscope::scene {

/// A soft line in space of constant width in pixels. Goes to the graphics card as it is.
struct Ribbon {
    float from[3];
    float to[3];
    float from_colour[4];  ///< not premultiplied, 0..1
    float to_colour[4];
    float width = 1;         ///< full width in points (pixels before interface scaling)
    float part[2] = {0, 1};  ///< how much of the line is drawn, as shares of its length on the screen
    float hollow = 0;        ///< 1: its rims alone are drawn
};

inline void put(float (&target)[3], const Vector3& value) {
    for (int i = 0; i < 3; ++i) target[i] = value[i];
}

}  // namespace convoscope::scene
