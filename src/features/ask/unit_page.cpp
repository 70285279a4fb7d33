#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "base/number.h"
#include "features/ask/columns.h"
#include "features/ask/edge_sides.h"
#include "features/ask/numbers_csv.h"
#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "nn/address.h"
#include "nn/ops/operator.h"
#include "nn/receptive_field.h"
#include "studio/selection.h"
#include "studio/sentence.h"
#include "ui/cells.h"
#include "ui/terms.h"

namespace convoscope::ask {
namespace {

using namespace ui;

float activation_of(const Inspecting& inspecting, const nn::Unit& unit) {
    if (!inspecting.state.workspace) return 0;
    return inspecting.state.workspace->activations(
        unit.node)[static_cast<std::size_t>(nn::index_of(inspecting.state.architecture(), unit))];
}

/// A cross that lets go of a pin, at the end of the line.
void unpin_button(Inspecting& inspecting, const nn::Unit& unit, float start) {
    const Look& look = inspecting.look;
    const float side = look.px(20);
    ImGui::SameLine(0, 0);
    ImGui::SetCursorPosX(start + inspecting.width - side);
    if (ImGui::InvisibleButton("##unpin", {side, look.fonts.body->FontSize}))
        inspecting.frame.intents.run("unit.unpin", nn::format_address(inspecting.state.architecture(), unit));
    const ImU32 colour = ImGui::IsItemHovered() ? look.colours.accent : look.colours.quiet;
    explain(look, inspecting.words(texts.unpin_help));
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const ImVec2 middle{0.5f * (low.x + high.x), 0.5f * (low.y + high.y)};
    const float arm = look.px(3.5f);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float thick = std::max(1.0f, 1.5f * look.scale);
    list.AddLine({middle.x - arm, middle.y - arm}, {middle.x + arm, middle.y + arm}, colour, thick);
    list.AddLine({middle.x - arm, middle.y + arm}, {middle.x + arm, middle.y - arm}, colour, thick);
}

/// All pins beside one another: where it stands, and below that its activation as a bar on the scale of its
/// layer.
void pins(Inspecting& inspecting) {
    const Look& look = inspecting.look;
    const InspectorState& state = inspecting.state;
    if (state.pins().size() < 2) return;
    section(inspecting, texts.pins_title);
    const float start = ImGui::GetCursorPosX();
    const float number = look.px(88);
    for (std::size_t i = 0; i < state.pins().size(); ++i) {
        const nn::Unit& unit = state.pins()[i];
        ImGui::PushID(static_cast<int>(i));
        unit_link(inspecting, unit, "##pin", false);
        unpin_button(inspecting, unit, start);
        const float value = activation_of(inspecting, unit);
        bar(inspecting, 0, value, state.range(unit.node),
            unit == state.unit ? look.colours.accent : look.colours.bar, inspecting.width - number);
        ImGui::SameLine(0, 0);
        const std::string words = long_number(value);
        ImGui::SetCursorPosX(start + inspecting.width -
                             text_size(look.fonts.body, look.fonts.body->FontSize, words.c_str()).x);
        ImGui::TextUnformatted(words.c_str());
        ImGui::PopID();
    }
}

/// Where it stands and how much of the drawing it can see.
std::string place_words(const Inspecting& inspecting, const nn::Unit& unit) {
    const nn::Architecture& architecture = inspecting.state.architecture();
    const nn::Node& node = architecture.nodes[unit.node];
    const int last = node.output.channels - 1;
    // A sheet has a column for it, and no line to spare.
    std::string line =
        inspecting.frame.studio.places.sheet ? inspecting.place_in_layer(unit)
        : node.output.is_flat()
            ? inspecting.words(Message(texts.place_flat, unit.map, last))
            : inspecting.words(Message(texts.place_in_map, unit.map, last, unit.row, unit.column));
    const auto fields = nn::receptive_fields(architecture, unit);
    if (!fields.empty()) {
        const nn::Field& pixels = fields.back();
        line += inspecting.words(Message(texts.place_sees, pixels.last_row - pixels.first_row,
                                         pixels.last_column - pixels.first_column));
    }
    return line;
}

/// Its value, large, in its colour; what that is, and how strong.
void value_line(Inspecting& inspecting, const nn::Unit& unit) {
    const Look& look = inspecting.look;
    const InspectorState& state = inspecting.state;
    const nn::Node& node = state.architecture().nodes[unit.node];
    const float value = activation_of(inspecting, unit);
    const scene::Range range = state.range(unit.node);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float size = std::round(1.8f * look.fonts.body->FontSize);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const scene::Colour colour = scene::look_up(activation_ramp(inspecting), range, value);
    list.AddRectFilled({at.x, at.y + 0.15f * size}, {at.x + 0.7f * size, at.y + 0.85f * size}, packed(colour),
                       look.px(3));
    list.AddRect({at.x, at.y + 0.15f * size}, {at.x + 0.7f * size, at.y + 0.85f * size},
                 look.colours.panel_line, look.px(3));
    const std::string number = long_number(value);
    add_text(list, look.fonts.large, size, {at.x + size, at.y}, look.colours.text, number.c_str());
    const float after = text_size(look.fonts.large, size, number.c_str()).x;
    const Text& what = node.inputs.empty()                          ? texts.pixel_value
                       : node.activation == nn::Activation::Softmax ? texts.probability_value
                                                                    : texts.activation_value;
    const float largest = std::max(std::abs(range.low), std::abs(range.high));
    const bool says_itself = node.activation == nn::Activation::Softmax;  // a share of 1
    const std::string words = says_itself ? inspecting.words(what)
                                          : inspecting.words(Message(texts.value_and_strength, what,
                                                                     studio::strength_words(value, largest)));
    line_with_terms(look, look.fonts.small, {at.x + 1.3f * size + after, at.y + 0.45f * size},
                    look.colours.quiet, words);
    ImGui::Dummy({inspecting.width, size});
}

/// The sentence, the value, the sum: what a glance should find.
void understanding(Inspecting& inspecting, const nn::Unit& unit) {
    const InspectorState& state = inspecting.state;
    const nn::Node& node = state.architecture().nodes[unit.node];
    // A sheet is low, and has it just below.
    if (!inspecting.frame.studio.places.sheet)
        statement(inspecting,
                  studio::sentence_of(state.exhibit, unit, state.calculation, inspecting.look.language));
    remark(inspecting, place_words(inspecting, unit));
    if (!state.calculation) {
        remark(inspecting, inspecting.words(texts.nothing_computed));
        return;
    }
    value_line(inspecting, unit);
    if (node.op->is_weighted()) {
        if (node.activation != nn::Activation::Softmax) section(inspecting, texts.sum_title);
        sum_part(inspecting, *state.calculation);
    }
    pins(inspecting);
}

/// What the sum is made of, piece by piece.
void pieces(Inspecting& inspecting, const nn::Unit& unit) {
    const InspectorState& state = inspecting.state;
    if (!state.calculation) return;
    const nn::Calculation& calculation = *state.calculation;
    const nn::Node& node = state.architecture().nodes[unit.node];
    if (node.activation == nn::Activation::Softmax) softmax_part(inspecting, calculation);
    if (!calculation.kernels.empty()) convolution_part(inspecting, calculation);
    if (!calculation.window.values.empty()) pooling_part(inspecting, calculation);
    if (!calculation.terms.empty()) linear_part(inspecting, calculation);
    if (!calculation.parts.empty()) parts_part(inspecting, calculation);
    if (calculation.norm) norm_part(inspecting, *calculation.norm);
    if (node.inputs.empty()) remark(inspecting, inspecting.words(texts.input_help));
}

/// The non-linearity, where it is a function of one number.
void bend(Inspecting& inspecting, const nn::Unit& unit) {
    const nn::Node& node = inspecting.state.architecture().nodes[unit.node];
    const nn::Calculation* calculation = inspecting.state.calculation;
    if (!calculation || node.activation == nn::Activation::Identity ||
        node.activation == nn::Activation::Softmax)
        return;
    section(inspecting, name_of(node.activation));
    curve(inspecting, node, calculation->pre_activation, calculation->activation);
}

/// Whether the edges that are asked for have weights: those of pools have none.
bool has_weights(const Inspecting& inspecting) {
    const nn::Architecture& architecture = inspecting.state.architecture();
    const nn::Unit& unit = *inspecting.state.unit;
    const auto weighted = [](const nn::Node& node) { return node.op->is_weighted(); };
    if (inspecting.state.view().edges.direction == scene::EdgeView::Direction::Incoming)
        return weighted(architecture.nodes[unit.node]);
    return std::ranges::any_of(architecture.nodes, [&](const nn::Node& node) {
        return weighted(node) && node.inputs[0] == unit.node;
    });
}

/// Where the edges of the unit lead, and what they show.
void edges(Inspecting& inspecting) {
    const scene::EdgeView& view = inspecting.state.view().edges;
    const bool probability = inspecting.state.unit &&
                             inspecting.state.architecture().nodes[inspecting.state.unit->node].activation ==
                                 nn::Activation::Softmax;
    if (!folding_section(inspecting, texts.edges_title, "edges", !probability)) return;
    const std::array values{texts.edges_weight, texts.edges_contribution};
    const std::array directions{texts.edges_incoming, texts.edges_outgoing};
    const std::vector<EdgeDirection> sides =
        directions_of(inspecting.state.architecture(), *inspecting.state.unit);
    const std::array amounts{texts.edges_all, texts.edges_strongest};
    scene::EdgeView wanted = view;
    std::vector<Text> offered;
    for (const EdgeDirection side : sides) offered.push_back(directions[static_cast<std::size_t>(side)]);
    const auto chosen = std::ranges::find(sides, view.direction) - sides.begin();
    if (const int i = choice(inspecting, "direction", offered, static_cast<int>(chosen)); i >= 0)
        wanted.direction = sides[static_cast<std::size_t>(i)];
    if (inspecting.state.unit && has_weights(inspecting)) {
        if (const int i = choice(inspecting, "value", values, static_cast<int>(view.value)); i >= 0)
            wanted.value = static_cast<scene::EdgeView::Value>(i);
        if (const int i = choice(inspecting, "amount", amounts, view.strongest ? 1 : 0); i >= 0)
            wanted.strongest = i == 1;
    }
    if (!(wanted == view))
        inspecting.frame.intents.change([wanted](studio::Studio& studio) { studio.view().edges = wanted; });
}

std::string table(const studio::Studio& studio) {
    const studio::Exhibit& exhibit = studio.exhibit();
    const nn::Calculation* calculation = shown_calculation(studio);
    return calculation ? unit_csv(exhibit.model(), *calculation)
                       : layer_csv(exhibit.model(), *exhibit.numbers(), studio::asked_layer(studio));
}

/// "conv2-9-3-4"
std::string file_name(const studio::Studio& studio) {
    const scene::ViewState& view = studio.view();
    if (!view.inspected_layer.empty()) return studio::asked_node(studio).name;
    std::string name = view.selection;
    std::ranges::replace(name, '/', '-');
    return name;
}

void draw(Inspecting& inspecting) {
    const InspectorState& state = inspecting.state;
    if (!state.unit) {
        remark(inspecting, inspecting.words(texts.no_unit));
        return;
    }
    const nn::Unit unit = *state.unit;
    in_columns(inspecting, {[&unit](Inspecting& inside) { understanding(inside, unit); },
                            [&unit](Inspecting& inside) { pieces(inside, unit); },
                            [&unit](Inspecting& inside) {
                                edges(inside);
                                bend(inside, unit);
                            }});
}

}  // namespace

/// The selected unit: what it hears, its weights, and every number between those and its activation.
extern const Page unit_page{
    .id = scene::kUnitPage, .title = texts.page_unit, .draw = draw, .csv = table, .file_name = file_name};

}  // namespace convoscope::ask
