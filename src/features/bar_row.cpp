#include "features/bar_row.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace convoscope::features {
namespace {

constexpr float kBetween = 4;  ///< points
constexpr float kArrow = 9;    ///< side of the mark that says that something opens
constexpr float kMarkSide = 14;
constexpr float kInset = 8;

ImFont* font_of(const ui::Look& look, const MenuButton& button) {
    return button.strong ? look.fonts.strong : look.fonts.body;
}

const char* words_of(const ui::Look& look, const MenuButton& button) {
    return button.words.empty() ? look.words(button.label) : button.words.c_str();
}

float words_width(const ui::Look& look, const MenuButton& button) {
    ImFont* font = font_of(look, button);
    return button.mark_alone ? 0 : ui::text_size(font, font->FontSize, words_of(look, button)).x;
}

float width_of(const ui::Look& look, const MenuButton& button) {
    const float mark = button.mark ? look.px(kMarkSide) : 0;
    const float gaps = (button.mark && !button.mark_alone ? look.px(6) : 0) + look.px(5);
    return std::ceil(mark + words_width(look, button) + look.px(kArrow) + gaps + 2 * look.px(kInset));
}

void draw_menu_label(const ui::Look& look, const MenuButton& button) {
    const ImVec2 from = ImGui::GetItemRectMin();
    const ImVec2 to = ImGui::GetItemRectMax();
    const float middle = 0.5f * (from.y + to.y);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    float x = from.x + look.px(kInset);
    if (button.mark) {
        const float side = look.px(kMarkSide);
        ui::add_mark(list, *button.mark, {x, std::round(middle - 0.5f * side)}, side, look.colours.text);
        x += side + (button.mark_alone ? 0 : look.px(6));
    }
    ImFont* font = font_of(look, button);
    if (!button.mark_alone)
        ui::add_text(list, font, font->FontSize, {x, middle - 0.5f * font->FontSize}, look.colours.text,
                     words_of(look, button));
    const float arrow = look.px(kArrow);
    ui::add_mark(list, ui::Mark::Down,
                 {to.x - look.px(kInset) - arrow + look.px(2), std::round(middle - 0.5f * arrow)}, arrow,
                 look.colours.quiet);
}

}  // namespace

void BarRow::item(float width, const std::function<void()>& draw) {
    const float between = begun_ ? frame_.look.px(kBetween) + space_ : 0;
    begun_ = true;
    space_ = 0;
    width_ += between + width;
    if (!draws_) return;
    if (between > 0) ImGui::SameLine(0, between);
    draw();
}

void BarRow::command(CommandButton button) {
    button.size.x = std::max(button.size.x, width_of(frame_.look, button));
    item(button.size.x, [&] { command_button(frame_, button); });
}

void BarRow::pair(const Pair& pair) {
    const Text labels[] = {pair.first, pair.second};
    float width = frame_.look.px(1);
    float widths[2];
    for (int i = 0; i < 2; ++i)
        width += widths[i] = width_of(frame_.look, CommandButton{.id = pair.command, .label = labels[i]});
    item(width, [&] {
        ImGui::PushID(pair.command);
        for (int i = 0; i < 2; ++i) {
            if (i > 0) ImGui::SameLine(0, frame_.look.px(1));
            const bool chosen = (i == 1) == pair.second_is_on;
            if (option_button(frame_, labels[i], i, chosen, widths[i]) && !chosen)
                frame_.intents.run(pair.command);
            explain_command(frame_, pair.command);
        }
        ImGui::PopID();
    });
}

void BarRow::menu(const MenuButton& button, const std::function<void()>& fill) {
    const float width = width_of(frame_.look, button);
    item(width, [&] {
        const std::string id = std::string("###") + button.id;
        if (button.strong) ImGui::PushStyleColor(ImGuiCol_Button, IM_COL32_BLACK_TRANS);
        if (ImGui::Button(id.c_str(), {width, 0})) ImGui::OpenPopup(button.id);
        if (button.strong) ImGui::PopStyleColor();
        draw_menu_label(frame_.look, button);
        const ImVec2 from = ImGui::GetItemRectMin();
        const ImVec2 to = ImGui::GetItemRectMax();
        if (button.help || button.mark_alone)
            ui::explain(frame_.look, frame_.words(button.help ? *button.help : button.label));
        // Never over the button: a second click there would choose something. Towards the window's middle: a
        // menu is wider than its button.
        const float gap = frame_.look.px(2);
        const ImVec2 middle{0.5f * ImGui::GetIO().DisplaySize.x, 0.5f * ImGui::GetIO().DisplaySize.y};
        const bool left = 0.5f * (from.x + to.x) > 1.4f * middle.x;
        const bool up = to.y > middle.y;
        ImGui::SetNextWindowPos({left ? to.x : from.x, up ? from.y - gap : to.y + gap}, ImGuiCond_Appearing,
                                {left ? 1.0f : 0.0f, up ? 1.0f : 0.0f});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(frame_.look.px(12), frame_.look.px(8)));
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(frame_.look.px(8), frame_.look.px(6)));
        if (ImGui::BeginPopup(button.id)) {
            fill();
            ImGui::EndPopup();
        }
        ImGui::PopStyleVar(2);
    });
}

int fill_bar(Frame& frame, float width, int levels, const std::function<void(BarRow& row, int level)>& fill) {
    int level = 0;
    for (; level + 1 < levels; ++level) {
        BarRow measured(frame, false);
        fill(measured, level);
        if (measured.width() <= width) break;
    }
    BarRow row(frame, true);
    fill(row, level);
    return level;
}

}  // namespace convoscope::features
