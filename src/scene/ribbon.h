#pragma once

#include <algorithm>

#include "scene/layout.h"
#include "scene/palette.h"

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
inline void put(float (&target)[4], const Colour& colour, float alpha) {
    target[0] = static_cast<float>(colour.red) / 255.0f;
    target[1] = static_cast<float>(colour.green) / 255.0f;
    target[2] = static_cast<float>(colour.blue) / 255.0f;
    target[3] = std::clamp(alpha, 0.0f, 1.0f);
}

}  // namespace convoscope::scene
