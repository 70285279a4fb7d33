#include <algorithm>
#include <cmath>
#include <string>

#include "base/number.h"
#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "nn/address.h"
#include "ui/cells.h"

namespace convoscope::ask {
namespace {

using namespace ui;

constexpr float kLargestCell = 48;  ///< points

/// The three pictures of one input map: patch, kernel, product.
struct Row {
    const nn::KernelTerm& term;
    const nn::Calculation& calculation;
    const nn::Node& node;
    std::string key;
    float side;  ///< of a cell
};

/// A sign between two pictures, at their middle's height.
void sign(Inspecting& inspecting, const char* words, float height, float width) {
    const Look& look = inspecting.look;
    ImGui::SameLine(0, 0);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 extent = text_size(look.fonts.body, look.fonts.body->FontSize, words);
    add_text(*ImGui::GetWindowDrawList(), look.fonts.body, look.fonts.body->FontSize,
             {at.x + 0.5f * (width - extent.x), at.y + 0.5f * (height - extent.y)}, look.colours.quiet,
             words);
    ImGui::Dummy({width, height});
    ImGui::SameLine(0, 0);
}

/// One cell of any of the three pictures: the same place, so the same words; a click leads to the unit that
/// is heard.
void over_cell(Inspecting& inspecting, const Row& row, const CellHit& hit) {
    const nn::Architecture& architecture = inspecting.state.architecture();
    const auto source = nn::unit_in_window(architecture, row.calculation, row.term.map, hit.index);
    if (!source) {
        ImGui::SetTooltip("%s", inspecting.words(texts.padding_help));
        return;
    }
    const auto at = static_cast<std::size_t>(hit.index);
    over_unit(inspecting, *source, hit.clicked,
              inspecting.words(Message(texts.product_help, nn::format_address(architecture, *source),
                                       long_number(row.term.patch[at]), long_number(row.term.kernel[at]),
                                       long_number(row.term.products[at]))));
}

void draw_row(Inspecting& inspecting, const Row& row, const scene::Range& weights,
              const scene::Range& products) {
    const nn::Node& below = inspecting.state.architecture().nodes[row.calculation.source];
    figure(inspecting, below.name + "/" + std::to_string(row.term.map), long_number(row.term.sum, true));
    const scene::Ramp activation = activation_ramp(inspecting);
    const scene::Ramp weight = scene::make_weight_ramp();
    const scene::Ramp product = scene::make_contribution_ramp(inspecting.look.theme);
    const int rows = row.node.kernel_height;
    const int columns = row.node.kernel_width;
    const float height = row.side * static_cast<float>(rows);
    const float between = std::floor((inspecting.width - 3 * row.side * static_cast<float>(columns)) / 2);
    const Cells pictures[] = {
        {row.term.patch, rows, columns, &activation, inspecting.state.range(row.calculation.source), -1},
        {row.term.kernel, rows, columns, &weight, weights, -1},
        {row.term.products, rows, columns, &product, products, -1}};
    const char* const signs[] = {"×", "="};
    for (int i = 0; i < 3; ++i) {
        if (i > 0) sign(inspecting, signs[i - 1], height, between);
        const auto hit = draw_cells(inspecting.look, inspecting.frame.pictures,
                                    row.key + "/" + std::to_string(i), pictures[i], row.side);
        if (hit) over_cell(inspecting, row, *hit);
    }
}

}  // namespace

void convolution_part(Inspecting& inspecting, const nn::Calculation& calculation) {
    const Look& look = inspecting.look;
    const nn::Node& node = inspecting.state.architecture().nodes[calculation.unit.node];
    section(inspecting, texts.convolution_title);
    remark(inspecting, inspecting.words(texts.convolution_help));
    float weight = 0;
    float product = 0;
    for (const nn::KernelTerm& term : calculation.kernels) {
        weight = std::max(weight, largest_magnitude(term.kernel));
        product = std::max(product, largest_magnitude(term.products));
    }
    const float room = (inspecting.width - 2 * look.px(18)) / 3;
    const float side = cell_side(room, node.kernel_width, look.px(kLargestCell));
    for (const nn::KernelTerm& term : calculation.kernels)
        draw_row(inspecting, {term, calculation, node, "conv-" + std::to_string(term.map), side},
                 symmetrical(weight), symmetrical(product));
    figure(inspecting, inspecting.words(texts.sum_of_products), long_number(calculation.weighted_sum, true));
}

}  // namespace convoscope::ask
