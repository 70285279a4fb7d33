#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "features/draw/draw.h"
#include "features/draw/texts.h"

namespace convoscope::draw {
namespace {

using features::command_button;
using features::Frame;
using namespace ui;

constexpr float kToolHeight = 26;

/// The canvas, `at` a place of `size`, in its proportion.
void draw_pad(Frame& frame, ImVec2 at, ImVec2 size, bool hovered) {
    const Look& look = frame.look;
    const State& state = frame.studio.parts.of<State>();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + size.x, at.y + size.y};
    const float radius = look.px(6);
    list.AddRectFilled(at, end, look.colours.paper, radius);
    if (frame.studio.shown_canvas().drawing().blank()) {
        const bool photos = frame.studio.exhibit().is_for_photos();
        const char* hint = frame.words(photos ? texts.drop_hint : texts.draw_hint);
        const ImVec2 words = text_size(look.fonts.body, look.fonts.body->FontSize, hint);
        add_text(list, look.fonts.body, look.fonts.body->FontSize,
                 {at.x + 0.5f * (size.x - words.x), at.y + 0.5f * (size.y - words.y)},
                 with_alpha(look.colours.quiet, 0.75f), hint);
    } else if (!state.ink.empty()) {
        if (state.photo) draw_photo(frame, at, size);
        const ImTextureID ink = frame.pictures.ink("pad", state.ink_revision, state.ink.ink, state.ink.width,
                                                   state.ink.height, true);
        const bool dark = frame.studio.exhibit().architecture().input.is_ink_dark();
        const ImU32 pen = dark ? IM_COL32_BLACK : IM_COL32_WHITE;
        list.AddImage(ink, at, end, {0, 0}, {1, 1}, state.photo ? pen : look.colours.ink);
    }
    list.AddRect(at, end, hovered ? look.colours.accent : look.colours.panel_line, radius, 0,
                 std::max(1.0f, look.scale));
    if (!hovered) return;
    // The pen itself: a ring as wide as the ink will be.
    const float ring = 0.5f * frame.studio.parts.of<Settings>().pen_share * size.y;
    list.PushClipRect(at, end, true);
    list.AddCircle(ImGui::GetIO().MousePos, std::max(ring, 1.5f),
                   state.eraser ? look.colours.text : look.colours.accent, 0, std::max(1.0f, look.scale));
    list.PopClipRect();
}

/// A slider on a wedge that widens as the pen does: it needs no word.
void pen_width(Frame& frame, float width) {
    const Look& look = frame.look;
    float share = frame.studio.parts.of<Settings>().pen_share;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = look.px(kToolHeight);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + width, at.y + height}, look.colours.field,
                       ImGui::GetStyle().FrameRounding);
    const float middle = at.y + 0.5f * height;
    const float left = at.x + look.px(8);
    const float right = at.x + width - look.px(8);
    list.AddTriangleFilled({left, middle}, {right, middle - 0.26f * height}, {right, middle + 0.26f * height},
                           with_alpha(look.colours.quiet, 0.55f));
    for (const ImGuiCol part : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive})
        ImGui::PushStyleColor(part, IM_COL32_BLACK_TRANS);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        ImVec2(look.px(2), 0.5f * (height - look.fonts.body->FontSize)));
    ImGui::SetNextItemWidth(width);
    if (ImGui::SliderFloat("##width", &share, kThinnestPen, kThickestPen, "",
                           ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput))
        frame.intents.run("draw.width", significant(share, 6));
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(3);
    explain(look, frame.words(texts.pen_width));
}

bool are_digits(const std::vector<std::string>& classes) {
    return std::ranges::all_of(classes, [](const std::string& name) {
        return name.size() == 1 && name[0] >= '0' && name[0] <= '9';
    });
}

/// Three rows of buttons, three in each.
void tools(Frame& frame, float side) {
    const Look& look = frame.look;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(6), look.px(6)));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(look.px(2), look.px(3)));
    const float gap = look.px(6);
    const float third = std::floor((side - 2 * gap) / 3);
    const ImVec2 size{third, look.px(kToolHeight)};
    const ImVec2 last{side - 2 * (third + gap), size.y};
    command_button(frame, {.id = "draw.pen", .label = texts.pen, .accented = true, .size = size});
    ImGui::SameLine();
    command_button(frame, {.id = "draw.eraser", .label = texts.eraser, .accented = true, .size = size});
    ImGui::SameLine();
    command_button(frame, {.id = "draw.clear", .label = texts.clear, .size = last});
    command_button(frame, {.id = "draw.undo", .label = texts.undo, .size = size});
    ImGui::SameLine();
    command_button(frame, {.id = "draw.redo", .label = texts.redo, .size = size});
    ImGui::SameLine();
    command_button(frame, {.id = "draw.gallery", .label = texts.sample, .size = last});
    pen_width(frame, last.x);
    ImGui::SameLine();
    command_button(frame, {.id = "file.open", .label = texts.open, .size = size});
    ImGui::SameLine();
    command_button(frame, {.id = "file.save", .label = texts.save, .size = size});
    ImGui::PopStyleVar(2);
}

/// The pad, a square as wide as the column that the canvas fills as its proportion allows, with its tools.
void draw_section(Frame& frame, float width, float) {
    const float side = std::floor(width);
    const canvas::Drawing& drawing = frame.studio.shown_canvas().drawing();
    const float proportion = drawing.width / drawing.height;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 size{std::round(side * std::min(1.0f, proportion)),
                      std::round(side / std::max(1.0f, proportion))};
    const ImVec2 at{corner.x + std::floor(0.5f * (side - size.x)),
                    corner.y + std::floor(0.5f * (side - size.y))};
    ImGui::InvisibleButton("##canvas", {side, side});
    draw_pad(frame, at, size, ImGui::IsItemHovered() || ImGui::IsItemActive());
    frame.pad = {at.x, at.y, size.x, size.y};
    tools(frame, side);
    ImGui::Dummy({0, frame.look.px(2)});
}

}  // namespace

features::Section pad_section() {
    return {.id = "pad",
            .title = [](const studio::Studio& studio) -> const Text& {
                if (studio.exhibit().is_for_photos()) return texts.draw_photo;
                return are_digits(studio.exhibit().architecture().classes) ? texts.draw_digit
                                                                           : texts.draw_anything;
            },
            .folds = false,
            .least_height =
                [](const Frame& frame, float width) {
                    const Look& look = frame.look;
                    return width + 3 * look.px(kToolHeight) + 3 * look.px(6) + look.px(2);
                },
            .draw = draw_section};
}

}  // namespace convoscope::draw
