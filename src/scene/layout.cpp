#include "scene/layout.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "scene/layout_plan.h"

namespace convoscope::scene {
namespace {

using layout::Plan;

constexpr float kLayerStep = 100.0f;  ///< the original's distance between layers
constexpr float kDegrees = 3.14159265358979f / 180.0f;
constexpr float kDeckStep = 0.3f;   ///< how much lower than the one on it each folded map lies
constexpr float kVanished = 1e-3f;  ///< what hidden blocks have left of their size: none, but to divide by

/// Where the middle of a layer comes to stand.
struct Middle {
    float x = 0;
    float y = 0;
    float z = 0;
};

/// @param index  of the block among the layer's
Block block_at(const Plan& plan, const Middle& middle, int index) {
    const int map = index / plan.stacked;
    const int row = map / plan.grid_columns;
    const int in_row = std::min(plan.grid_columns, plan.maps - row * plan.grid_columns);
    const float back = middle.z - 0.5f * static_cast<float>(plan.grid_rows() - 1) * plan.depth_step();
    Block block;
    block.node = plan.node;
    block.map = plan.is_output ? 0 : index;
    block.rows = plan.map_rows;
    block.columns = plan.map_columns;
    block.pitch = plan.pitch;
    block.size = plan.size;
    block.first_unit = index * plan.map_rows * plan.map_columns;
    block.unit_count = plan.map_rows * plan.map_columns;
    block.centre = {(static_cast<float>(map % plan.grid_columns) - 0.5f * static_cast<float>(in_row - 1)) *
                            plan.map_step +
                        middle.x,
                    middle.y, back + static_cast<float>(row) * plan.depth_step()};
    block.height = plan.height;
    block.rise = plan.rise;
    if (plan.stacked > 1) {
        block.folded = 1;
        block.presence = index == 0 ? 1.0f : 0.0f;
        block.centre.y() -= kDeckStep * static_cast<float>(index);
    }
    if (plan.hidden) {
        // All blocks shrink into the layer's middle, in proportion: none meets another on its way.
        block.presence = 0;
        block.centre = {middle.x, middle.y, middle.z};
        for (float* length : {&block.pitch, &block.size, &block.height, &block.rise}) *length *= kVanished;
    }
    return block;
}

void add_layer(Layout& layout, const Plan& plan, const Middle& middle) {
    LayerPlace place;
    place.node = plan.node;
    place.first_block = static_cast<int>(layout.blocks.size());
    place.block_count = plan.maps * plan.stacked;
    place.presence = plan.hidden ? 0.0f : 1.0f;
    place.folded = plan.stacked > 1 ? 1.0f : 0.0f;
    place.spot = plan.spot;
    for (int index = 0; index < place.block_count; ++index) {
        const Block block = block_at(plan, middle, index);
        if (index == 0) place.low = place.high = block.centre;
        if (index == 0 || block.visible()) {
            place.low = place.low.cwiseMin(block.centre - block.half());
            place.high = place.high.cwiseMax(block.centre + block.half());
        }
        layout.blocks.push_back(block);
    }
    layout.layers.push_back(place);
}

/// Where a flat layer's units do not fill its last row, the block counts only what exists.
void count_units(Layout& layout, const nn::Architecture& architecture) {
    for (Block& block : layout.blocks)
        block.unit_count =
            std::min(block.unit_count, architecture.nodes[block.node].output.size() - block.first_unit);
}

// Where each row comes to stand: its y in the first two arrangements, its z in the last.

std::vector<float> place_original(std::size_t rows) {
    const float first = -0.5f * kLayerStep * static_cast<float>(rows - 1);
    std::vector<float> heights;
    for (std::size_t i = 0; i < rows; ++i) heights.push_back(first + kLayerStep * static_cast<float>(i));
    return heights;
}

/// Heights such that, seen from the stage's camera, the back of each row clears the front of the next by
/// the same air. The camera stands farther away the taller the network is, so heights and camera are found in
/// turns.
std::vector<float> place_stage(const std::vector<Plan>& plans, float aspect) {
    const float pitch = kStagePitch * kDegrees;
    const float tangent = std::tan(0.5f * kStageFieldOfView * kDegrees);
    const std::vector<layout::Row> rows = layout::rows_of(plans);
    std::vector<float> heights(rows.size(), 0.0f);
    float seen = layout::seen_height(plans, std::sin(pitch));
    float centre = 0;
    for (int round = 0; round < 5; ++round) {
        const float shown = std::max(seen, layout::kCaptionShare * layout::seen_width(plans) / aspect);
        const float distance = shown / (2 * tangent);
        const float eye_y = centre + distance * std::sin(pitch);
        const float eye_z = distance * std::cos(pitch);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const float back = 0.5f * rows[i - 1].depth;
            const float front = 0.5f * rows[i].depth;
            // Where the line of sight over the back edge below passes the front edge above.
            const float sight = heights[i - 1] + (eye_y - heights[i - 1]) * (back + front) / (eye_z + back);
            const float air = layout::air_above(rows, i - 1) + layout::name_line(rows, i - 1) * shown;
            heights[i] = sight + air / std::cos(pitch) + 0.5f * (rows[i - 1].tall + rows[i].tall);
        }
        centre = 0.5f * (heights.front() + heights.back());
        seen = (heights.back() - heights.front()) * std::cos(pitch) + layout::kOutputRise +
               0.5f * (rows.front().depth + rows.back().depth) * std::sin(pitch);
    }
    for (float& height : heights) height -= centre;
    return heights;
}

std::vector<float> place_flat(const std::vector<Plan>& plans, float aspect) {
    const std::vector<layout::Row> rows = layout::rows_of(plans);
    const float shown = std::max(layout::seen_height(plans, 1.0f),
                                 layout::kCaptionShare * layout::seen_width(plans) / aspect);
    float back = 0;
    std::vector<float> middles;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const float half = 0.5f * rows[i].depth;
        if (i > 0) back += layout::air_above(rows, i - 1) + layout::name_line(rows, i - 1) * shown + half;
        middles.push_back(-back);
        back += half;
    }
    const float centre = 0.5f * (middles.front() + middles.back());
    for (float& middle : middles) middle -= centre;
    return middles;
}

