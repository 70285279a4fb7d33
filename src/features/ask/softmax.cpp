#include <imgui.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/number.h"
#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "ui/cells.h"
#include "ui/class_rows.h"
#include "ui/terms.h"

namespace convoscope::ask {

namespace {

using namespace ui;

void search_line(Inspecting& inspecting) {
    const std::string& before = inspecting.frame.studio.parts.of<State>().class_query;
    if (auto query = features::class_search(inspecting.frame, before, inspecting.width))
        inspecting.frame.intents.change(
            [query = *query](studio::Studio& studio) { studio.parts.of<State>().class_query = query; });
}

/// The classes that have a row: of many the best, or those searched for, and always the unit's own.
std::vector<int> rows(Inspecting& inspecting, const nn::SoftmaxTerms& softmax, int own) {
    const std::vector<std::string> classes =
        studio::class_words(inspecting.state.architecture(), inspecting.look.language);
    std::vector<int> shown =
        shown_classes(classes, softmax.probabilities, inspecting.frame.studio.parts.of<State>().class_query);
    if (std::ranges::find(shown, own) == shown.end()) shown.push_back(own);
    return shown;
}

/// One class: its name, which leads to its unit, and its numbers.
void row(Inspecting& inspecting, const nn::SoftmaxTerms& softmax, const nn::Unit& unit, bool own) {
    const auto k = static_cast<std::size_t>(unit.map);
    ImGui::TableNextRow();
    if (own) ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, inspecting.look.colours.field);
    ImGui::TableNextColumn();
    ImGui::PushID(unit.map);
    if (ImGui::Selectable(
            studio::class_words(inspecting.state.architecture().classes[k], inspecting.look.language).c_str(),
            false, ImGuiSelectableFlags_SpanAllColumns))
        go_to(inspecting, unit);
    if (ImGui::IsItemHovered()) inspecting.frame.pointed = unit;
    ImGui::PopID();
    ImGui::TableNextColumn();
    ImGui::Text("%.3f", static_cast<double>(softmax.logits[k]));
    ImGui::TableNextColumn();
    ImGui::Text("%.3g", static_cast<double>(softmax.exponentials[k]));
    ImGui::TableNextColumn();
    ImGui::Text("%.4f", static_cast<double>(softmax.probabilities[k]));
}

void table_rows(Inspecting& inspecting, const nn::SoftmaxTerms& softmax, const nn::Unit& own) {
    for (const Text& heading :
         {texts.softmax_class, texts.softmax_logit, texts.softmax_exponential, texts.softmax_probability}) {
        ImGui::TableNextColumn();
        wrapped_with_terms(inspecting.look, inspecting.look.fonts.small, inspecting.look.colours.quiet,
                           inspecting.width, inspecting.words(heading));
    }
    for (const int k : rows(inspecting, softmax, own.map))
        row(inspecting, softmax, {own.node, k, 0, 0}, k == own.map);
}

/// Ten classes are to be seen without scrolling, so their rows stand close.
void table(Inspecting& inspecting, const nn::SoftmaxTerms& softmax, const nn::Unit& own) {
    ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(inspecting.look.px(4), 0));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(inspecting.look.px(8), inspecting.look.px(2)));
    const ImGuiTableFlags flags = ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_PadOuterX;
    if (ImGui::BeginTable("##softmax", 4, flags, {inspecting.width, 0})) {
        table_rows(inspecting, softmax, own);
        ImGui::EndTable();
    }
    ImGui::PopStyleVar(2);
}

}  // namespace

void softmax_part(Inspecting& inspecting, const nn::Calculation& calculation) {
    const nn::SoftmaxTerms& softmax = calculation.softmax;
    section(inspecting, texts.softmax_title);
    remark(inspecting, inspecting.words(Message(texts.softmax_help,
                                                significant(static_cast<double>(softmax.temperature), 3))));
    if (are_many(softmax.logits.size())) {
        remark(inspecting,
               inspecting.words(Message(texts.softmax_best, kBestClasses, softmax.logits.size())));
        search_line(inspecting);
    }
    table(inspecting, softmax, calculation.unit);
    const auto own = static_cast<std::size_t>(calculation.unit.map);
    const Message division(texts.softmax_division, long_number(softmax.exponentials[own]),
                           long_number(softmax.sum));
    figure(inspecting, inspecting.words(division), long_number(softmax.probabilities[own]), true);
}

}  // namespace convoscope::ask
