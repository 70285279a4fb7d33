#include <algorithm>
#include <cstdio>

#include "ui/inspector/cells.h"
#include "ui/inspector/pages.h"
#include "ui/inspector/parts.h"

namespace convoscope::ui {

void softmax_part(Inspecting& inspecting, const nn::Calculation& calculation) {
    const Look& look = inspecting.look;
    const nn::SoftmaxTerms& softmax = calculation.softmax;
    const nn::Architecture& architecture = inspecting.state.architecture();
    section(inspecting, Text::SoftmaxTitle);
    char words[400];
    std::snprintf(words, sizeof words, text(Text::SoftmaxHelp), static_cast<double>(softmax.temperature),
                  static_cast<double>(softmax.temperature));
    remark(inspecting, words);
    const ImGuiTableFlags flags = ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_PadOuterX;
    if (!ImGui::BeginTable("##softmax", 4, flags, {inspecting.width, 0})) return;
    for (const Text heading :
         {Text::SoftmaxClass, Text::SoftmaxLogit, Text::SoftmaxExponential, Text::SoftmaxProbability}) {
        ImGui::TableNextColumn();
        ImGui::TextDisabled("%s", text(heading));
    }
    for (std::size_t k = 0; k < softmax.logits.size(); ++k) {
        const nn::Unit unit{calculation.unit.node, static_cast<int>(k), 0, 0};
        const bool own = unit == calculation.unit;
        ImGui::TableNextRow();
        if (own) ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, look.colours.field);
        ImGui::TableNextColumn();
        const char* name = k < architecture.classes.size() ? architecture.classes[k].c_str() : "";
        ImGui::PushID(static_cast<int>(k));
        if (ImGui::Selectable(name, false, ImGuiSelectableFlags_SpanAllColumns))
            inspecting.intents.push_back(SelectUnit{unit, ImGui::GetIO().KeyCtrl});
        if (ImGui::IsItemHovered()) inspecting.pointed = unit;
        ImGui::PopID();
        ImGui::TableNextColumn();
        ImGui::Text("%.3f", static_cast<double>(softmax.logits[k]));
        ImGui::TableNextColumn();
        ImGui::Text("%.3g", static_cast<double>(softmax.exponentials[k]));
        ImGui::TableNextColumn();
        ImGui::Text("%.4f", static_cast<double>(softmax.probabilities[k]));
    }
    ImGui::EndTable();
    figure(inspecting, text(Text::SoftmaxSum), long_number(softmax.sum));
    const auto own = static_cast<std::size_t>(calculation.unit.map);
    std::snprintf(words, sizeof words, text(Text::SoftmaxDivision),
                  static_cast<double>(softmax.exponentials[own]), static_cast<double>(softmax.sum));
    figure(inspecting, words, long_number(softmax.probabilities[own]), true);
}

}  // namespace convoscope::ui
