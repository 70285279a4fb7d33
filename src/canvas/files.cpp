#include "canvas/files.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/file.h"
#include "canvas/paper.h"
#include "canvas/photo.h"
#include "canvas/pixels.h"
#include "canvas/resample.h"
#include "canvas/texts.h"

namespace convoscope::canvas {
namespace {

constexpr std::size_t greatest_file = std::size_t{256} << 20;
constexpr int greatest_side = 16384;
constexpr int greatest_count = 64'000'000;
constexpr int picture_canvas_side = 280;

/// A line of a file that is not empty.
struct Line {
    std::size_t number;  ///< from 1
    std::string_view text;
};

std::vector<Line> lines_of(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // a byte order mark
    std::vector<Line> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) lines.push_back({number, line});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

Drawing parse_line(const Line& line, const std::filesystem::path& path) {
    return parse_drawing(line.text, path.string(), line.number);
}

[[noreturn]] void fail_without_drawings(const std::filesystem::path& path) {
    throw Error(texts.cannot_read_strokes, path);
}

}  // namespace

std::vector<Drawing> load_drawings(const std::filesystem::path& path) {
    const std::string text = read_file(path, greatest_file);
    std::vector<Drawing> drawings;
    for (const Line& line : lines_of(text)) drawings.push_back(parse_line(line, path));
    if (drawings.empty()) fail_without_drawings(path);
    return drawings;
}

void save_drawings(std::span<const Drawing> drawings, const std::filesystem::path& path) {
    std::string text;
    for (const Drawing& drawing : drawings) text += to_json(drawing) + '\n';
    write_file(path, text);
}

Picture decode_picture(std::string_view bytes, const std::string& name) {
    return ink_of(decode_pixels(bytes, greatest_side, greatest_count, {texts.cannot_read_picture, name}));
}

Picture load_picture(const std::filesystem::path& path) {
    return decode_picture(read_file(path, greatest_file), path.string());
}

namespace {

Drawing drawing_of_picture(std::string_view bytes, const std::string& name) {
    const Pixels pixels =
        decode_pixels(bytes, greatest_side, greatest_count, {texts.cannot_read_picture, name});
    Drawing drawing = to_drawing(ink_of(pixels));
    drawing.photo = std::make_shared<const Photo>(photo_of(pixels));
    return drawing;
}

}  // namespace

Drawing to_drawing(const Picture& picture) {
    const double side = picture_canvas_side;
    const double scale = side / std::max(picture.width, picture.height);
    const int columns = std::max(1, static_cast<int>(std::lround(picture.width * scale)));
    const int rows = std::max(1, static_cast<int>(std::lround(picture.height * scale)));
    const Picture fitted = fit(picture, columns, rows);
    auto base = std::make_shared<Picture>(picture_canvas_side, picture_canvas_side);
    const int left = (picture_canvas_side - columns) / 2, top = (picture_canvas_side - rows) / 2;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            base->at(top + row, left + column) = std::round(fitted.at(row, column) * 255) / 255;
    Drawing drawing;
    drawing.width = drawing.height = picture_canvas_side;
    drawing.base = std::move(base);
    return drawing;
}

Drawing load_drawing(const std::filesystem::path& path, int index) {
    const std::string bytes = read_file(path, greatest_file);
    if (looks_like_picture(bytes)) {
        if (index != 0) throw Error(texts.cannot_take_of_picture, index, path);
        return drawing_of_picture(bytes, path.string());
    }
    const std::vector<Line> lines = lines_of(bytes);
    if (lines.empty()) fail_without_drawings(path);
    if (lines.front().text[lines.front().text.find_first_not_of(" \t\r")] != '{')
        throw Error(texts.neither, path);
    if (index < 0 || static_cast<std::size_t>(index) >= lines.size())
        throw Error(texts.cannot_take_of_strokes, index, path, lines.size());
    return parse_line(lines[static_cast<std::size_t>(index)], path);
}

std::string encode_png(const Picture& picture) {
    std::vector<unsigned char> grey(picture.ink.size());
    std::ranges::transform(picture.ink, grey.begin(), [](float ink) {
        return static_cast<unsigned char>(255 - std::lround(std::clamp(ink, 0.0f, 1.0f) * 255));
    });
    return encode_png(grey, picture.width, picture.height, 1);
}

void save_png(const Picture& picture, const std::filesystem::path& path) {
    write_file(path, encode_png(picture));
}

}  // namespace convoscope::canvas
