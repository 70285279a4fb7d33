#include "scene/layout_plan.h"

#include <algorithm>
#include <cmath>

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
constexpr int kPlainMap = 28;  ///< maps of so many units keep the original's pitch

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

}  // namespace

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

float air_between(const Plan& below, const Plan& above) {
    // The classes' names stand there, and where the answer hears the picture itself, its weights as pictures.
    if (above.is_output) return below.map_rows > 1 && below.maps == 1 && below.node == 0 ? 265.0f : 150.0f;
    return below.is_flat || above.is_flat ? 72.0f : 46.0f;  // their names are taller than they
}

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

}  // namespace convoscope::scene::layout
