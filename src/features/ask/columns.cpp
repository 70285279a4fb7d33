#include "features/ask/columns.h"

#include <algorithm>
#include <cmath>

namespace convoscope::ask {
namespace {

constexpr float kLeastColumn = 230;  ///< points
constexpr float kBetween = 20;

}  // namespace

int columns_in(float width) {
    return std::max(1, static_cast<int>((width + kBetween) / (kLeastColumn + kBetween)));
}

void in_columns(Inspecting& inspecting, const std::vector<Part>& parts) {
    const float whole = inspecting.width;
    const int count = std::min(columns_in(whole / inspecting.look.scale), static_cast<int>(parts.size()));
    const float between = inspecting.look.px(kBetween);
    inspecting.width =
        std::floor((whole - between * static_cast<float>(count - 1)) / static_cast<float>(count));
    const ImVec2 start = ImGui::GetCursorPos();
    float end = start.y;
    for (int column = 0; column < count; ++column) {
        ImGui::SetCursorPos({start.x + static_cast<float>(column) * (inspecting.width + between), start.y});
        ImGui::BeginGroup();
        inspecting.at_top = true;
        for (int part = column; part < static_cast<int>(parts.size()); part += count)
            parts[static_cast<std::size_t>(part)](inspecting);
        ImGui::EndGroup();
        end = std::max(end, ImGui::GetCursorPosY());
    }
    ImGui::SetCursorPos({start.x, end});
    inspecting.at_top = false;
    inspecting.width = whole;
}

}  // namespace convoscope::ask
