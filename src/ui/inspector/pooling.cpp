#include <algorithm>
#include <cstdio>

#include "nn/address.h"
#include "ui/inspector/cells.h"
#include "ui/inspector/pages.h"
#include "ui/inspector/parts.h"

namespace convoscope::ui {
namespace {

constexpr float kLargestCell = 72;  ///< points

}  // namespace

void pooling_part(Inspecting& inspecting, const nn::Calculation& calculation) {
    const Look& look = inspecting.look;
    const nn::Architecture& architecture = inspecting.state.architecture();
    const nn::Node& node = architecture.nodes[calculation.unit.node];
    const bool largest = node.op == nn::Op::MaxPool;
    section(inspecting, largest ? Text::MaxPoolTitle : Text::AveragePoolTitle);
    remark(inspecting, text(largest ? Text::MaxPoolHelp : Text::AveragePoolHelp));
    const scene::Ramp ramp = activation_ramp(inspecting);
    const Cells cells{calculation.window.values,
                      node.kernel_height,
                      node.kernel_width,
                      &ramp,
                      inspecting.state.ranges[calculation.source],
                      calculation.window.winner};
    const auto hit = draw_cells(inspecting, "pool", cells,
                                cell_side(inspecting.width, node.kernel_width, look.px(kLargestCell)));
    if (hit && !calculation.window.inside[static_cast<std::size_t>(hit->index)]) {
        ImGui::SetTooltip("%s", text(Text::PaddingHelp));
    } else if (hit) {
        const nn::Unit source{calculation.source, calculation.unit.map,
                              calculation.window_row + hit->index / node.kernel_width,
                              calculation.window_column + hit->index % node.kernel_width};
        over_unit(inspecting, source, hit->clicked,
                  nn::format_address(architecture, source) + " = " +
                      long_number(calculation.window.values[static_cast<std::size_t>(hit->index)]));
    }
    const auto& values = calculation.window.values;
    const bool equal = std::ranges::all_of(values, [&](float value) { return value == values.front(); });
    if (largest && equal) remark(inspecting, text(Text::AllEqual));
    if (largest) {
        const int winner = calculation.window.winner;
        const nn::Unit source{calculation.source, calculation.unit.map,
                              calculation.window_row + winner / node.kernel_width,
                              calculation.window_column + winner % node.kernel_width};
        ImGui::TextUnformatted(text(Text::Winner));
        ImGui::SameLine();
        unit_link(inspecting, source, "##winner");
    } else {
        const int area = node.kernel_height * node.kernel_width;
        figure(inspecting, text(Text::SumOfWindow), long_number(calculation.window.sum));
        figure(inspecting, filled(Text::DividedBy, std::to_string(area)),
               long_number(calculation.pre_activation));
    }
}

}  // namespace convoscope::ui
