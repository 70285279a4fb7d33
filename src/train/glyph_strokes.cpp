#include "train/glyph_strokes.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace convoscope::train {
namespace {

float number(std::string_view& text) {
    float value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty()) text.remove_prefix(1);  // the comma, the space or the semicolon
    return value;
}

}  // namespace

std::vector<GlyphStroke> strokes_of(const Glyph& glyph) {
    std::vector<GlyphStroke> strokes;
    std::string_view rest = glyph.strokes;
    while (!rest.empty()) {
        std::string_view text = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(rest.size(), text.size() + 2));  // "; "
        GlyphStroke stroke;
        stroke.smooth = text.starts_with('~');
        if (stroke.smooth) text.remove_prefix(1);
        while (!text.empty()) {
            const float x = number(text);
            stroke.points.push_back({x, number(text), -1});
        }
        strokes.push_back(std::move(stroke));
    }
    return strokes;
}

}  // namespace convoscope::train
