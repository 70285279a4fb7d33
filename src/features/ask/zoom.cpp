#include "features/ask/zoom.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace convoscope::ask {
namespace {

using namespace ui;

constexpr float kLeastHeight = 220;  ///< points
constexpr float kMostZoom = 24;
constexpr float kZoomPerStep = 1.2f;
constexpr float kDragSlop = 4;  ///< pixels

}  // namespace

bool is_drag() { return ImGui::GetIO().MouseDragMaxDistanceSqr[0] > kDragSlop * kDragSlop; }

void zoom_area(Inspecting& inspecting, const char* id,
               const std::function<void(Inspecting&, float zoom)>& draw) {
    const Look& look = inspecting.look;
    const float height = std::max(look.px(kLeastHeight), ImGui::GetContentRegionAvail().y - look.px(4));
    const auto& zooms = inspecting.state.view().zoom;
    const auto kept = zooms.find(id);
    float zoom = kept == zooms.end() ? 1.0f : kept->second;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::BeginChild(id, {inspecting.width + look.px(4), height}, false,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                          ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) {
        if (io.MouseWheel != 0) {
            const float next = std::clamp(zoom * std::pow(kZoomPerStep, io.MouseWheel), 1.0f, kMostZoom);
            const ImVec2 corner = ImGui::GetWindowPos();
            // What lies under the pointer stays there.
            const float grow = next / zoom;
            ImGui::SetScrollX((ImGui::GetScrollX() + io.MousePos.x - corner.x) * grow -
                              (io.MousePos.x - corner.x));
            ImGui::SetScrollY((ImGui::GetScrollY() + io.MousePos.y - corner.y) * grow -
                              (io.MousePos.y - corner.y));
            zoom = next;
            inspecting.frame.intents.change(
                [name = std::string(id), next](studio::Studio& studio) { studio.view().zoom[name] = next; });
        }
        if (ImGui::IsMouseDown(ImGuiMouseButton_Left) && is_drag()) {
            ImGui::SetScrollX(ImGui::GetScrollX() - io.MouseDelta.x);
            ImGui::SetScrollY(ImGui::GetScrollY() - io.MouseDelta.y);
        }
    }
    // Beside the content there is room for its scroll bar.
    Inspecting inside{inspecting.frame, inspecting.state, inspecting.width - ImGui::GetStyle().ScrollbarSize};
    draw(inside, zoom);
    ImGui::EndChild();
}

}  // namespace convoscope::ask
