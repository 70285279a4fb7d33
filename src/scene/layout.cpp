#include "scene/layout.h"

#include <algorithm>
#include <cassert>
#include <cmath>

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

/// What a layer needs, before it has a place.
struct Plan {
    int node = 0;
    int maps = 1;      ///< blocks
    int map_rows = 1;  ///< units of one block
    int map_columns = 1;
    float map_step = 0;    ///< between the middles of neighbouring blocks
    int grid_columns = 1;  ///< blocks side by side
    float pitch = kUnitPitch;
    float size = kUnitSize;
    float height = kUnitSize;
    float rise = 0;
    int follows = -1;  ///< a pool stands in the grid of the convolution before it
    bool is_output = false;

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

/// A row of units wraps into rows of about equal length.
void plan_flat(Plan& plan, int units) {
    const int rows = (units + kLongestRow - 1) / kLongestRow;
    plan.map_rows = rows;
    plan.map_columns = (units + rows - 1) / rows;
}

std::vector<Plan> plan_layers(const nn::Architecture& architecture, Arrangement arrangement) {
    std::vector<Plan> plans;
    for (int index = 0; index < static_cast<int>(architecture.nodes.size()); ++index) {
        const nn::Node& node = architecture.nodes[index];
        Plan plan;
        plan.node = index;
        const bool last = index + 1 == static_cast<int>(architecture.nodes.size());
        if (node.output.is_flat()) {
            if (last && node.output.channels <= kMostOutputs) {
                plan_output(plan, node.output.channels, arrangement);
            } else {
                plan_flat(plan, node.output.channels);
            }
        } else {
            plan.maps = node.output.channels;
            plan.map_rows = node.output.height;
            plan.map_columns = node.output.width;
            plan.map_step = static_cast<float>(node.output.width) * kUnitPitch + kMapGap;
            const bool pools = node.op == nn::Op::MaxPool || node.op == nn::Op::AveragePool;
            if (pools && !plans.empty() && plans.back().maps == plan.maps) {
                plan.map_step = std::max(plan.map_step, plans.back().map_step);
                plan.follows = static_cast<int>(plans.size()) - 1;
            }
        }
        plan.grid_columns = plan.maps;
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
    if (above.is_output) return 150.0f;  // the classes' names stand there
    return below.map_rows > 1 || above.map_rows > 1 ? 46.0f : 62.0f;
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

void add_layer(Layout& layout, const Plan& plan, float y, float z) {
    LayerPlace place;
    place.node = plan.node;
    place.first_block = static_cast<int>(layout.blocks.size());
    place.block_count = plan.maps;
    const float back = z - 0.5f * static_cast<float>(plan.grid_rows() - 1) * plan.depth_step();
    for (int map = 0; map < plan.maps; ++map) {
        const int row = map / plan.grid_columns;
        const int in_row = std::min(plan.grid_columns, plan.maps - row * plan.grid_columns);
        Block block;
        block.node = plan.node;
        block.map = plan.is_output ? 0 : map;
        block.rows = plan.map_rows;
        block.columns = plan.map_columns;
        block.pitch = plan.pitch;
        block.size = plan.size;
        block.first_unit = map * plan.map_rows * plan.map_columns;
        block.unit_count = plan.map_rows * plan.map_columns;
        block.centre = {
            (static_cast<float>(map % plan.grid_columns) - 0.5f * static_cast<float>(in_row - 1)) *
                plan.map_step,
            y, back + static_cast<float>(row) * plan.depth_step()};
        block.height = plan.height;
        block.rise = plan.rise;
        layout.blocks.push_back(block);
    }
    place.low = place.high = layout.blocks[place.first_block].centre;
    for (int i = place.first_block; i < place.first_block + place.block_count; ++i) {
        const Block& block = layout.blocks[i];
        place.low = place.low.cwiseMin(block.centre - block.half());
        place.high = place.high.cwiseMax(block.centre + block.half());
    }
    layout.layers.push_back(place);
}

/// Where a flat layer's units do not fill its last row, the block counts only what exists.
void count_units(Layout& layout, const nn::Architecture& architecture) {
    for (Block& block : layout.blocks)
        block.unit_count =
            std::min(block.unit_count, architecture.nodes[block.node].output.size() - block.first_unit);
}

void place_original(Layout& layout, const std::vector<Plan>& plans) {
    const float first = -0.5f * kLayerStep * static_cast<float>(plans.size() - 1);
    for (std::size_t i = 0; i < plans.size(); ++i)
        add_layer(layout, plans[i], first + kLayerStep * static_cast<float>(i), 0);
}

/// Heights such that, seen from the stage's camera, the back of each layer clears the front of the next by
/// the same air. The camera stands farther away the taller the network is, so heights and camera are found in
/// turns.
void place_stage(Layout& layout, const std::vector<Plan>& plans, float aspect) {
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
    for (std::size_t i = 0; i < plans.size(); ++i) add_layer(layout, plans[i], heights[i] - centre, 0);
}

void place_flat(Layout& layout, const std::vector<Plan>& plans) {
    float back = 0;
    std::vector<float> middles;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const float half = 0.5f * plans[i].depth();
        if (i > 0) back += air_between(plans[i - 1], plans[i]) + half;
        middles.push_back(-back);
        back += half;
    }
    const float centre = 0.5f * (middles.front() + middles.back());
    for (std::size_t i = 0; i < plans.size(); ++i) add_layer(layout, plans[i], 0, middles[i] - centre);
}

}  // namespace

const Block* Layout::block_of(const nn::Architecture& architecture, const nn::Unit& unit) const {
    const int index = nn::index_of(architecture, unit);
    for (const LayerPlace& layer : layers) {
        if (layer.node != unit.node) continue;
        for (int i = layer.first_block; i < layer.first_block + layer.block_count; ++i)
            if (index >= blocks[i].first_unit && index < blocks[i].first_unit + blocks[i].unit_count)
                return &blocks[i];
    }
    return nullptr;
}

std::optional<Vector3> Layout::position(const nn::Architecture& architecture, const nn::Unit& unit) const {
    const Block* block = block_of(architecture, unit);
    if (!block) return std::nullopt;
    const int local = nn::index_of(architecture, unit) - block->first_unit;
    const auto column = static_cast<float>(local % block->columns);
    const auto row = static_cast<float>(local / block->columns);
    return block->centre + Vector3((column - 0.5f * static_cast<float>(block->columns - 1)) * block->pitch, 0,
                                   (row - 0.5f * static_cast<float>(block->rows - 1)) * block->pitch);
}

Layout make_layout(const nn::Architecture& architecture, const LayoutOptions& options) {
    std::vector<Plan> plans = plan_layers(architecture, options.arrangement);
    Layout layout;
    switch (options.arrangement) {
        case Arrangement::Original:
            place_original(layout, plans);
            break;
        case Arrangement::Stage:
            plans = wrap_to_fit(plans, options.aspect, std::sin(kStagePitch * kDegrees));
            place_stage(layout, plans, options.aspect);
            break;
        case Arrangement::Flat:
            plans = wrap_to_fit(plans, options.aspect, 1.0f);
            place_flat(layout, plans);
            break;
    }
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
    }
    for (std::size_t i = 0; i < mixed.layers.size(); ++i) {
        LayerPlace& layer = mixed.layers[i];
        layer.low = from.layers[i].low + (layer.low - from.layers[i].low) * t;
        layer.high = from.layers[i].high + (layer.high - from.layers[i].high) * t;
    }
    return mixed;
}

}  // namespace convoscope::scene
