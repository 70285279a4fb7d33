#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "base/number.h"
#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "nn/address.h"
#include "scene/pick.h"
#include "ui/cells.h"

namespace convoscope::ask {
namespace {

using namespace ui;

constexpr std::size_t kListed = 12;     ///< contributions that are named one by one
constexpr float kSortedHeight = 72;     ///< points of the plot of all of them
constexpr float kLargestTileCell = 14;  ///< points

std::string words_of(const Inspecting& inspecting, const nn::LinearTerm& term, const nn::Unit& source) {
    return inspecting.words(Message(texts.product_help, inspecting.place(source),
                                    long_number(term.activation), long_number(term.weight),
                                    long_number(term.contribution)));
}

nn::Unit source_of(const Inspecting& inspecting, const nn::Calculation& calculation,
                   const nn::LinearTerm& term) {
    return scene::unit_of(inspecting.state.architecture(), calculation.source, term.source);
}

/// Indices of the terms, the largest contribution first, the most negative last.
std::vector<std::size_t> sorted(const std::vector<nn::LinearTerm>& terms) {
    std::vector<std::size_t> order(terms.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return terms[a].contribution > terms[b].contribution;
    });
    return order;
}

/// Every contribution as a thin bar, sorted: what speaks for the unit at the left, what against it at the
/// right.
void sorted_plot(Inspecting& inspecting, const nn::Calculation& calculation,
                 const std::vector<std::size_t>& order) {
    const Look& look = inspecting.look;
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float height = look.px(kSortedHeight);
    const bool clicked = ImGui::InvisibleButton("##sorted", {inspecting.width, height});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(from, {from.x + inspecting.width, from.y + height}, look.colours.bar_track);
    const auto& terms = calculation.terms;
    const float high = std::max(0.0f, terms[order.front()].contribution);
    const float low = std::min(0.0f, terms[order.back()].contribution);
    const float span = std::max(high - low, 1e-20f);
    const float zero = std::round(from.y + high / span * height);
    const float step = inspecting.width / static_cast<float>(order.size());
    // One bar a pixel is enough: of those that fall together the first is drawn.
    float drawn_to = -1;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const float left = std::floor(from.x + static_cast<float>(i) * step);
        if (left <= drawn_to) continue;
        drawn_to = left;
        const float value = terms[order[i]].contribution;
        const float end = zero - value / span * height;
        if (std::abs(end - zero) < 0.5f) continue;
        list.AddRectFilled({left, std::min(zero, end)},
                           {left + std::max(1.0f, step - 1), std::max(zero, end)}, sign_colour(look, value));
    }
    list.AddLine({from.x, zero}, {from.x + inspecting.width, zero}, look.colours.quiet);
    if (!ImGui::IsItemHovered()) return;
    const float at = (ImGui::GetIO().MousePos.x - from.x) / inspecting.width;
    const auto index =
        static_cast<std::size_t>(std::clamp(at, 0.0f, 0.999999f) * static_cast<float>(order.size()));
    const nn::LinearTerm& term = terms[order[index]];
    const nn::Unit source = source_of(inspecting, calculation, term);
    over_unit(inspecting, source, clicked, words_of(inspecting, term, source));
}

/// The strongest contributions by name, whichever their sign.
void strongest(Inspecting& inspecting, const nn::Calculation& calculation) {
    const Look& look = inspecting.look;
    const auto& terms = calculation.terms;
    std::vector<std::size_t> order;  // what is silent, or not heard, adds nothing
    for (std::size_t i = 0; i < terms.size(); ++i)
        if (terms[i].contribution != 0) order.push_back(i);
    if (order.empty()) return;
    const std::size_t count = std::min(kListed, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](std::size_t a, std::size_t b) {
                          return std::abs(terms[a].contribution) > std::abs(terms[b].contribution);
                      });
    const scene::Range scale = symmetrical(std::abs(terms[order.front()].contribution));
    const float start = ImGui::GetCursorPosX();
    float name = 0;  // as wide as the widest of them
    for (std::size_t i = 0; i < count; ++i) {
        const std::string words =
            inspecting.place_in_layer(source_of(inspecting, calculation, terms[order[i]]));
        name = std::max(name, text_size(look.fonts.body, look.fonts.body->FontSize, words.c_str()).x);
    }
    name += look.px(8);
    const float number = look.px(72);
    for (std::size_t i = 0; i < count; ++i) {
        const nn::LinearTerm& term = terms[order[i]];
        const nn::Unit source = source_of(inspecting, calculation, term);
        const std::string id = "##term" + std::to_string(i);
        if (unit_link(inspecting, source, id))
            ImGui::SetTooltip("%s", words_of(inspecting, term, source).c_str());
        ImGui::SameLine(0, 0);
        ImGui::SetCursorPosX(start + name);
        bar(inspecting, 0, term.contribution, scale, sign_colour(look, term.contribution),
            inspecting.width - name - number);
        ImGui::SameLine(0, 0);
        const std::string words = long_number(term.contribution, true);
        ImGui::SetCursorPosX(start + inspecting.width -
                             text_size(look.fonts.body, look.fonts.body->FontSize, words.c_str()).x);
        ImGui::TextUnformatted(words.c_str());
    }
    if (count < order.size())
        remark(inspecting, inspecting.filled(texts.and_more, std::to_string(order.size() - count)));
}

