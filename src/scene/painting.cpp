#include "scene/painting.h"

#include <algorithm>
#include <cmath>

#include "nn/address.h"

namespace convoscope::scene {
namespace {

float between(float a, float b, float t) { return a + (b - a) * t; }

}  // namespace

float Painting::level(int node) const {
    if (pulse < 0) return 1;
    const int reached = ranks.empty() ? node : ranks[static_cast<std::size_t>(node)];
    return ease_out(std::clamp(pulse - static_cast<float>(reached), 0.0f, 1.0f));
}

bool shows_colours(const nn::Architecture& architecture) {
    const nn::InputSpec& input = architecture.input;
    return input.shape.channels == 3 && input.preprocessing == nn::Preprocessing::Photo;
}

Painting painting_of(const ViewState& view, Theme theme, const nn::Architecture& architecture,
                     const Layout& layout) {
    Painting painting{scaling_of(view), view.palette, theme, view.mark, std::nullopt, view.pulse};
    if (view.pulse >= 0) painting.ranks = layout.ranks();
    painting.colours = shows_colours(architecture) && view.palette != Palette::Signed;
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
    const int size = static_cast<int>(values.target(node).size());
    const int area = layout.blocks[place.first_block].unit_count;
    int strongest = unit % area;
    for (int other = unit % area; other < size; other += area)
        if (std::abs(values.value(node, other)) > std::abs(values.value(node, strongest))) strongest = other;
    return strongest;
}

Range range_of(const ShownValues& values, const Block& block, const Scaling& scaling) {
    const Range own = values.range(block.node, scaling, block.first_unit, block.unit_count);
    if (block.folded <= 0) return own;
    const Range whole =
        values.range(block.node, scaling, 0, static_cast<int>(values.target(block.node).size()));
    return {between(own.low, whole.low, block.folded), between(own.high, whole.high, block.folded)};
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
        const float shown = values.value(block.node, block.first_unit) * painting.level(block.node);
        heights[i] = block.rise * std::clamp(shown / range.high, 0.0f, 1.0f);
    }
    return heights;
}

}  // namespace convoscope::scene
