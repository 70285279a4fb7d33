#include "scene/value_pages.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace convoscope::scene {
namespace {

/// Tiles begin at multiples of this, so that they do in every level of the pyramid.
constexpr int kAlignment = 1 << (kPageLevels - 1);
constexpr int kSmallPageWidth = 512;

int aligned(int length) { return (length + kAlignment - 1) / kAlignment * kAlignment; }
int halved(int length, int level) { return (length + (1 << level) - 1) >> level; }

float stronger(float a, float b) { return std::abs(b) > std::abs(a) ? b : a; }

/// Tiles of one value need no room around them: their colours are looked up at their middles.
void give_steps(Sheet& sheet) {
    const bool single = sheet.width == 1 && sheet.height == 1;
    sheet.step_x = single ? 1 : aligned(sheet.width);
    sheet.step_y = single ? 1 : aligned(sheet.height);
}

int sheet_width(const Sheet& sheet) { return aligned(std::min(sheet.tiles, sheet.across) * sheet.step_x); }
int sheet_height(const Sheet& sheet) {
    return aligned((sheet.tiles + sheet.across - 1) / sheet.across * sheet.step_y);
}

/// Where one tile is written: every second float, from `first`.
struct Target {
    float* first = nullptr;
    int stride = 0;  ///< floats from one row to the next
};

/// One map, each texel the strongest of the units that it stands for.
void write_map(std::span<const float> map, int rows, int columns, int level, const Target& target) {
    if (level == 0) {
        const int size = static_cast<int>(map.size());  // a flat layer's last row need not be full
        for (int row = 0, unit = 0; row < rows; ++row)
            for (int column = 0; column < columns && unit < size; ++column, ++unit)
                target.first[row * target.stride + 2 * column] = map[static_cast<std::size_t>(unit)];
        return;
    }
    // Rows first, whole lines at a time: that is what processors are quick at.
    const int step = 1 << level;
    std::vector<float> line(static_cast<std::size_t>(columns));
    for (int row = 0; row < rows; row += step) {
        std::fill(line.begin(), line.end(), 0.0f);
        for (int next = row; next < std::min(row + step, rows); ++next) {
            const auto first = std::min(static_cast<std::size_t>(next) * line.size(), map.size());
            const std::span<const float> units =
                map.subspan(first, std::min(line.size(), map.size() - first));
            for (std::size_t i = 0; i < units.size(); ++i) line[i] = stronger(line[i], units[i]);
        }
        float* texel = target.first + (row >> level) * target.stride;
        for (int column = 0; column < columns; column += step, texel += 2) {
            *texel = 0;
            for (int i = column; i < std::min(column + step, columns); ++i)
                *texel = stronger(*texel, line[static_cast<std::size_t>(i)]);
        }
    }
}

/// Of each cell the strongest of all maps.
std::vector<float> strongest_of(std::span<const float> values, std::size_t area) {
    std::vector<float> strongest(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(area));
    for (std::size_t first = area; first < values.size(); first += area)
        for (std::size_t cell = 0; cell < area; ++cell)
            strongest[cell] = stronger(strongest[cell], values[first + cell]);
    return strongest;
}

/// A pyramid's next level, over a part of the page: [x, x + width) x [y, y + height) of the lower one.
void shrink(const std::vector<float>& below, int below_width, std::vector<float>& above, int x, int y,
            int width, int height) {
    const std::ptrdiff_t stride = 2 * static_cast<std::ptrdiff_t>(below_width);
    for (int row = y / 2; row < (y + height) / 2; ++row) {
        const float* upper = below.data() + 2 * row * stride;
        const float* lower = upper + stride;
        float* out = above.data() + row * (stride / 2);
        for (std::ptrdiff_t column = x / 2; column < (x + width) / 2; ++column)
            for (std::ptrdiff_t end = 0; end < 2; ++end) {
                const std::ptrdiff_t left = 4 * column + end;
                const std::ptrdiff_t right = left + 2;
                out[2 * column + end] =
                    stronger(stronger(upper[left], upper[right]), stronger(lower[left], lower[right]));
            }
    }
}

void resize(Page& page, int width, int height) {
    page.width = width;
    page.height = height;
    page.levels.resize(kPageLevels);
    for (int level = 0; level < kPageLevels; ++level)
        page.levels[static_cast<std::size_t>(level)].assign(
            static_cast<std::size_t>(width >> level) * (height >> level) * 2, 0.0f);
}

}  // namespace

int Sheet::tile_of(int map) const {
    if (maps.empty()) return map;
    const auto found = std::lower_bound(maps.begin(), maps.end(), map);
    return found != maps.end() && *found == map ? static_cast<int>(found - maps.begin()) : -1;
}

