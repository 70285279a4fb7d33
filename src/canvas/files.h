#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "canvas/drawing.h"

namespace convoscope::canvas {

/// One drawing as one line of JSON (no newline), the format of the design's section 7 (documented in
/// src/canvas/README.md).
std::string to_json(const Drawing& drawing);
/// @throws Error naming `origin` ("file, line 3")
Drawing parse_drawing(std::string_view json, const std::string& origin);
/// A stroke file: JSON Lines.
std::vector<Drawing> load_drawings(const std::filesystem::path& path);
void save_drawings(std::span<const Drawing> drawings, const std::filesystem::path& path);

/// PNG, JPEG or BMP to ink: dark on light or light on dark is found out from the border; transparency is
/// paper.
Picture decode_picture(std::string_view bytes, const std::string& origin);
Picture load_picture(const std::filesystem::path& path);

/// A file as a drawing: a stroke file's `index`-th drawing, or a picture as a drawing's base.
/// Which of the two is found out from the content, not from the name.
Drawing load_drawing(const std::filesystem::path& path, int index = 0);

/// PNG of 8 bits a channel; `channels` 1 (grey), 3 (RGB) or 4 (RGBA), rows from top to bottom.
std::string encode_png(std::span<const unsigned char> pixels, int width, int height, int channels);
void save_png(const Picture& picture, const std::filesystem::path& path);

}  // namespace convoscope::canvas