/// @param places  of the rows
std::vector<Middle> middles_of(const std::vector<Plan>& plans, Arrangement arrangement,
                               const std::vector<float>& places) {
    std::vector<Middle> middles;
    for (const Plan& plan : plans) {
        const float place = places[static_cast<std::size_t>(plan.spot.rank)];
        const bool flat = arrangement == Arrangement::Flat;
        middles.push_back({plan.middle, flat ? 0 : place, flat ? place : 0});
    }
    return middles;
}

/// A place for every layer of the network, from those of the shown ones: a hidden one vanishes between its
/// neighbours, one of a folded block into that which stands for it.
std::vector<Middle> with_hidden(const std::vector<Plan>& all, const std::vector<Middle>& shown,
                                const std::vector<int>& stand_ins) {
    std::vector<Middle> middles(all.size());
    std::size_t above = 0;  // index of the next shown layer
    for (std::size_t node = 0; node < all.size(); ++node) {
        if (!all[node].hidden) {
            middles[node] = shown[above++];
        } else if (!shown.empty()) {
            const Middle& a = shown[above > 0 ? above - 1 : 0];
            const Middle& b = shown[std::min(above, shown.size() - 1)];
            middles[node] = {0.5f * (a.x + b.x), 0.5f * (a.y + b.y), 0.5f * (a.z + b.z)};
        }
    }
    for (std::size_t node = 0; node < stand_ins.size(); ++node)
        middles[node] = middles[static_cast<std::size_t>(stand_ins[node])];
    return middles;
}

/// Which layers take no place.
std::vector<bool> hidden_layers(const LayoutOptions& options, std::size_t count) {
    std::vector<bool> hidden(count, false);
    for (std::size_t node = 0; node < count; ++node) {
        const bool stands = options.stand_ins.empty() || options.stand_ins[node] == static_cast<int>(node);
        const bool wanted = node >= options.displays.size() || options.displays[node] != LayerDisplay::Hidden;
        hidden[node] = !stands || !wanted;
    }
    return hidden;
}

