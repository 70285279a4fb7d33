#include "ui/look.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace convoscope::ui {
namespace {

constexpr ImU32 rgb(int red, int green, int blue, int alpha = 255) {
    return IM_COL32(red, green, blue, alpha);
}

constexpr float kLowItem = 48;  ///< points; what is higher has its tip at the pointer

}  // namespace

Colours colours_of(scene::Theme theme) {
    if (theme == scene::Theme::Light)
        return {.panel = rgb(247, 249, 252),
                .panel_line = rgb(208, 215, 224),
                .field = rgb(230, 235, 242),
                .field_hover = rgb(218, 226, 236),
                .field_active = rgb(203, 214, 228),
                .text = rgb(24, 32, 44),
                .quiet = rgb(92, 106, 124),
                .accent = rgb(0, 122, 158),
                .on_accent = rgb(255, 255, 255),
                .paper = rgb(255, 255, 255),
                .ink = rgb(16, 22, 34),
                .grid = rgb(226, 231, 238),
                .bar = rgb(112, 130, 152),
                .bar_track = rgb(232, 236, 242),
                .scene_text = rgb(20, 30, 44),
                .scene_quiet = rgb(62, 78, 100),
                .scene_shadow = rgb(255, 255, 255, 150)};
    return {.panel = rgb(19, 25, 34),
            .panel_line = rgb(42, 54, 70),
            .field = rgb(33, 43, 57),
            .field_hover = rgb(44, 57, 75),
            .field_active = rgb(56, 72, 94),
            .text = rgb(228, 236, 245),
            .quiet = rgb(146, 163, 184),
            .accent = rgb(54, 214, 234),
            .on_accent = rgb(6, 22, 30),
            .paper = rgb(10, 14, 20),
            .ink = rgb(240, 246, 252),
            .grid = rgb(24, 32, 43),
            .bar = rgb(92, 118, 150),
            .bar_track = rgb(29, 38, 51),
            .scene_text = rgb(240, 246, 252),
            .scene_quiet = rgb(178, 198, 220),
            .scene_shadow = rgb(10, 16, 24, 150)};
}

float Look::px(float points) const { return std::round(points * scale); }

void apply_style(const Look& look) {
    ImGuiStyle style;
    style.WindowPadding = {look.px(16), look.px(12)};
    style.FramePadding = {look.px(8), look.px(4)};
    style.ItemSpacing = {look.px(8), look.px(8)};
    style.ItemInnerSpacing = {look.px(8), look.px(4)};
    style.WindowRounding = 0;
    style.FrameRounding = look.px(4);
    style.GrabRounding = look.px(4);
    style.PopupRounding = look.px(6);
    style.WindowBorderSize = 0;
    style.PopupBorderSize = 1;
    style.ScrollbarSize = look.px(10);
    style.GrabMinSize = look.px(12);
    const auto set = [&style](ImGuiCol which, ImU32 colour) {
        style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour);
    };
    const Colours& c = look.colours;
    set(ImGuiCol_Text, c.text);
    set(ImGuiCol_TextDisabled, c.quiet);
    set(ImGuiCol_WindowBg, c.panel);
    set(ImGuiCol_PopupBg, c.panel);
    set(ImGuiCol_MenuBarBg, c.panel);
    set(ImGuiCol_Border, c.panel_line);
    set(ImGuiCol_FrameBg, c.field);
    set(ImGuiCol_FrameBgHovered, c.field_hover);
    set(ImGuiCol_FrameBgActive, c.field_active);
    set(ImGuiCol_Button, c.field);
    set(ImGuiCol_ButtonHovered, c.field_hover);
    set(ImGuiCol_ButtonActive, c.field_active);
    set(ImGuiCol_Header, c.field);
    set(ImGuiCol_HeaderHovered, c.field_hover);
    set(ImGuiCol_HeaderActive, c.field_active);
    set(ImGuiCol_SliderGrab, c.accent);
    set(ImGuiCol_SliderGrabActive, c.accent);
    set(ImGuiCol_CheckMark, c.accent);
    set(ImGuiCol_TextSelectedBg, with_alpha(c.accent, 0.35f));
    set(ImGuiCol_ScrollbarBg, with_alpha(c.panel, 0));
    set(ImGuiCol_ScrollbarGrab, c.field_active);
    set(ImGuiCol_Separator, c.panel_line);
    set(ImGuiCol_NavHighlight, c.accent);
    set(ImGuiCol_ModalWindowDimBg, rgb(0, 0, 0, 110));
    ImGui::GetStyle() = style;
}

void add_text(ImDrawList& list, ImFont* font, float size, ImVec2 at, ImU32 colour, const char* words) {
    list.AddText(font, size, {std::round(at.x), std::round(at.y)}, colour, words);
}

void add_scene_text(const Look& look, ImDrawList& list, ImFont* font, float size, ImVec2 at, ImU32 colour,
                    const char* words) {
    const float offset = std::max(1.0f, std::round(look.scale));
    add_text(list, font, size, {at.x + offset, at.y + offset}, look.colours.scene_shadow, words);
    add_text(list, font, size, at, colour, words);
}

ImVec2 text_size(ImFont* font, float size, const char* words) {
    return font->CalcTextSizeA(size, 1e9f, 0.0f, words);
}

scene::Colour to_colour(ImU32 packed) {
    const auto byte = [packed](int shift) { return static_cast<std::uint8_t>(packed >> shift & 0xFF); };
    return {byte(IM_COL32_R_SHIFT), byte(IM_COL32_G_SHIFT), byte(IM_COL32_B_SHIFT), byte(IM_COL32_A_SHIFT)};
}

ImU32 packed(const scene::Colour& colour) {
    return IM_COL32(colour.red, colour.green, colour.blue, colour.alpha);
}

ImU32 with_alpha(ImU32 colour, float alpha) {
    const auto level = static_cast<ImU32>(std::lround(255.0f * std::clamp(alpha, 0.0f, 1.0f)));
    return (colour & ~IM_COL32_A_MASK) | (level << IM_COL32_A_SHIFT);
}

bool tips_wait(const Look& look) {
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 clicked = io.MouseClickedPos[ImGuiMouseButton_Left];
    const float away = std::max(std::abs(io.MousePos.x - clicked.x), std::abs(io.MousePos.y - clicked.y));
    return io.MouseClickedTime[ImGuiMouseButton_Left] > 0 && away < look.px(4);
}

void tip(const Look& look, const char* words) {
    if (tips_wait(look)) return;
    const ImVec2 from = ImGui::GetItemRectMin();
    const ImVec2 to = ImGui::GetItemRectMax();
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    if (to.y - from.y < look.px(kLowItem)) {
        const bool up = from.y + to.y > display.y;
        const bool left = 0.5f * (from.x + to.x) > 0.6f * display.x;
        ImGui::SetNextWindowPos({left ? to.x : from.x, up ? from.y - look.px(6) : to.y + look.px(6)},
                                ImGuiCond_Always, {left ? 1.0f : 0.0f, up ? 1.0f : 0.0f});
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(12), look.px(8)));
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(words);
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

void explain(const Look& look, const char* words) {
    if (ImGui::IsItemHovered()) tip(look, words);
}

}  // namespace convoscope::ui
