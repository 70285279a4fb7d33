#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"

namespace convoscope::canvas {

/// A decoded picture file. Inside the canvas only: everyone else deals in ink.
struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> rgba;  ///< height x width x (red, green, blue, opacity), 0 .. 255

    int channel(std::size_t pixel, std::size_t which) const { return rgba[4 * pixel + which]; }
    /// Its luminance (Rec. 601, in 256ths).
    int grey(std::size_t pixel) const {
        return (77 * channel(pixel, 0) + 150 * channel(pixel, 1) + 29 * channel(pixel, 2)) >> 8;
    }
    int alpha(std::size_t pixel) const { return channel(pixel, 3); }
};

bool looks_like_png(std::string_view bytes);
/// By the first bytes: PNG, JPEG or BMP.
bool looks_like_picture(std::string_view bytes);

/// @param greatest_side, greatest_count  what is refused, before anything is decoded: longer sides, more
/// pixels. So are more than the bytes can stand for: 8256 for each of a PNG, 2048 of a JPEG, 8 of a BMP.
/// @param failure  the beginning of the error's line, "cannot read 'x.png' as a picture"
/// @throws Error
Pixels decode_pixels(std::string_view bytes, int greatest_side, int greatest_count, const Message& failure);

}  // namespace convoscope::canvas
