#include "scene/layout_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "nn/ops/operator.h"

namespace convoscope::scene::layout {
namespace {

constexpr float kOutputPitch = 105.0f;  ///< an output row wide enough to be read from the last row of a room
constexpr float kOutputSize = 62.0f;
constexpr float kOutputHeight = 14.0f;  ///< at rest: a tile, from which the bar grows
constexpr float kWorthWrapping =
    1.12f;                        ///< the original's single rows are given up only for this much more size
constexpr int kMostOutputs = 40;  ///< a last layer of more units is drawn like any other
constexpr int kLongestRow = 128;  ///< flat layers longer than this wrap
/// Not in the original's geometry: flat layers fold into rows of about so many, of units so far apart, and
/// small maps are drawn larger, so that a unit can be seen and pointed at.
constexpr int kStageRow = 40;
constexpr float kStageFlatPitch = 19.0f;
constexpr float kLargestMapPitch = 20.0f;
constexpr float kTallestBlock = 9;  ///< of a folded block, in units
constexpr int kPlainMap = 28;       ///< maps of so many units keep the original's pitch

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

/// By bundle and column: the width of the widest layer.
std::vector<std::vector<float>> column_widths(const std::vector<Plan>& plans) {
    std::vector<std::vector<float>> widths;
    for (const Plan& plan : plans) {
        if (plan.spot.bundle < 0) continue;
        const auto bundle = static_cast<std::size_t>(plan.spot.bundle);
        const auto column = static_cast<std::size_t>(plan.spot.column);
        if (widths.size() <= bundle) widths.resize(bundle + 1);
        if (widths[bundle].size() <= column) widths[bundle].resize(column + 1, 0.0f);
        widths[bundle][column] = std::max(widths[bundle][column], plan.width());
    }
    return widths;
}

float sum_of(const std::vector<float>& widths) { return std::accumulate(widths.begin(), widths.end(), 0.0f); }
float gaps_of(const std::vector<float>& widths) { return kLaneGap * static_cast<float>(widths.size() - 1); }

/// @param full  the columns' widths with all maps in one row: branches share the stage in proportion
void wrap(std::vector<Plan>& plans, float widest, const std::vector<std::vector<float>>& full) {
    for (Plan& plan : plans) {
        if (plan.is_output || plan.maps == 1) continue;
        if (plan.follows >= 0) {
            plan.grid_columns = plans[plan.follows].grid_columns;
            continue;
        }
        float share = widest;
        if (plan.spot.bundle >= 0) {
            const std::vector<float>& columns = full[static_cast<std::size_t>(plan.spot.bundle)];
            share = std::max(0.0f, widest - gaps_of(columns)) / sum_of(columns) *
                    columns[static_cast<std::size_t>(plan.spot.column)];
        }
        const float room = share - static_cast<float>(plan.map_columns) * plan.pitch;
        const int fit = std::max(1, static_cast<int>(room / plan.map_step) + 1);
        if (fit >= plan.maps) continue;
        const int rows = (plan.maps + fit - 1) / fit;
        plan.grid_columns = (plan.maps + rows - 1) / rows;
    }
}

/// A folded block is a body: the taller, the more it holds.
void plan_block(Plan& plan, int held) {
    plan.held = held;
    if (held > 1) plan.height = kUnitSize * std::min(1.5f + 0.5f * static_cast<float>(held), kTallestBlock);
}

/// Space between two layers in the picture's upright direction, beyond what their depths need.
float air_between(const Plan& below, const Plan& above) {
    // The classes' names stand there, and where the answer hears the picture itself, its weights as pictures.
    if (above.is_output) return below.map_rows > 1 && below.maps == 1 && below.node == 0 ? 265.0f : 150.0f;
    return below.is_flat || above.is_flat ? 72.0f : 46.0f;  // their names are taller than they
}

}  // namespace

std::vector<Row> rows_of(const std::vector<Plan>& plans) {
    std::vector<Row> rows;
    for (const Plan& plan : plans) {
        const auto rank = static_cast<std::size_t>(plan.spot.rank);
        if (rows.size() <= rank) rows.resize(rank + 1);
        Row& row = rows[rank];
        row.depth = std::max(row.depth, plan.depth());
        row.tall = std::max(row.tall, plan.held > 1 ? plan.height - kUnitSize : 0.0f);
        row.plans.push_back(&plan);
    }
    return rows;
}

std::vector<Plan> plan_layers(const nn::Architecture& architecture, const LayoutOptions& options,
                              const Ranks& ranks) {
    std::vector<int> held(architecture.nodes.size(), 0);
    for (std::size_t node = 0; node < held.size(); ++node)
        ++held[options.stand_ins.empty() ? node : static_cast<std::size_t>(options.stand_ins[node])];
    std::vector<Plan> plans;
    for (int index = 0; index < static_cast<int>(architecture.nodes.size()); ++index) {
        const nn::Node& node = architecture.nodes[index];
        const auto at = static_cast<std::size_t>(index);
        const LayerDisplay display =
            at < options.displays.size() ? options.displays[at] : LayerDisplay::Shown;
        Plan plan;
        plan.node = index;
        plan.spot = ranks.spots[at];
        plan.hidden = plan.spot.rank < 0;
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
        plan_block(plan, held[at]);
        plans.push_back(plan);
    }
    return plans;
}

std::vector<Plan> shown_plans(const nn::Architecture& architecture, const std::vector<Plan>& all) {
    std::vector<Plan> plans;
    for (Plan plan : all) {
        if (plan.hidden) continue;
        const nn::Node& node = architecture.nodes[plan.node];
        const auto heard = std::find_if(plans.begin(), plans.end(), [&](const Plan& other) {
            const bool together =
                other.spot.bundle == plan.spot.bundle && other.spot.column == plan.spot.column;
            return node.op->map_by_map && other.node == node.inputs[0] && other.maps == plan.maps && together;
        });
        if (heard != plans.end()) {
            plan.map_step = std::max(plan.map_step, heard->map_step);
            plan.follows = static_cast<int>(heard - plans.begin());
        }
        plans.push_back(plan);
    }
    return plans;
}

void place_across(std::vector<Plan>& plans) {
    const auto widths = column_widths(plans);
    for (Plan& plan : plans) {
        if (plan.spot.bundle < 0) continue;
        const std::vector<float>& columns = widths[static_cast<std::size_t>(plan.spot.bundle)];
        float left = -0.5f * (sum_of(columns) + gaps_of(columns));
        for (int column = 0; column < plan.spot.column; ++column)
            left += columns[static_cast<std::size_t>(column)] + kLaneGap;
        plan.middle = left + 0.5f * columns[static_cast<std::size_t>(plan.spot.column)];
    }
}

float air_above(const std::vector<Row>& rows, std::size_t row) {
    float air = 0;
    for (const Plan* below : rows[row].plans)
        for (const Plan* above : rows[row + 1].plans) air = std::max(air, air_between(*below, *above));
    return air;
}

float name_line(const std::vector<Row>& rows, std::size_t row) {
    if (rows[row].plans.size() < 2) return 0;
    const auto lines = std::ranges::count_if(rows, [](const Row& other) { return other.plans.size() > 1; });
    return std::min(kNameLine, kMostNameLines / static_cast<float>(lines));
}

float seen_height(const std::vector<Plan>& plans, float sine) {
    const std::vector<Row> rows = rows_of(plans);
    float height = 0;
    float names = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        height += rows[i].depth * sine + rows[i].tall;
        if (i + 1 < rows.size()) height += air_above(rows, i);
        names += name_line(rows, i);
    }
    return height / (1 - names) + kOutputRise;
}

float seen_width(const std::vector<Plan>& plans) {
    float widest = 0;
    for (const Plan& plan : plans) widest = std::max(widest, plan.width());
    for (const std::vector<float>& columns : column_widths(plans))
        if (!columns.empty()) widest = std::max(widest, sum_of(columns) + gaps_of(columns));
    return widest;
}

std::vector<Plan> wrap_to_fit(const std::vector<Plan>& plans, float aspect, float sine) {
    std::vector<Plan> best = plans;
    const auto scale = [&](const std::vector<Plan>& tried) {
        return std::min(aspect / (kCaptionShare * seen_width(tried)), 1.0f / seen_height(tried, sine));
    };
    const float full = seen_width(plans);
    const auto columns = column_widths(plans);
    for (int step = 1; step < 24; ++step) {
        std::vector<Plan> tried = plans;
        wrap(tried, full * (1.0f - 0.04f * static_cast<float>(step)), columns);
        if (scale(tried) > scale(best) * kWorthWrapping) best = tried;
    }
    return best;
}

}  // namespace convoscope::scene::layout
