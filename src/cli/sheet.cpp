#include "cli/sheet.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/offscreen.h"
#include "base/file.h"
#include "canvas/files.h"

namespace convoscope::cli {

Sheet::Sheet(int width, int height, Colour paper, std::span<const std::string> words)
    : width_(width),
      height_(height),
      pixels_(std::size_t{3} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
    fill({0, 0, width, height}, paper);
    ui::GlyphSet glyphs;
    for (const std::string& text : words) glyphs.need(text);
    fonts_ = ui::load_fonts(app::find_font_files(), 1, glyphs);
    unsigned char* atlas = nullptr;
    ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&atlas, &atlas_width_, &atlas_height_);
    atlas_ = atlas;
}

void Sheet::set(int x, int y, Colour colour) { blend(x, y, colour, 1); }

void Sheet::blend(int x, int y, Colour colour, float share) {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
    unsigned char* pixel = pixels_.data() + 3 * (static_cast<std::ptrdiff_t>(y) * width_ + x);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const auto before = static_cast<float>(pixel[channel]);
        const float after = before + share * (static_cast<float>(colour[channel]) - before);
        pixel[channel] = static_cast<unsigned char>(std::lround(after));
    }
}

void Sheet::fill(const Box& box, Colour colour) {
    for (int y = box.y; y < box.y + box.height; ++y)
        for (int x = box.x; x < box.x + box.width; ++x) set(x, y, colour);
}

void Sheet::frame(const Box& box, Colour colour, int thickness) {
    fill({box.x, box.y, box.width, thickness}, colour);
    fill({box.x, box.y + box.height - thickness, box.width, thickness}, colour);
    fill({box.x, box.y, thickness, box.height}, colour);
    fill({box.x + box.width - thickness, box.y, thickness, box.height}, colour);
}

const ImFont& Sheet::font(Size size) const {
    return *(size == Size::Small ? fonts_.small : size == Size::Strong ? fonts_.strong : fonts_.body);
}

void Sheet::write(std::string_view text, const Box& box, Align align, Size size, Colour colour) {
    const ImFont& letters = font(size);
    std::vector<const ImFontGlyph*> glyphs;
    float length = 0;
    const auto room = static_cast<float>(box.width);
    for (const char *at = text.data(), *end = at + text.size(); at < end;) {
        unsigned character = 0;
        at += ImTextCharFromUtf8(&character, at, end);
        glyphs.push_back(letters.FindGlyph(static_cast<ImWchar>(character)));
        length += glyphs.back()->AdvanceX;
    }
    if (length > room) {
        const ImFontGlyph* ellipsis = letters.FindGlyph(0x2026);
        length += ellipsis->AdvanceX;
        while (!glyphs.empty() && length > room) {
            length -= glyphs.back()->AdvanceX;
            glyphs.pop_back();
        }
        glyphs.push_back(ellipsis);
    }
    const float left = align == Align::Left ? 0 : align == Align::Right ? room - length : (room - length) / 2;
    float x = static_cast<float>(box.x) + std::round(left);
    const auto y = static_cast<float>(box.y + (box.height - static_cast<int>(letters.FontSize)) / 2);
    for (const ImFontGlyph* glyph : glyphs) {
        draw(*glyph, x, y, colour);
        x += glyph->AdvanceX;
    }
}

/// @param x, y  where the line's upper left corner is
void Sheet::draw(const ImFontGlyph& glyph, float x, float y, Colour colour) {
    const float left = x + glyph.X0, right = x + glyph.X1, top = y + glyph.Y0, bottom = y + glyph.Y1;
    if (right <= left || bottom <= top) return;
    const auto across = (glyph.U1 - glyph.U0) * static_cast<float>(atlas_width_) / (right - left);
    const auto down = (glyph.V1 - glyph.V0) * static_cast<float>(atlas_height_) / (bottom - top);
    const float u = glyph.U0 * static_cast<float>(atlas_width_);
    const float v = glyph.V0 * static_cast<float>(atlas_height_);
    for (int row = static_cast<int>(std::floor(top)); static_cast<float>(row) < bottom; ++row)
        for (int column = static_cast<int>(std::floor(left)); static_cast<float>(column) < right; ++column) {
            const float first = std::max(static_cast<float>(column), left);
            const float last = std::min(static_cast<float>(column + 1), right);
            const float upper = std::max(static_cast<float>(row), top);
            const float lower = std::min(static_cast<float>(row + 1), bottom);
            const float covered = (last - first) * (lower - upper);
            const float ink = atlas_mean(u + across * (first - left), v + down * (upper - top),
                                         u + across * (last - left), v + down * (lower - top));
            blend(column, row, colour, covered * ink);
        }
}

/// Of a part of the atlas, in texels: 0 .. 1.
float Sheet::atlas_mean(float left, float top, float right, float bottom) const {
    float sum = 0;
    float area = 0;
    for (int row = static_cast<int>(top); static_cast<float>(row) < bottom && row < atlas_height_; ++row)
        for (int column = static_cast<int>(left); static_cast<float>(column) < right && column < atlas_width_;
             ++column) {
            const float wide =
                std::min(right, static_cast<float>(column + 1)) - std::max(left, static_cast<float>(column));
            const float high =
                std::min(bottom, static_cast<float>(row + 1)) - std::max(top, static_cast<float>(row));
            sum += wide * high *
                   static_cast<float>(atlas_[static_cast<std::ptrdiff_t>(row) * atlas_width_ + column]);
            area += wide * high;
        }
    return area > 0 ? sum / (255 * area) : 0;
}

void Sheet::save(const std::filesystem::path& path) const {
    write_file(path, canvas::encode_png(pixels_, width_, height_, 3));
}

}  // namespace convoscope::cli
