#include <algorithm>

#include "base/number.h"
#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "nn/address.h"
#include "nn/ops/operator.h"
#include "ui/cells.h"

namespace convoscope::ask {
namespace {

using namespace ui;

constexpr float kLargestCell = 72;  ///< points

}  // namespace

void pooling_part(Inspecting& inspecting, const nn::Calculation& calculation) {
    const Look& look = inspecting.look;
    const nn::Architecture& architecture = inspecting.state.architecture();
    const nn::Node& node = architecture.nodes[calculation.unit.node];
    const bool largest = node.op->edges == nn::EdgeMeaning::Selected;
    section(inspecting, largest ? texts.max_pool_title : texts.average_pool_title);
    remark(inspecting, inspecting.words(largest ? texts.max_pool_help : texts.average_pool_help));
    const scene::Ramp ramp = activation_ramp(inspecting);
    const Cells cells{calculation.window.values,
                      node.kernel_height,
                      node.kernel_width,
                      &ramp,
                      inspecting.state.range(calculation.source),
                      calculation.window.winner};
    const auto hit = draw_cells(inspecting.look, inspecting.frame.pictures, "pool", cells,
                                cell_side(inspecting.width, node.kernel_width, look.px(kLargestCell)));
    const auto unit_at = [&](int place) {
        return nn::unit_in_window(architecture, calculation, calculation.unit.map, place);
    };
    const auto source = hit ? unit_at(hit->index) : std::nullopt;
    if (source)
        over_unit(inspecting, *source, hit->clicked,
                  inspecting.place_in_layer(*source) + " = " +
                      long_number(calculation.window.values[static_cast<std::size_t>(hit->index)]));
    else if (hit)
        ImGui::SetTooltip("%s", inspecting.words(texts.padding_help));
    const auto& values = calculation.window.values;
    const bool equal = std::ranges::all_of(values, [&](float value) { return value == values.front(); });
    if (largest && equal) remark(inspecting, inspecting.words(texts.all_equal));
    if (largest) {
        ImGui::TextUnformatted(inspecting.words(texts.winner));
        ImGui::SameLine();
        unit_link(inspecting, *unit_at(calculation.window.winner), "##winner");
    } else {
        const int area = calculation.window.counted;
        figure(inspecting, inspecting.words(texts.sum_of_window), long_number(calculation.window.sum));
        figure(inspecting, inspecting.filled(texts.divided_by, std::to_string(area)),
               long_number(calculation.pre_activation));
    }
}

}  // namespace convoscope::ask
