#include "scene/layout.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "nn/ops/operator.h"

namespace convoscope::scene {
namespace {

/// Distance between the middles of neighbouring maps of `extent` units: the original's 320 for maps of 28 and
/// 14 units and 140 for those of 10 and 5 hold per pair of layers, so a pool keeps its convolution's
/// distance.
constexpr float kMapGap = 40.0f;
constexpr float kLayerStep = 100.0f;  ///< the original's distance between layers
constexpr float kDegrees = 3.14159265358979f / 180.0f;
constexpr float kOutputPitch = 105.0f;  ///< an output row wide enough to be read from the last row of a room
constexpr float kOutputSize = 62.0f;
constexpr float kOutputHeight = 14.0f;  ///< at rest: a tile, from which the bar grows
constexpr float kOutputRise = 150.0f;
constexpr float kCaptionShare = 1.16f;  ///< width of the picture with captions, relative to the network's
constexpr float kWorthWrapping =
    1.12f;                        ///< the original's single rows are given up only for this much more size
constexpr int kMostOutputs = 40;  ///< a last layer of more units is drawn like any other
constexpr int kLongestRow = 128;  ///< flat layers longer than this wrap
/// Not in the original's geometry: flat layers fold into rows of about so many, of units so far apart, and
/// small maps are drawn larger, so that a unit can be seen and pointed at.
constexpr int kStageRow = 40;
constexpr float kStageFlatPitch = 19.0f;
constexpr float kLargestMapPitch = 20.0f;
constexpr int kPlainMap = 28;       ///< maps of so many units keep the original's pitch
constexpr float kDeckStep = 0.3f;   ///< how much lower than the one on it each folded map lies
constexpr float kVanished = 1e-3f;  ///< what hidden blocks have left of their size: none, but to divide by

/// What a layer needs, before it has a place.
struct Plan {
    int node = 0;
    int maps = 1;      ///< blocks beside one another
    int stacked = 1;   ///< blocks on one another, where the layer is folded
    int map_rows = 1;  ///< units of one block
    int map_columns = 1;
    float map_step = 0;    ///< between the middles of neighbouring blocks
    int grid_columns = 1;  ///< blocks side by side
    float pitch = kUnitPitch;
    float size = kUnitSize;
    float height = kUnitSize;
    float rise = 0;
    int follows = -1;  ///< a pool stands in the grid of the layer that it hears: its index
    bool is_output = false;
    bool is_flat = false;
    bool hidden = false;

