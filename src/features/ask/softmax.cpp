#include <algorithm>

#include "base/number.h"
#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "ui/cells.h"

namespace convoscope::ask {

using namespace ui;

void softmax_part(Inspecting& inspecting, const nn::Calculation& calculation) {
    const Look& look = inspecting.look;
    const nn::SoftmaxTerms& softmax = calculation.softmax;
    const nn::Architecture& architecture = inspecting.state.architecture();
    section(inspecting, texts.softmax_title);
    remark(inspecting, inspecting.words(Message(texts.softmax_help,
                                                significant(static_cast<double>(softmax.temperature), 3))));
    const ImGuiTableFlags flags = ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_PadOuterX;
    if (!ImGui::BeginTable("##softmax", 4, flags, {inspecting.width, 0})) return;
    for (const Text& heading :
         {texts.softmax_class, texts.softmax_logit, texts.softmax_exponential, texts.softmax_probability}) {
        ImGui::TableNextColumn();
        ImGui::TextDisabled("%s", inspecting.words(heading));
    }
    for (std::size_t k = 0; k < softmax.logits.size(); ++k) {
        const nn::Unit unit{calculation.unit.node, static_cast<int>(k), 0, 0};
        const bool own = unit == calculation.unit;
        ImGui::TableNextRow();
        if (own) ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, look.colours.field);
        ImGui::TableNextColumn();
        const char* name = k < architecture.classes.size() ? architecture.classes[k].c_str() : "";
        ImGui::PushID(static_cast<int>(k));
        if (ImGui::Selectable(name, false, ImGuiSelectableFlags_SpanAllColumns)) go_to(inspecting, unit);
        if (ImGui::IsItemHovered()) inspecting.frame.pointed = unit;
        ImGui::PopID();
        ImGui::TableNextColumn();
        ImGui::Text("%.3f", static_cast<double>(softmax.logits[k]));
        ImGui::TableNextColumn();
        ImGui::Text("%.3g", static_cast<double>(softmax.exponentials[k]));
        ImGui::TableNextColumn();
        ImGui::Text("%.4f", static_cast<double>(softmax.probabilities[k]));
    }
    ImGui::EndTable();
    figure(inspecting, inspecting.words(texts.softmax_sum), long_number(softmax.sum));
    const auto own = static_cast<std::size_t>(calculation.unit.map);
    const Message division(texts.softmax_division, long_number(softmax.exponentials[own]),
                           long_number(softmax.sum));
    figure(inspecting, inspecting.words(division), long_number(softmax.probabilities[own]), true);
}

}  // namespace convoscope::ask