void ValuePages::update(const Layout& layout, const ShownValues& values, const std::vector<Need>& needs) {
    std::vector<Shape> shapes;
    for (const LayerPlace& layer : layout.layers) {
        const Block& first = layout.blocks[static_cast<std::size_t>(layer.first_block)];
        shapes.push_back({layer.block_count, first.rows, first.columns});
    }
    std::vector<bool> folding;
    for (const Need& need : needs) folding.push_back(need.folding);
    if (shapes != shapes_ || folding != folding_) {
        std::vector<bool> changed(shapes.size(), true);
        if (shapes.size() == shapes_.size())
            for (std::size_t i = 0; i < shapes.size(); ++i)
                changed[i] = !(shapes[i] == shapes_[i]) || folding[i] != folding_[i];
        shapes_ = std::move(shapes);
        folding_ = std::move(folding);
        arrange(needs, changed);
    }
    fill_small(values);

    behind_ = false;
    int looked_at = 0;
    const int count = static_cast<int>(sheets_.size());
    const int first = next_large_;
    for (int i = 0; i < count; ++i) {
        const int node = (first + i) % count;
        const auto at = static_cast<std::size_t>(node);
        if (sheets_[at].page < small_pages_) continue;
        Sheet wanted = large_sheet(shapes_[at], needs[at], sheets_[at]);
        if (wanted == sheets_[at] && filled_[at] == values.reading()) continue;
        if (looked_at > kBudget) {
            behind_ = true;
            next_large_ = node;
            break;
        }
        looked_at += static_cast<int>(values.target(node).size());
        sheets_[at] = std::move(wanted);
        Page& page = pages_[static_cast<std::size_t>(sheets_[at].page)];
        resize(page, sheet_width(sheets_[at]), sheet_height(sheets_[at]));
        fill(page, sheets_[at], shapes_[at], values, node);
    }
}

bool ValuePages::is_large(int maps, int rows, int columns) {
    const auto tiles = static_cast<std::size_t>(maps) + 1;  // with the fold's
    const bool single = rows == 1 && columns == 1;
    const std::size_t texels = single ? tiles : tiles * aligned(rows) * aligned(columns);
    return texels > kLargestShared || columns > kLargestPage / 2 || rows > kLargestPage / 2;
}

bool ValuePages::is_small(std::size_t node) const {
    return !is_large(shapes_[node].maps, shapes_[node].rows, shapes_[node].columns);
}

/// Small layers on shelves of shared pages, then a page for each large one. A large layer that has not
/// changed keeps its page as it is: a fold of one layer is no matter of the others.
void ValuePages::arrange(const std::vector<Need>& needs, const std::vector<bool>& changed) {
    const int small_pages_before = small_pages_;
    sheets_.resize(shapes_.size());
    filled_.resize(shapes_.size());
    bool small_changed = pages_.empty();
    for (std::size_t node = 0; node < shapes_.size(); ++node)
        small_changed = small_changed || (changed[node] && is_small(node));
    if (small_changed) arrange_small(needs);
    auto page = static_cast<std::size_t>(small_pages_);
    for (std::size_t node = 0; node < shapes_.size(); ++node) {
        if (is_small(node)) continue;
        if (changed[node] || small_pages_ != small_pages_before) {
            sheets_[node] = {};
            filled_[node] = 0;
        }
        sheets_[node].page = static_cast<int>(page++);
    }
    pages_.resize(page);
}

void ValuePages::arrange_small(const std::vector<Need>& needs) {
    struct Cursor {
        int page = 0;
        int x = 0;
        int y = 0;
        int shelf = 0;  ///< its height
    };
    Cursor cursor;
    int width = kSmallPageWidth;
    for (std::size_t node = 0; node < shapes_.size(); ++node)
        if (is_small(node)) width = std::max(width, aligned(shapes_[node].columns));
    std::vector<int> heights{0};
    for (std::size_t node = 0; node < shapes_.size(); ++node) {
        if (!is_small(node)) continue;
        Sheet& sheet = sheets_[node] = {};
        sheet.width = shapes_[node].columns;
        sheet.height = shapes_[node].rows;
        sheet.has_fold = needs[node].folding && shapes_[node].maps > 1;
        sheet.tiles = shapes_[node].maps + (sheet.has_fold ? 1 : 0);
        give_steps(sheet);
        sheet.across = std::clamp(width / sheet.step_x, 1, sheet.tiles);
        if (cursor.x + sheet_width(sheet) > width) cursor = {cursor.page, 0, cursor.y + cursor.shelf, 0};
        if (cursor.y + sheet_height(sheet) > kLargestPage) {
            cursor = {cursor.page + 1, 0, 0, 0};
            heights.push_back(0);
        }
        sheet.page = cursor.page;
        sheet.x = cursor.x;
        sheet.y = cursor.y;
        cursor.x += sheet_width(sheet);
        cursor.shelf = std::max(cursor.shelf, sheet_height(sheet));
        heights.back() = std::max(heights.back(), sheet.y + sheet_height(sheet));
    }
    small_pages_ = static_cast<int>(heights.size());
    if (pages_.size() < heights.size()) pages_.resize(heights.size());
    for (std::size_t i = 0; i < heights.size(); ++i)
        resize(pages_[i], width, std::max(heights[i], kAlignment));
    for (std::size_t node = 0; node < shapes_.size(); ++node)
        if (is_small(node)) filled_[node] = 0;
}

