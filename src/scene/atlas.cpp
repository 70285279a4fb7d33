#include "scene/atlas.h"

#include <algorithm>
#include <cmath>

#include "nn/address.h"

namespace convoscope::scene {
namespace {

constexpr int kAtlasWidth = 1024;
constexpr float kDimmed = 0.86f;  ///< how far a dimmed unit's colour goes towards the ground

/// What units fade into: the stage's background, about its middle.
Colour ground_of(Theme theme) {
    return theme == Theme::Light ? Colour{222, 228, 237, 255} : Colour{34, 54, 76, 255};
}

float between(float a, float b, float t) { return a + (b - a) * t; }

/// The unit of largest magnitude in one cell of maps that lie on one another.
int strongest_in(std::span<const float> layer, int area, int cell) {
    int strongest = cell;
    for (int unit = cell; unit < static_cast<int>(layer.size()); unit += area)
        if (std::abs(layer[unit]) > std::abs(layer[strongest])) strongest = unit;
    return strongest;
}

/// Turns one unit's value into its colour.
class Painter {
  public:
    explicit Painter(const Painting& painting)
        : painting_(painting),
          ramp_(make_ramp(painting.palette, painting.theme)),
          ground_(ground_of(painting.theme)),
          plain_(!painting.mark && !painting.pending && !painting.scaling.signed_palette) {}

    /// @param shown  the value as far as the pulse has come
    Colour colour(int node, int unit, const Range& range, float shown) const {
        if (plain_) return look_up(ramp_, range, shown);
        const bool pending = painting_.is_pending(node, unit);
        Colour colour = look_up(ramp_, range, pending ? 0.0f : shown);
        if (pending || !keeps_colour(range, shown)) colour = dimmed(colour);
        if (painting_.scaling.signed_palette && !pending && shown < 0) colour.alpha = kNegativeAlpha;
        return colour;
    }

  private:
    bool keeps_colour(const Range& range, float value) const {
        if (!painting_.mark) return true;
        const float span = range.high - range.low;
        const float place = span > 0 ? std::clamp((value - range.low) / span, 0.0f, 1.0f) : 0.5f;
        return place >= painting_.mark->low && place <= painting_.mark->high;
    }

    Colour dimmed(const Colour& colour) const {
        const auto mixed = [](std::uint8_t from, std::uint8_t to) {
            return static_cast<std::uint8_t>(std::lround(from + kDimmed * static_cast<float>(to - from)));
        };
        return {mixed(colour.red, ground_.red), mixed(colour.green, ground_.green),
                mixed(colour.blue, ground_.blue), colour.alpha};
    }

    const Painting& painting_;
    Ramp ramp_;
    Colour ground_;
    bool plain_;
};

}  // namespace

Atlas make_atlas(const Layout& layout) {
    Atlas atlas;
    atlas.slots.resize(layout.blocks.size());
    int x = 0;
    int y = 0;
    int shelf = 0;
    atlas.width = kAtlasWidth;
    for (const Block& block : layout.blocks) atlas.width = std::max(atlas.width, block.columns);
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        const Block& block = layout.blocks[i];
        if (x + block.columns > atlas.width) {
            x = 0;
            y += shelf;
            shelf = 0;
        }
        atlas.slots[i] = {x, y};
        x += block.columns;
        shelf = std::max(shelf, block.rows);
    }
    atlas.height = y + shelf;
    return atlas;
}

float Painting::level(int node) const {
    if (pulse < 0) return 1;
    return ease_out(std::clamp(pulse - static_cast<float>(node), 0.0f, 1.0f));
}

Painting painting_of(const ViewState& view, Theme theme, const nn::Architecture& architecture) {
    Painting painting{scaling_of(view), view.palette, theme, view.mark, std::nullopt, view.pulse};
    if (!view.sweep) return painting;
    if (const auto unit = nn::parse_address(architecture, view.selection)) {
        const nn::Shape& shape = architecture.nodes[unit->node].output;
        const int last = shape.is_flat() ? shape.channels : (unit->map + 1) * shape.height * shape.width;
        painting.pending = Painting::Pending{unit->node, nn::index_of(architecture, *unit) + 1, last};
    }
    return painting;
}

int strongest_unit(const Layout& layout, const ShownValues& values, int node, int unit) {
    const LayerPlace& place = layout.layers[node];
    if (place.folded < 0.5f) return unit;
    const auto layer = values.layer(node);
    const int area = layout.blocks[place.first_block].unit_count;
    return strongest_in(layer, area, unit % area);
}

Range range_of(const ShownValues& values, const Block& block, const Scaling& scaling) {
    const Range own = values.range(block.node, scaling, block.first_unit, block.unit_count);
    if (block.folded <= 0) return own;
    const Range whole =
        values.range(block.node, scaling, 0, static_cast<int>(values.layer(block.node).size()));
    return {between(own.low, whole.low, block.folded), between(own.high, whole.high, block.folded)};
}

void paint_atlas(const Layout& layout, const Atlas& atlas, const ShownValues& values,
                 const Painting& painting, std::vector<Colour>& pixels) {
    const Painter painter(painting);
    pixels.assign(static_cast<std::size_t>(atlas.width) * atlas.height, Colour{0, 0, 0, 0});
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        const Block& block = layout.blocks[i];
        if (block.folded >= 1 && !block.visible()) continue;
        const auto layer = values.layer(block.node);
        const Range range = range_of(values, block, painting.scaling);
        const float level = painting.level(block.node);
        Colour* row =
            pixels.data() + static_cast<std::size_t>(atlas.slots[i].y) * atlas.width + atlas.slots[i].x;
        for (int local = 0, column = 0; local < block.unit_count; ++local) {
            int unit = block.first_unit + local;
            float value = layer[unit];
            if (block.folded > 0) {
                const int strongest = strongest_in(layer, block.unit_count, local);
                value = between(value, layer[strongest], block.folded);
                if (block.folded >= 0.5f) unit = strongest;
            }
            row[column] = painter.colour(block.node, unit, range, value * level);
            if (++column == block.columns) {
                column = 0;
                row += atlas.width;
            }
        }
    }
}

std::vector<float> fold_amounts(const Layout& layout) {
    std::vector<float> amounts;
    for (const LayerPlace& layer : layout.layers) amounts.push_back(layer.folded);
    return amounts;
}

std::vector<float> shown_values(const ShownValues& values, const Painting& painting, int node) {
    const auto layer = values.layer(node);
    std::vector<float> shown(layer.begin(), layer.end());
    for (std::size_t i = 0; i < shown.size(); ++i)
        shown[i] = painting.is_pending(node, static_cast<int>(i)) ? 0.0f : shown[i] * painting.level(node);
    return shown;
}

std::vector<float> block_heights(const Layout& layout, const ShownValues& values, const Painting& painting) {
    std::vector<float> heights(layout.blocks.size(), 0.0f);
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        const Block& block = layout.blocks[i];
        if (block.rise <= 0 || painting.is_pending(block.node, block.first_unit)) continue;
        const Range range = values.range(block.node, Scaling{}, block.first_unit, block.unit_count);
        const float shown = values.layer(block.node)[block.first_unit] * painting.level(block.node);
        heights[i] = block.rise * std::clamp(shown / range.high, 0.0f, 1.0f);
    }
    return heights;
}

}  // namespace convoscope::scene