/// Where the rows of an arrangement stand; maps wrap as it needs.
std::vector<float> place_rows(std::vector<Plan>& plans, const LayoutOptions& options) {
    switch (options.arrangement) {
        case Arrangement::Original:
            return place_original(layout::rows_of(plans).size());
        case Arrangement::Stage:
            plans = layout::wrap_to_fit(plans, options.aspect, std::sin(kStagePitch * kDegrees));
            return place_stage(plans, options.aspect);
        case Arrangement::Flat:
            plans = layout::wrap_to_fit(plans, options.aspect, 1.0f);
            return place_flat(plans, options.aspect);
    }
    return {};
}

}  // namespace

const Block* Layout::block_of(const nn::Architecture& architecture, const nn::Unit& unit) const {
    const int index = nn::index_of(architecture, unit);
    for (const LayerPlace& layer : layers) {
        if (layer.node != unit.node || !layer.visible()) continue;
        for (int i = layer.first_block; i < layer.first_block + layer.block_count; ++i)
            if (index >= blocks[i].first_unit && index < blocks[i].first_unit + blocks[i].unit_count)
                return blocks[i].visible() ? &blocks[i] : &blocks[layer.first_block];
    }
    return nullptr;
}

int Layout::rank_count() const {
    int count = 0;
    for (const LayerPlace& layer : layers) count = std::max(count, layer.spot.rank + 1);
    return count;
}

std::vector<int> Layout::ranks() const {
    std::vector<int> ranks;
    int before = 0;
    for (const LayerPlace& layer : layers)
        ranks.push_back(before = layer.spot.rank >= 0 ? layer.spot.rank : before);
    return ranks;
}

std::optional<Vector3> Layout::position(const nn::Architecture& architecture, const nn::Unit& unit) const {
    const Block* block = block_of(architecture, unit);
    if (!block) return std::nullopt;
    const int local = nn::index_of(architecture, unit) % (block->rows * block->columns);
    const auto column = static_cast<float>(local % block->columns);
    const auto row = static_cast<float>(local / block->columns);
    return block->centre + Vector3((column - 0.5f * static_cast<float>(block->columns - 1)) * block->pitch, 0,
                                   (row - 0.5f * static_cast<float>(block->rows - 1)) * block->pitch);
}

Layout make_layout(const nn::Architecture& architecture, const LayoutOptions& options) {
    Ranks ranks = rank_layers(architecture, hidden_layers(options, architecture.nodes.size()));
    std::vector<Plan> all = layout::plan_layers(architecture, options, ranks);
    std::vector<Plan> shown = layout::shown_plans(architecture, all);
    std::vector<Middle> middles;
    if (!shown.empty()) {
        const std::vector<float> places = place_rows(shown, options);
        layout::place_across(shown);
        middles = middles_of(shown, options.arrangement, places);
    }
    middles = with_hidden(all, middles, options.stand_ins);
    for (const Plan& plan : shown) all[static_cast<std::size_t>(plan.node)] = plan;
    Layout made;
    made.wires = std::move(ranks.wires);
    for (std::size_t i = 0; i < all.size(); ++i) add_layer(made, all[i], middles[i]);
    count_units(made, architecture);
    return made;
}

Layout mix(const Layout& from, const Layout& to, float t) {
    assert(from.blocks.size() == to.blocks.size());
    const auto between = [t](float a, float b) { return a + (b - a) * t; };
    Layout mixed = to;
    for (std::size_t i = 0; i < mixed.blocks.size(); ++i) {
        Block& block = mixed.blocks[i];
        const Block& old = from.blocks[i];
        block.centre = old.centre + (block.centre - old.centre) * t;
        block.pitch = between(old.pitch, block.pitch);
        block.size = between(old.size, block.size);
        block.height = between(old.height, block.height);
        block.rise = between(old.rise, block.rise);
        block.presence = between(old.presence, block.presence);
        block.folded = between(old.folded, block.folded);
    }
    for (std::size_t i = 0; i < mixed.layers.size(); ++i) {
        LayerPlace& layer = mixed.layers[i];
        layer.low = from.layers[i].low + (layer.low - from.layers[i].low) * t;
        layer.high = from.layers[i].high + (layer.high - from.layers[i].high) * t;
        layer.presence = between(from.layers[i].presence, layer.presence);
        layer.folded = between(from.layers[i].folded, layer.folded);
    }
    return mixed;
}

}  // namespace convoscope::scene