/// The level that fits, with all maps; or, near the camera, every value of the maps in view. A coarser level
/// gives way at once, a finer one only when it is finer than need be by two, so that a camera on the border
/// changes nothing.
Sheet ValuePages::large_sheet(const Shape& shape, const Need& need, const Sheet& before) const {
    const float units_per_pixel = 1.0f / std::max(need.pixels_per_unit, 1e-4f);
    int level = std::clamp(static_cast<int>(std::floor(std::log2(std::max(units_per_pixel, 1.0f)))), 0, 12);
    if (before.tiles > 0 && before.maps.empty() && before.level < level && before.level + 2 > level)
        level = before.level;
    Sheet sheet;
    sheet.page = before.page;
    sheet.has_fold = need.folding && shape.maps > 1;
    const bool some = need.pixels_per_unit >= 1 && !need.visible.empty() && !need.folding;
    for (;; ++level) {
        sheet.maps = some ? need.visible : std::vector<int>{};
        sheet.level = level;
        sheet.width = halved(shape.columns, level);
        sheet.height = halved(shape.rows, level);
        sheet.tiles = (some ? static_cast<int>(sheet.maps.size()) : shape.maps) + (sheet.has_fold ? 1 : 0);
        give_steps(sheet);
        sheet.across = std::clamp(kLargestPage / sheet.step_x, 1, sheet.tiles);
        if (sheet_width(sheet) <= kLargestPage && sheet_height(sheet) <= kLargestPage) return sheet;
    }
}

void ValuePages::fill_small(const ShownValues& values) {
    for (std::size_t node = 0; node < sheets_.size(); ++node) {
        if (sheets_[node].page >= small_pages_ || filled_[node] == values.reading()) continue;
        fill(pages_[static_cast<std::size_t>(sheets_[node].page)], sheets_[node], shapes_[node], values,
             static_cast<int>(node));
    }
}

void ValuePages::fill(Page& page, const Sheet& sheet, const Shape& shape, const ShownValues& values,
                      int node) {
    const int stride = page.width * 2;
    const bool arrived = values.from(node).data() == values.target(node).data();
    for (const int end : {0, 1}) {
        if (end == 0 && arrived) continue;  // is copied below
        const auto all = end == 0 ? values.from(node) : values.target(node);
        const std::size_t area = std::min(all.size(), static_cast<std::size_t>(shape.rows) * shape.columns);
        for (int tile = 0; tile < sheet.tiles; ++tile) {
            const Target target{
                page.levels[0].data() + sheet.y_of(tile) * stride + sheet.x_of(tile) * 2 + end, stride};
            if (tile == sheet.fold_tile()) {
                write_map(strongest_of(all, area), shape.rows, shape.columns, sheet.level, target);
                continue;
            }
            const auto map = static_cast<std::size_t>(sheet.maps.empty() ? tile : sheet.maps[tile]);
            write_map(all.subspan(map * area, area), shape.rows, shape.columns, sheet.level, target);
        }
    }
    int x = sheet.x;
    int y = sheet.y;
    int width = sheet_width(sheet);
    int height = sheet_height(sheet);
    if (arrived)
        for (int row = y; row < y + height; ++row) {
            float* line = page.levels[0].data() + static_cast<std::ptrdiff_t>(row) * stride;
            for (int column = x; column < x + width; ++column) line[2 * column] = line[2 * column + 1];
        }
    for (std::size_t level = 1; level < page.levels.size(); ++level) {
        shrink(page.levels[level - 1], page.width >> (level - 1), page.levels[level], x, y, width, height);
        x /= 2, y /= 2, width /= 2, height /= 2;
    }
    page.revision = ++revision_;
    filled_[static_cast<std::size_t>(node)] = values.reading();
}

}  // namespace convoscope::scene
