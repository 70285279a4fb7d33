#include "features/ask/zoom.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "features/ask/parts.h"
#include "features/ask/texts.h"

namespace convoscope::ask {
namespace {

using features::command_button;
using namespace ui;

constexpr float kLeastHeight = 150;  ///< points
constexpr float kAmpleCell = 56;     ///< points: twice what a number needs
constexpr float kFarthest = 1e4;     ///< a view keeps no more
constexpr float kZoomPerStep = 1.2f;
constexpr float kDragSlop = 4;  ///< pixels

/// What the wheel and a drag do; and a button back to where all of the width is seen.
void how_to(Inspecting& inspecting) {
    const Look& look = inspecting.look;
    const float whole = inspecting.width;
    const float button =
        text_size(look.fonts.body, look.fonts.body->FontSize, inspecting.words(texts.fit)).x + look.px(16);
    const ImVec2 start = ImGui::GetCursorPos();
    ImGui::SetCursorPosX(start.x + whole - button);
    command_button(inspecting.frame, {.id = "inspector.fit", .label = texts.fit, .size = {button, 0}});
    const float below = ImGui::GetCursorPosY();
    ImGui::SetCursorPos(start);
    inspecting.width = whole - button - look.px(8);
    remark(inspecting, inspecting.words(texts.zoom_help));
    inspecting.width = whole;
    ImGui::SetCursorPosY(std::max(below, ImGui::GetCursorPosY()));
}

}  // namespace

bool is_drag() { return ImGui::GetIO().MouseDragMaxDistanceSqr[0] > kDragSlop * kDragSlop; }

std::string zoom_name(std::string_view page, std::string_view layer) {
    return std::string(page) + " " + std::string(layer);
}

float most_zoom(float side, float scale) {
    return std::clamp(kAmpleCell * scale / std::max(side, 1e-6f), 1.0f, kFarthest);
}

void zoom_area(Inspecting& inspecting, const ZoomArea& area) {
    const Look& look = inspecting.look;
    how_to(inspecting);
    const float height = std::max(look.px(kLeastHeight), ImGui::GetContentRegionAvail().y - look.px(4));
    const auto& zooms = inspecting.state.view().zoom;
    const auto kept = zooms.find(area.name);
    const float inner = inspecting.width - ImGui::GetStyle().ScrollbarSize;
    const float most = most_zoom(area.side(inner), look.scale);
    float zoom = kept == zooms.end() ? 1.0f : std::clamp(kept->second, 1.0f, most);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::BeginChild(area.name.c_str(), {inspecting.width + look.px(4), height}, false,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                          ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) {
        if (io.MouseWheel != 0) {
            const float next = std::clamp(zoom * std::pow(kZoomPerStep, io.MouseWheel), 1.0f, most);
            const ImVec2 corner = ImGui::GetWindowPos();
            // What lies under the pointer stays there.
            const float grow = next / zoom;
            ImGui::SetScrollX((ImGui::GetScrollX() + io.MousePos.x - corner.x) * grow -
                              (io.MousePos.x - corner.x));
            ImGui::SetScrollY((ImGui::GetScrollY() + io.MousePos.y - corner.y) * grow -
                              (io.MousePos.y - corner.y));
            zoom = next;
            inspecting.frame.intents.change(
                [name = area.name, next](studio::Studio& studio) { studio.view().zoom[name] = next; });
        }
        if (ImGui::IsMouseDown(ImGuiMouseButton_Left) && is_drag()) {
            ImGui::SetScrollX(ImGui::GetScrollX() - io.MouseDelta.x);
            ImGui::SetScrollY(ImGui::GetScrollY() - io.MouseDelta.y);
        }
    }
    // Beside the content there is room for its scroll bar.
    Inspecting inside{inspecting.frame, inspecting.state, inner};
    area.draw(inside, zoom);
    ImGui::EndChild();
}

}  // namespace convoscope::ask