/// The inputs, the weights or the contributions in the shape of the layer that they come from.
void in_shape(Inspecting& inspecting, const nn::Calculation& calculation, const Text& title,
              const std::string& key, const scene::Ramp& ramp, const scene::Range& range,
              float nn::LinearTerm::*what) {
    const Look& look = inspecting.look;
    const nn::Shape& below = inspecting.state.architecture().nodes[calculation.source].output;
    const MapShape shape = map_shape(below);
    remark(inspecting, inspecting.words(title));
    const float gap = look.px(4);
    // As many tiles side by side as make the picture about as wide as the page, in rows of equal length.
    const int across = shape.maps == 1 ? 1 : std::clamp(shape.maps, 2, 8);
    const float side =
        cell_side((inspecting.width - gap * static_cast<float>(across - 1)) / static_cast<float>(across),
                  shape.columns, look.px(kLargestTileCell));
    std::vector<float> values;
    for (int map = 0; map < shape.maps; ++map) {
        const auto first = static_cast<std::size_t>(map) * shape.size();
        const std::size_t last = std::min(first + shape.size(), calculation.terms.size());
        values.clear();
        for (std::size_t i = first; i < last; ++i) values.push_back(calculation.terms[i].*what);
        if (map % across != 0) ImGui::SameLine(0, gap);
        const auto hit = draw_cells(inspecting.look, inspecting.frame.pictures, key + std::to_string(map),
                                    {values, shape.rows, shape.columns, &ramp, range, -1}, side);
        if (!hit) continue;
        const nn::LinearTerm& term = calculation.terms[first + static_cast<std::size_t>(hit->index)];
        const nn::Unit source = source_of(inspecting, calculation, term);
        over_unit(inspecting, source, hit->clicked, words_of(inspecting, term, source));
    }
}

}  // namespace

void linear_part(Inspecting& inspecting, const nn::Calculation& calculation) {
    const nn::Node& node = inspecting.state.architecture().nodes[calculation.unit.node];
    const bool probability = node.activation == nn::Activation::Softmax;
    if (!folding_section(inspecting, texts.contributions_title, "contributions", !probability)) return;
    remark(inspecting, inspecting.filled(texts.linear_help, std::to_string(calculation.terms.size())));
    sorted_plot(inspecting, calculation, sorted(calculation.terms));
    strongest(inspecting, calculation);
    section(inspecting, texts.where_from_title);
    float weight = 0;
    float contribution = 0;
    for (const nn::LinearTerm& term : calculation.terms) {
        weight = std::max(weight, std::abs(term.weight));
        contribution = std::max(contribution, std::abs(term.contribution));
    }
    in_shape(inspecting, calculation, texts.the_inputs, "inputs", activation_ramp(inspecting),
             inspecting.state.range(calculation.source), &nn::LinearTerm::activation);
    in_shape(inspecting, calculation, texts.times_the_weights, "weights",
             scene::make_weight_ramp(inspecting.look.theme), symmetrical(weight), &nn::LinearTerm::weight);
    in_shape(inspecting, calculation, texts.are_the_contributions, "contributions",
             scene::make_contribution_ramp(inspecting.look.theme), symmetrical(contribution),
             &nn::LinearTerm::contribution);
}

}  // namespace convoscope::ask