    int grid_rows() const { return (maps + grid_columns - 1) / grid_columns; }
    float width() const {
        return static_cast<float>(grid_columns - 1) * map_step + static_cast<float>(map_columns) * pitch;
    }
    float depth_step() const { return static_cast<float>(map_rows) * pitch + kMapGap; }
    float depth() const {
        if (is_output) return size;
        return static_cast<float>(grid_rows() - 1) * depth_step() + static_cast<float>(map_rows) * pitch;
    }
};

/// The output: one block a unit, so that each can grow by itself.
void plan_output(Plan& plan, int units, Arrangement arrangement) {
    plan.is_output = true;
    plan.maps = units;
    if (arrangement != Arrangement::Original) {
        plan.pitch = kOutputPitch;
        plan.size = kOutputSize;
        plan.height = kOutputHeight;
        plan.rise =
            arrangement == Arrangement::Stage ? kOutputRise : 0;  // seen from above a bar has no height
    }
    plan.map_step = plan.pitch;
}

void set_pitch(Plan& plan, float pitch) {
    plan.pitch = pitch;
    plan.size = pitch * kUnitSize / kUnitPitch;
}

/// A row of units wraps into rows of about equal length.
void plan_flat(Plan& plan, int units, Arrangement arrangement) {
    const bool original = arrangement == Arrangement::Original;
    const int longest = original ? kLongestRow : units > 16 * kStageRow ? kLongestRow : kStageRow;
    const int rows = (units + longest - 1) / longest;
    plan.is_flat = true;
    plan.map_rows = rows;
    plan.map_columns = (units + rows - 1) / rows;
    if (!original && longest == kStageRow) set_pitch(plan, kStageFlatPitch);
}

/// Maps of fewer units than the first convolution's are drawn larger, though not as large.
void plan_maps(Plan& plan, const nn::Shape& shape, Arrangement arrangement) {
    plan.maps = shape.channels;
    plan.map_rows = shape.height;
    plan.map_columns = shape.width;
    if (arrangement != Arrangement::Original) {
        const float extent = static_cast<float>(std::max(shape.width, shape.height));
        set_pitch(plan, std::clamp(kUnitPitch * std::sqrt(static_cast<float>(kPlainMap) / extent), kUnitPitch,
                                   kLargestMapPitch));
    }
    plan.map_step = static_cast<float>(shape.width) * plan.pitch + kMapGap;
}

std::vector<Plan> plan_layers(const nn::Architecture& architecture, const LayoutOptions& options) {
    std::vector<Plan> plans;
    for (int index = 0; index < static_cast<int>(architecture.nodes.size()); ++index) {
        const nn::Node& node = architecture.nodes[index];
        const auto at = static_cast<std::size_t>(index);
        const LayerDisplay display =
            at < options.displays.size() ? options.displays[at] : LayerDisplay::Shown;
        Plan plan;
        plan.node = index;
        plan.hidden = display == LayerDisplay::Hidden;
        const bool last = index + 1 == static_cast<int>(architecture.nodes.size());
        if (node.output.is_flat()) {
            if (last && node.output.channels <= kMostOutputs) {
                plan_output(plan, node.output.channels, options.arrangement);
            } else {
                plan_flat(plan, node.output.channels, options.arrangement);
            }
        } else {
            plan_maps(plan, node.output, options.arrangement);
            if (display == LayerDisplay::Folded) std::swap(plan.maps, plan.stacked);
        }
        plan.grid_columns = plan.maps;
        plans.push_back(plan);
    }
    return plans;
}

/// The layers that take a place; among them a pool stands like the layer that it hears, map over map.
std::vector<Plan> shown_plans(const nn::Architecture& architecture, const std::vector<Plan>& all) {
    std::vector<Plan> plans;
    for (Plan plan : all) {
        if (plan.hidden) continue;
        const nn::Node& node = architecture.nodes[plan.node];
        const auto heard = std::find_if(plans.begin(), plans.end(), [&](const Plan& other) {
            return node.op->map_by_map && other.node == node.inputs[0] && other.maps == plan.maps;
        });
        if (heard != plans.end()) {
            plan.map_step = std::max(plan.map_step, heard->map_step);
            plan.follows = static_cast<int>(heard - plans.begin());
        }
        plans.push_back(plan);
    }
    return plans;
}

void wrap(std::vector<Plan>& plans, float widest) {
    for (Plan& plan : plans) {
        if (plan.is_output || plan.maps == 1) continue;
        if (plan.follows >= 0) {
            plan.grid_columns = plans[plan.follows].grid_columns;
            continue;
        }
        const float room = widest - static_cast<float>(plan.map_columns) * plan.pitch;
        const int fit = std::max(1, static_cast<int>(room / plan.map_step) + 1);
        if (fit >= plan.maps) continue;
        const int rows = (plan.maps + fit - 1) / fit;
        plan.grid_columns = (plan.maps + rows - 1) / rows;
    }
}

/// Space between two layers in the picture's upright direction, beyond what their depths need.
float air_between(const Plan& below, const Plan& above) {
    // The classes' names stand there, and where the answer hears the picture itself, its weights as pictures.
    if (above.is_output) return below.map_rows > 1 && below.maps == 1 && below.node == 0 ? 265.0f : 150.0f;
    return below.is_flat || above.is_flat ? 72.0f : 46.0f;  // their names are taller than they
}

/// How tall and wide the stage arrangement looks from `pitch` (orthographically).
float seen_height(const std::vector<Plan>& plans, float sine) {
    float height = 0;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        height += plans[i].depth() * sine;
        if (i + 1 < plans.size()) height += air_between(plans[i], plans[i + 1]);
    }
    return height + kOutputRise;
}

float seen_width(const std::vector<Plan>& plans) {
    float widest = 0;
    for (const Plan& plan : plans) widest = std::max(widest, plan.width());
    return widest;
}

/// Tries one row of maps a layer and ever narrower stages; keeps what appears largest on a stage of this
/// aspect.
std::vector<Plan> wrap_to_fit(const std::vector<Plan>& plans, float aspect, float sine) {
    std::vector<Plan> best = plans;
    const auto scale = [&](const std::vector<Plan>& tried) {
        return std::min(aspect / (kCaptionShare * seen_width(tried)), 1.0f / seen_height(tried, sine));
    };
    const float full = seen_width(plans);
    for (int step = 1; step < 24; ++step) {
        std::vector<Plan> tried = plans;
        wrap(tried, full * (1.0f - 0.04f * static_cast<float>(step)));
        if (scale(tried) > scale(best) * kWorthWrapping) best = tried;
    }
    return best;
}

/// Where the middle of a layer comes to stand; all are in the middle of the stage's width.
struct Spot {
    float y = 0;
    float z = 0;
};

/// @param index  of the block among the layer's
Block block_at(const Plan& plan, const Spot& spot, int index) {
    const int map = index / plan.stacked;
    const int row = map / plan.grid_columns;
    const int in_row = std::min(plan.grid_columns, plan.maps - row * plan.grid_columns);
    const float back = spot.z - 0.5f * static_cast<float>(plan.grid_rows() - 1) * plan.depth_step();
    Block block;
    block.node = plan.node;
    block.map = plan.is_output ? 0 : index;
    block.rows = plan.map_rows;
    block.columns = plan.map_columns;
    block.pitch = plan.pitch;
    block.size = plan.size;
    block.first_unit = index * plan.map_rows * plan.map_columns;
    block.unit_count = plan.map_rows * plan.map_columns;
    block.centre = {
        (static_cast<float>(map % plan.grid_columns) - 0.5f * static_cast<float>(in_row - 1)) * plan.map_step,
        spot.y, back + static_cast<float>(row) * plan.depth_step()};
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
        block.centre = {0, spot.y, spot.z};
        for (float* length : {&block.pitch, &block.size, &block.height, &block.rise}) *length *= kVanished;
    }
    return block;
}

