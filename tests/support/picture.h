#pragma once

#include <filesystem>
#include <vector>

namespace convoscope::test {

/// Pixels as someone at the screen sees them. Row by row from the top, three bytes a pixel: red, green, blue.
struct RgbPicture {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> rgb;  ///< height x width x 3

    const unsigned char* at(int x, int y) const {
        return rgb.data() + 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + x);
    }
    bool operator==(const RgbPicture&) const = default;
};

/// @throws std::runtime_error when it cannot be read or written
RgbPicture load_picture(const std::filesystem::path& path);
void save_picture(const RgbPicture& picture, const std::filesystem::path& path);

/// A rectangle of it, which must lie inside.
RgbPicture cut(const RgbPicture& picture, int x, int y, int width, int height);

/// The greatest difference of the channels at this place, in levels (0 .. 255). The pictures have one size.
int levels_between(const RgbPicture& a, const RgbPicture& b, int x, int y);

/// The share (0 .. 1) of the pixels in which some channel differs by more than `levels`; 1 when the sizes
/// differ.
double share_beyond(int levels, const RgbPicture& a, const RgbPicture& b);

/// Where two pictures of one size differ: black where they are equal, eight times brighter than the
/// difference is.
RgbPicture difference(const RgbPicture& a, const RgbPicture& b);

/// The mean of all channels of all pixels, 0 .. 255.
double mean_level(const RgbPicture& picture);

}  // namespace convoscope::test
