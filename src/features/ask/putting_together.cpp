// A unit that is put together of others (an addition, a concatenation), or shifted and stretched (a batch
// norm).
#include <string>

#include "base/number.h"
#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "ui/cells.h"

namespace convoscope::ask {

using namespace ui;

void parts_part(Inspecting& inspecting, const nn::Calculation& calculation) {
    section(inspecting, texts.parts_title);
    const Look& look = inspecting.look;
    const float start = ImGui::GetCursorPosX();
    for (std::size_t i = 0; i < calculation.parts.size(); ++i) {
        const nn::Part& part = calculation.parts[i];
        ImGui::PushID(static_cast<int>(i));
        unit_link(inspecting, part.source, "##part", false);
        const std::string number = long_number(part.value);
        const float width = text_size(look.fonts.body, look.fonts.body->FontSize, number.c_str()).x;
        ImGui::SameLine(0, 0);
        ImGui::SetCursorPosX(start + inspecting.width - width);
        ImGui::TextUnformatted(number.c_str());
        ImGui::PopID();
    }
}

void norm_part(Inspecting& inspecting, const nn::NormTerms& norm) {
    section(inspecting, texts.norm_title);
    const bool measured = norm.epsilon != 0 || norm.mean != 0 || norm.variance != 1;
    figure(inspecting, inspecting.words(texts.norm_value), long_number(norm.value));
    if (measured) {
        figure(inspecting, inspecting.words(texts.norm_mean), long_number(norm.mean));
        figure(inspecting, inspecting.words(texts.norm_variance), long_number(norm.variance));
        figure(inspecting, inspecting.words(texts.norm_epsilon),
               significant(static_cast<double>(norm.epsilon), 3));
    }
    figure(inspecting, inspecting.words(texts.norm_factor), long_number(norm.factor));
    figure(inspecting, inspecting.words(texts.norm_shift), long_number(norm.shift));
    remark(inspecting, inspecting.words(measured ? texts.norm_help : texts.scale_help));
}

}  // namespace convoscope::ask
