#include "ui/cells.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "base/number.h"

namespace convoscope::ui {
namespace {

constexpr float kRoomForNumber = 26;  ///< points of a cell
constexpr float kRoomForSign = 9;
constexpr float kRoomForLines = 6;

/// Black or white, whichever can be read on it. Rec. 601's luma.
ImU32 ink_on(const scene::Colour& ground) {
    const int luma = (299 * ground.red + 587 * ground.green + 114 * ground.blue) / 1000;
    return luma > 128 ? IM_COL32(12, 16, 24, 255) : IM_COL32(240, 244, 250, 255);
}

/// Draws over the picture what each cell has room for; only the cells that can be seen.
void annotate(const Look& look, const Cells& cells, ImVec2 from, float side, ImDrawList& list) {
    if (side < look.px(kRoomForSign)) return;
    const bool numbers = side >= look.px(kRoomForNumber);
    const ImVec2 low = list.GetClipRectMin();
    const ImVec2 high = list.GetClipRectMax();
    const int first_row = std::max(0, static_cast<int>((low.y - from.y) / side));
    const int last_row = std::min(cells.rows, static_cast<int>((high.y - from.y) / side) + 1);
    const int first_column = std::max(0, static_cast<int>((low.x - from.x) / side));
    const int last_column = std::min(cells.columns, static_cast<int>((high.x - from.x) / side) + 1);
    const float size = std::min(look.fonts.small->FontSize, 0.36f * side);
    for (int row = first_row; row < last_row; ++row)
        for (int column = first_column; column < last_column; ++column) {
            const auto index = static_cast<std::size_t>(row) * cells.columns + column;
            if (index >= cells.values.size()) continue;
            const float value = cells.values[index];
            const ImU32 ink = ink_on(scene::look_up(*cells.ramp, cells.range, value));
            const ImVec2 middle{from.x + (static_cast<float>(column) + 0.5f) * side,
                                from.y + (static_cast<float>(row) + 0.5f) * side};
            if (numbers) {
                const std::string words = short_number(value);
                const ImVec2 extent = text_size(look.fonts.small, size, words.c_str());
                add_text(list, look.fonts.small, size,
                         {middle.x - 0.5f * extent.x, middle.y - 0.5f * extent.y}, ink, words.c_str());
            } else if (value < 0) {
                const float half = std::round(0.2f * side);
                const float thick = std::max(1.0f, std::round(0.06f * side));
                list.AddRectFilled({std::round(middle.x - half), std::round(middle.y - 0.5f * thick)},
                                   {std::round(middle.x + half), std::round(middle.y + 0.5f * thick)},
                                   with_alpha(ink, 0.75f));
            }
        }
}

void rule(const Look& look, const Cells& cells, ImVec2 from, ImVec2 to, float side, ImDrawList& list) {
    if (side < look.px(kRoomForLines) || cells.rows * cells.columns > 1600) return;
    const ImU32 colour = with_alpha(look.colours.panel, 0.55f);
    for (int column = 1; column < cells.columns; ++column) {
        const float x = std::round(from.x + static_cast<float>(column) * side);
        list.AddRectFilled({x, from.y}, {x + 1, to.y}, colour);
    }
    for (int row = 1; row < cells.rows; ++row) {
        const float y = std::round(from.y + static_cast<float>(row) * side);
        list.AddRectFilled({from.x, y}, {to.x, y + 1}, colour);
    }
}

void frame_cell(const Cells& cells, int index, ImVec2 from, float side, ImU32 colour, float thick,
                ImDrawList& list) {
    const ImVec2 at{from.x + static_cast<float>(index % cells.columns) * side,
                    from.y + static_cast<float>(index / cells.columns) * side};
    list.AddRect({at.x - 1, at.y - 1}, {at.x + side + 1, at.y + side + 1}, colour, 0, 0, thick);
}

std::vector<scene::Colour> pixels_of(const Cells& cells) {
    std::vector<scene::Colour> pixels(static_cast<std::size_t>(cells.rows) * cells.columns, {0, 0, 0, 0});
    for (std::size_t i = 0; i < std::min(pixels.size(), cells.values.size()); ++i)
        pixels[i] = scene::look_up(*cells.ramp, cells.range, cells.values[i]);
    return pixels;
}

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    // FNV-1a's step over 64 bits at once, and a shift so that high bits reach low ones.
    hash = (hash ^ value) * 0x100000001b3;
    return hash ^ (hash >> 29);
}

/// Of the picture: of the values, and of how they become colours. Never 0.
std::uint64_t revision_of_picture(const Cells& cells) {
    std::uint64_t hash = mixed(0xcbf29ce484222325, cells.revision);
    hash = mixed(hash, reinterpret_cast<std::uintptr_t>(cells.values.data()));
    hash = mixed(hash, std::bit_cast<std::uint32_t>(cells.range.low));
    hash = mixed(hash, std::bit_cast<std::uint32_t>(cells.range.high));
    for (const scene::Colour& colour : *cells.ramp) hash = mixed(hash, std::bit_cast<std::uint32_t>(colour));
    return hash | 1;
}

ImTextureID picture_of(Pictures& pictures, const std::string& key, const Cells& cells) {
    if (cells.revision == 0) return pictures.texture(key, pixels_of(cells), cells.columns, cells.rows);
    return pictures.texture(
        key, revision_of_picture(cells), [&cells] { return pixels_of(cells); }, cells.columns, cells.rows);
}

}  // namespace

