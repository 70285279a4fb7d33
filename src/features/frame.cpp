#include "features/frame.h"

#include <imgui_stdlib.h>

#include <cmath>
#include <utility>

#include "studio/texts.h"
#include "ui/terms.h"

namespace convoscope::features {
namespace {

/// The colours of what is selected while it lives.
class SelectedColours {
  public:
    SelectedColours(const ui::Look& look, bool selected, bool accented) {
        if (!selected) return;
        push(ImGuiCol_Button, accented ? look.colours.accent : look.colours.field_active);
        if (accented) push(ImGuiCol_ButtonHovered, look.colours.accent);
        push(ImGuiCol_Text, accented ? look.colours.on_accent : look.colours.accent);
    }
    ~SelectedColours() { ImGui::PopStyleColor(count_); }
    SelectedColours(const SelectedColours&) = delete;
    SelectedColours& operator=(const SelectedColours&) = delete;

  private:
    void push(ImGuiCol which, ImU32 colour) {
        ImGui::PushStyleColor(which, colour);
        ++count_;
    }
    int count_ = 0;
};

constexpr float kMarkSide = 14;  ///< points
constexpr float kMarkGap = 6;    ///< between a mark and its words

/// A mark and its words over the last item, a button without a label.
void draw_label(const ui::Look& look, const CommandButton& button) {
    const ImVec2 from = ImGui::GetItemRectMin();
    const ImVec2 to = ImGui::GetItemRectMax();
    const float side = look.px(kMarkSide);
    const ImU32 colour = ImGui::GetColorU32(ImGuiCol_Text);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float inset = button.mark_alone ? 0.5f * (to.x - from.x - side) : ImGui::GetStyle().FramePadding.x;
    const float x = std::round(from.x + inset);
    ui::add_mark(list, *button.mark, {x, std::round(0.5f * (from.y + to.y - side))}, side, colour);
    if (button.mark_alone) return;
    const float line = look.fonts.body->FontSize;
    ui::add_text(list, look.fonts.body, line, {x + side + look.px(kMarkGap), 0.5f * (from.y + to.y - line)},
                 colour, look.words(button.label));
}

}  // namespace

void Intents::run(std::string id, std::string argument) {
    changes_.push_back([id = std::move(id), argument = std::move(argument)](studio::Studio& studio) {
        studio.perform(id, argument);
    });
}

void Intents::apply(studio::Studio& studio) {
    if (changes_.empty()) return;
    studio.touch();
    for (const auto& change : std::exchange(changes_, {})) change(studio);
}

float width_of(const ui::Look& look, const CommandButton& button) {
    if (button.size.x > 0) return button.size.x;
    const float mark = button.mark ? look.px(kMarkSide) : 0;
    const float padding = 2 * ImGui::GetStyle().FramePadding.x;
    if (button.mark_alone) return mark + padding;
    const float words = ui::text_size(look.fonts.body, look.fonts.body->FontSize, look.words(button.label)).x;
    return std::ceil(words + padding + (button.mark ? mark + look.px(kMarkGap) : 0));
}

bool command_button(Frame& frame, const CommandButton& button) {
    const ui::Look& look = frame.look;
    const studio::Command* command = frame.studio.commands().find(button.id);
    const bool selected = command && command->is_on && command->is_on(frame.studio);
    bool clicked = false;
    {
        const SelectedColours colours(look, selected, button.accented);
        ImGui::BeginDisabled(!frame.studio.can_run(button.id, button.argument));
        const std::string id = std::string("###") + button.id + " " + button.argument;
        const std::string label = button.mark ? id : frame.words(button.label) + id;
        clicked = ImGui::Button(label.c_str(), {width_of(look, button), button.size.y});
        if (button.mark) draw_label(look, button);
        ImGui::EndDisabled();
    }
    if (clicked) frame.intents.run(button.id, button.argument);
    explain_command(frame, button.id, button.argument,
                    button.help         ? button.help
                    : button.mark_alone ? &button.label
                                        : nullptr);
    return clicked;
}

void explain_command(const Frame& frame, const char* id, const std::string& argument, const Text* help) {
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
    // Under the search line or the key table nobody asks about a button.
    const bool in_menu = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    if (frame.studio.places.blocked && !in_menu) return;
    std::string words = frame.studio.commands().hint(id, frame.look.language);
    if (help) words = std::string(frame.words(*help)) + "\n" + words;
    if (const Text* why = frame.studio.why_not(id, argument)) words += std::string("\n") + frame.words(*why);
    ui::tip(frame.look, words.c_str());
}

void command_item(Frame& frame, const CommandItem& item) {
    const studio::Command* command = frame.studio.commands().find(item.id);
    if (!command) return;
    const bool whole = item.argument.empty();
    const std::string key = command->keys.empty() || !whole ? std::string() : words_of(command->keys.front());
    const bool on = item.on || (whole && command->is_on && command->is_on(frame.studio));
    const Text* why = frame.studio.why_not(item.id, item.argument);
    ImGui::PushID((std::string(item.id) + " " + item.argument).c_str());
    if (ImGui::MenuItem(frame.words(item.label ? *item.label : command->title),
                        key.empty() ? nullptr : key.c_str(), on, !why))
        frame.intents.run(item.id, item.argument);
    ImGui::PopID();
    if (why && ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
        ImGui::SetTooltip("%s", frame.words(*why));
}

std::optional<std::string> class_search(Frame& frame, std::string query, float width) {
    ImGui::SetNextItemWidth(width);
    const bool changed = ImGui::InputTextWithHint("##class", frame.words(studio::texts.find_class), &query);
    return changed ? std::optional(std::move(query)) : std::nullopt;
}

/// The terms of what stands in the middle of the last button.
static void mark_label(const Frame& frame, const char* label, bool chosen) {
    const ui::Look& look = frame.look;
    ImFont* font = look.fonts.body;
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    const ImVec2 extent = ui::text_size(font, font->FontSize, label);
    ui::mark_terms(look, font, font->FontSize,
                   {0.5f * (low.x + high.x - extent.x), 0.5f * (low.y + high.y - extent.y)},
                   chosen ? look.colours.accent : look.colours.text, label);
}

bool option_button(Frame& frame, const Text& label, int index, bool chosen, float width) {
    const SelectedColours colours(frame.look, chosen, false);
    const std::string words = std::string(frame.words(label)) + "###" + std::to_string(index);
    const bool clicked = ImGui::Button(words.c_str(), {width, 0});
    mark_label(frame, frame.words(label), chosen);
    return clicked;
}

int choice(Frame& frame, const char* id, std::span<const Text> labels, int chosen, float width) {
    int clicked = -1;
    const float gap = frame.look.px(4);
    const float each =
        std::floor((width - gap * static_cast<float>(labels.size() - 1)) / static_cast<float>(labels.size()));
    ImGui::PushID(id);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i > 0) ImGui::SameLine(0, gap);
        const int index = static_cast<int>(i);
        if (option_button(frame, labels[i], index, index == chosen, each)) clicked = index;
    }
    ImGui::PopID();
    return clicked;
}

}  // namespace convoscope::features