void add_layer(Layout& layout, const Plan& plan, const Spot& spot) {
    LayerPlace place;
    place.node = plan.node;
    place.first_block = static_cast<int>(layout.blocks.size());
    place.block_count = plan.maps * plan.stacked;
    place.presence = plan.hidden ? 0.0f : 1.0f;
    place.folded = plan.stacked > 1 ? 1.0f : 0.0f;
    for (int index = 0; index < place.block_count; ++index) {
        const Block block = block_at(plan, spot, index);
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

std::vector<Spot> place_original(const std::vector<Plan>& plans) {
    const float first = -0.5f * kLayerStep * static_cast<float>(plans.size() - 1);
    std::vector<Spot> spots;
    for (std::size_t i = 0; i < plans.size(); ++i)
        spots.push_back({first + kLayerStep * static_cast<float>(i), 0});
    return spots;
}

/// Heights such that, seen from the stage's camera, the back of each layer clears the front of the next by
/// the same air. The camera stands farther away the taller the network is, so heights and camera are found in
/// turns.
std::vector<Spot> place_stage(const std::vector<Plan>& plans, float aspect) {
    const float pitch = kStagePitch * kDegrees;
    const float tangent = std::tan(0.5f * kStageFieldOfView * kDegrees);
    std::vector<float> heights(plans.size(), 0.0f);
    float seen = seen_height(plans, std::sin(pitch));
    float centre = 0;
    for (int round = 0; round < 5; ++round) {
        const float distance = std::max(seen, kCaptionShare * seen_width(plans) / aspect) / (2 * tangent);
        const float eye_y = centre + distance * std::sin(pitch);
        const float eye_z = distance * std::cos(pitch);
        for (std::size_t i = 1; i < plans.size(); ++i) {
            const float back = 0.5f * plans[i - 1].depth();
            const float front = 0.5f * plans[i].depth();
            // Where the line of sight over the back edge below passes the front edge above.
            const float sight = heights[i - 1] + (eye_y - heights[i - 1]) * (back + front) / (eye_z + back);
            heights[i] = sight + air_between(plans[i - 1], plans[i]) / std::cos(pitch);
        }
        centre = 0.5f * (heights.front() + heights.back());
        seen = (heights.back() - heights.front()) * std::cos(pitch) + kOutputRise +
               0.5f * (plans.front().depth() + plans.back().depth()) * std::sin(pitch);
    }
    std::vector<Spot> spots;
    for (const float height : heights) spots.push_back({height - centre, 0});
    return spots;
}

std::vector<Spot> place_flat(const std::vector<Plan>& plans) {
    float back = 0;
    std::vector<float> middles;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const float half = 0.5f * plans[i].depth();
        if (i > 0) back += air_between(plans[i - 1], plans[i]) + half;
        middles.push_back(-back);
        back += half;
    }
    const float centre = 0.5f * (middles.front() + middles.back());
    std::vector<Spot> spots;
    for (const float middle : middles) spots.push_back({0, middle - centre});
    return spots;
}

/// A place for every layer of the network, from those of the shown ones: a hidden one vanishes between its
/// neighbours.
std::vector<Spot> with_hidden(const std::vector<Plan>& all, const std::vector<Spot>& shown) {
    std::vector<Spot> spots;
    std::size_t above = 0;  // index of the next shown layer
    for (const Plan& plan : all) {
        if (!plan.hidden) {
            spots.push_back(shown[above++]);
            continue;
        }
        if (shown.empty()) {
            spots.emplace_back();
            continue;
        }
        const Spot& a = shown[above > 0 ? above - 1 : 0];
        const Spot& b = shown[std::min(above, shown.size() - 1)];
        spots.push_back({0.5f * (a.y + b.y), 0.5f * (a.z + b.z)});
    }
    return spots;
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
    std::vector<Plan> all = plan_layers(architecture, options);
    std::vector<Plan> shown = shown_plans(architecture, all);
    std::vector<Spot> spots;
    if (!shown.empty()) {
        switch (options.arrangement) {
            case Arrangement::Original:
                spots = place_original(shown);
                break;
            case Arrangement::Stage:
                shown = wrap_to_fit(shown, options.aspect, std::sin(kStagePitch * kDegrees));
                spots = place_stage(shown, options.aspect);
                break;
            case Arrangement::Flat:
                shown = wrap_to_fit(shown, options.aspect, 1.0f);
                spots = place_flat(shown);
                break;
        }
    }
    spots = with_hidden(all, spots);
    for (const Plan& plan : shown) all[static_cast<std::size_t>(plan.node)] = plan;
    Layout layout;
    for (std::size_t i = 0; i < all.size(); ++i) add_layer(layout, all[i], spots[i]);
    count_units(layout, architecture);
    return layout;
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