std::uint64_t revision_of(const void* owner, std::uint64_t revision) {
    return mixed(mixed(0xcbf29ce484222325, reinterpret_cast<std::uintptr_t>(owner)), revision) | 1;
}

std::optional<CellHit> draw_cells(const Look& look, Pictures& pictures, const std::string& key,
                                  const Cells& cells, float side) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const ImVec2 size{side * static_cast<float>(cells.columns), side * static_cast<float>(cells.rows)};
    const ImVec2 to{from.x + size.x, from.y + size.y};
    const bool clicked =
        ImGui::InvisibleButton(key.c_str(), {std::max(1.0f, size.x), std::max(1.0f, size.y)});
    if (!ImGui::IsItemVisible()) return std::nullopt;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddImage(picture_of(pictures, key, cells), from, to);
    rule(look, cells, from, to, side, list);
    annotate(look, cells, from, side, list);
    list.AddRect(from, to, look.colours.panel_line);
    const float thick = std::max(1.0f, look.scale);
    if (cells.marked >= 0) {  // seen on every colour
        frame_cell(cells, cells.marked, from, side, look.colours.panel, 5 * thick, list);
        frame_cell(cells, cells.marked, from, side, look.colours.text, 2 * thick, list);
    }
    if (!ImGui::IsItemHovered()) return std::nullopt;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const int column = std::clamp(static_cast<int>((mouse.x - from.x) / side), 0, cells.columns - 1);
    const int row = std::clamp(static_cast<int>((mouse.y - from.y) / side), 0, cells.rows - 1);
    const int index = row * cells.columns + column;
    if (index >= static_cast<int>(cells.values.size())) return std::nullopt;
    frame_cell(cells, index, from, side, look.colours.text, thick, list);
    return CellHit{index, clicked};
}

float cell_side(float width, int columns, float largest) {
    constexpr float kLeastSide = 0.25f;  // of very many columns: what does not fit is scrolled to
    const float side =
        std::clamp(width / static_cast<float>(columns), kLeastSide, std::max(kLeastSide, largest));
    return side >= 4 ? std::floor(side) : side;
}

std::string short_number(float value) {
    const double exact = static_cast<double>(value);
    const float size = std::abs(value);
    if (value == 0) return "0";
    if (size < 0.0005f) return "0.000";  // not "0", which is exactly that
    if (size < 0.1f) return fixed(exact, 3);
    if (size < 10) return fixed(exact, 2);
    if (size < 100) return fixed(exact, 1);
    if (size < 1e5f) return fixed(exact, 0);
    return significant(exact, 1);
}

std::string long_number(float value, bool sign) {
    const std::string words = fixed(static_cast<double>(value), 4);
    return sign && words[0] != '-' ? "+" + words : words;
}

scene::Range symmetrical(float magnitude) {
    const float end = magnitude > 0 ? magnitude : 1.0f;
    return {-end, end};
}

float largest_magnitude(std::span<const float> values) {
    float largest = 0;
    for (const float value : values)
        if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
    return largest;
}

}  // namespace convoscope::ui
