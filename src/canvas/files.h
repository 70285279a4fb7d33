#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "canvas/drawing.h"

namespace convoscope::canvas {

/// One drawing as one line of JSON (no newline), documented in src/canvas/README.md. It is as short as it can
/// be, and the same for equal drawings; parse_drawing() gives an equal drawing back (where the base has the
/// 256 levels of a picture, as every loaded one).
std::string to_json(const Drawing& drawing);
/// @param name, line  where it comes from, for the error; line 0: it is no line of a file
/// @throws Error when it is not a drawing or goes beyond Limits
Drawing parse_drawing(std::string_view json, const std::string& name, std::size_t line = 0);

/// A stroke file: JSON Lines. Empty lines are left out.
/// @throws Error naming the file and the line; also when there is no drawing in it
std::vector<Drawing> load_drawings(const std::filesystem::path& path);
void save_drawings(std::span<const Drawing> drawings, const std::filesystem::path& path);

/// PNG, JPEG or BMP to ink: dark on light or light on dark is found out from the border; transparency is
/// paper; even the light and the contrast of a photograph are put right (src/canvas/README.md says how).
/// @param name  the file's, for the error
/// @throws Error when it is none of these, is damaged, or has sides beyond 16384 or more than 64 million
/// pixels
Picture decode_picture(std::string_view bytes, const std::string& name);
Picture load_picture(const std::filesystem::path& path);

/// A picture as the base of a drawing: as large as a canvas of 280 x 280 allows with its proportions, in the
/// middle, in 256 levels.
Drawing to_drawing(const Picture& picture);

/// A file as a drawing: a stroke file's `index`-th drawing (from 0), or a picture as a drawing's base and
/// photograph.
/// Which of the two is found out from the content, not from the name.
/// @throws Error as the above, or when there is no `index`-th
Drawing load_drawing(const std::filesystem::path& path, int index = 0);

/// PNG of 8 bits a channel; `channels` 1 (grey), 3 (RGB) or 4 (RGBA), rows from top to bottom.
std::string encode_png(std::span<const unsigned char> pixels, int width, int height, int channels);
/// Dark ink on white paper, grey.
std::string encode_png(const Picture& picture);
void save_png(const Picture& picture, const std::filesystem::path& path);

}  // namespace convoscope::canvas
