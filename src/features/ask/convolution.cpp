#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "base/number.h"
#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "nn/address.h"
#include "studio/words.h"
#include "ui/cells.h"
#include "ui/terms.h"

namespace convoscope::ask {
namespace {

using namespace ui;

constexpr float kLargestCell = 48;  ///< points
constexpr std::size_t kMost = 16;   ///< maps that are all shown at once
constexpr std::size_t kListed = 8;  ///< of more than that the best

/// The three pictures of one input map: patch, kernel, product.
struct Row {
    const nn::KernelTerm& term;
    const nn::Calculation& calculation;
    const nn::Node& node;
    std::string key;
    float side;  ///< of a cell
};

/// A sign between two pictures, at their middle's height.
void sign(const Look& look, const char* words, ImVec2 middle) {
    const ImVec2 extent = text_size(look.fonts.body, look.fonts.body->FontSize, words);
    add_text(*ImGui::GetWindowDrawList(), look.fonts.body, look.fonts.body->FontSize,
             {middle.x - 0.5f * extent.x, middle.y - 0.5f * extent.y}, look.colours.quiet, words);
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
              inspecting.words(Message(texts.product_help, inspecting.place(*source),
                                       long_number(row.term.patch[at]), long_number(row.term.kernel[at]),
                                       long_number(row.term.products[at]))));
}

void draw_row(Inspecting& inspecting, const Row& row, const scene::Range& weights,
              const scene::Range& products) {
    const Look& look = inspecting.look;
    const nn::Node& below = inspecting.state.architecture().nodes[row.calculation.source];
    const bool only = below.output.channels == 1;
    const std::string title =
        studio::layer_title(inspecting.state.architecture(), row.calculation.source, look.language);
    figure(inspecting, only ? title : inspecting.words(Message(texts.map_of, title, row.term.map)),
           long_number(row.term.sum, true));
    const scene::Ramp activation = activation_ramp(inspecting);
    const scene::Ramp weight = scene::make_weight_ramp(look.theme);
    const scene::Ramp product = scene::make_contribution_ramp(look.theme);
    const int rows = row.node.kernel_height;
    const int columns = row.node.kernel_width;
    const Cells pictures[] = {
        {row.term.patch, rows, columns, &activation, inspecting.state.range(row.calculation.source), -1},
        {row.term.kernel, rows, columns, &weight, weights, -1},
        {row.term.products, rows, columns, &product, products, -1}};
    const char* const signs[] = {"×", "="};
    const ImVec2 start = ImGui::GetCursorPos();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = row.side * static_cast<float>(columns);
    const float height = row.side * static_cast<float>(rows);
    const float step = width + std::floor((inspecting.width - 3 * width) / 2);
    float scales = 0;
    for (int i = 0; i < 3; ++i) {
        const float x = static_cast<float>(i) * step;
        if (i > 0) sign(look, signs[i - 1], {corner.x + x - 0.5f * (step - width), corner.y + 0.5f * height});
        ImGui::SetCursorPos({start.x + x, start.y});
        const auto hit = draw_cells(look, inspecting.frame.pictures, row.key + "/" + std::to_string(i),
                                    pictures[i], row.side);
        if (hit) over_cell(inspecting, row, *hit);
        scales = little_scale(look, {corner.x + x, corner.y + height + look.px(2)}, width, *pictures[i].ramp,
                              pictures[i].range);
    }
    ImGui::SetCursorPos(start);
    ImGui::Dummy({inspecting.width, height + scales + look.px(3)});
}

/// What the three columns of pictures are.
void column_names(Inspecting& inspecting, float width) {
    const Look& look = inspecting.look;
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float step = width + std::floor((inspecting.width - 3 * width) / 2);
    float x = start.x;
    for (const Text& name : {texts.patch, texts.kernel, texts.product}) {
        const float size = look.fonts.small->FontSize;
        const char* words = inspecting.words(name);
        line_with_terms(look, look.fonts.small,
                        {x + 0.5f * (width - text_size(look.fonts.small, size, words).x), start.y},
                        look.colours.quiet, words);
        x += step;
    }
    ImGui::Dummy({inspecting.width, look.fonts.small->FontSize});
}

/// The terms whose sums are largest, whichever their sign, first.
std::vector<const nn::KernelTerm*> best_first(const nn::Calculation& calculation) {
    std::vector<const nn::KernelTerm*> order;
    for (const nn::KernelTerm& term : calculation.kernels) order.push_back(&term);
    std::ranges::stable_sort(order, std::greater{},
                             [](const nn::KernelTerm* term) { return std::abs(term->sum); });
    return order;
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
    column_names(inspecting, side * static_cast<float>(node.kernel_width));
    const std::vector<const nn::KernelTerm*> order = best_first(calculation);
    const bool all = order.size() <= kMost || inspecting.frame.studio.parts.of<State>().all_patches;
    for (std::size_t i = 0; i < (all ? order.size() : kListed); ++i)
        draw_row(inspecting, {*order[i], calculation, node, "conv-" + std::to_string(order[i]->map), side},
                 symmetrical(weight), symmetrical(product));
    if (all) return;
    remark(inspecting, inspecting.filled(texts.and_more, std::to_string(order.size() - kListed)));
    if (ImGui::Button((std::string(inspecting.words(texts.show_all)) + "###all").c_str()))
        inspecting.frame.intents.change(
            [](studio::Studio& studio) { studio.parts.of<State>().all_patches = true; });
}

}  // namespace convoscope::ask
