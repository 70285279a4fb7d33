#include "ui/top_bar.h"

#include "ui/key_bindings.h"
#include "ui/text.h"

namespace convoscope::ui {
namespace {

struct Choice {
    Text label;
    const char* id;
    Action action;
    scene::Preset preset;
};

constexpr Choice kViews[] = {{Text::ViewStage, "stage", Action::ViewStage, scene::Preset::Stage},
                             {Text::ViewOriginal, "original", Action::ViewOriginal, scene::Preset::Original},
                             {Text::ViewFlat, "flat", Action::ViewFlat, scene::Preset::Flat},
                             {Text::ViewSide, "side", Action::ViewSide, scene::Preset::Side},
                             {Text::ViewAnswer, "answer", Action::ViewAnswer, scene::Preset::Answer}};

constexpr Text kPalettes[scene::kPaletteCount] = {Text::PaletteOriginal, Text::PaletteSigned,
                                                  Text::PaletteEven, Text::PaletteGrey};

constexpr Text kScales[scene::kScaleCount] = {Text::ScaleLayer, Text::ScaleMap, Text::ScaleNetwork,
                                              Text::ScaleFixed};

/// A button that may be the selected one of its group.
void button(const Look& look, Text label, const char* id, Action action, bool selected, const char* help,
            Intents& intents) {
    if (selected) {
        ImGui::PushStyleColor(ImGuiCol_Button, look.colours.field_active);
        ImGui::PushStyleColor(ImGuiCol_Text, look.colours.accent);
    }
    if (ImGui::Button((std::string(text(label)) + "###" + id).c_str())) intents.push_back(action);
    if (selected) ImGui::PopStyleColor(2);
    if (!ImGui::IsItemHovered()) return;
    if (help)
        ImGui::SetTooltip("%s\n%s", help, action_words(action).c_str());
    else
        ImGui::SetTooltip("%s", action_words(action).c_str());
}

/// Goes on in the same line if `width` more pixels fit before `limit`.
bool next(float width, float limit, float spacing) {
    ImGui::SameLine(0, spacing);
    return ImGui::GetCursorScreenPos().x + width < limit;
}

void colours(const Look& look, const scene::ViewState& view, float limit, Intents& intents) {
    const float width = look.px(152);
    // Where there is room, apart from the views.
    ImGui::SameLine(0, 0);
    const bool roomy = ImGui::GetCursorScreenPos().x + width + look.px(140) < limit;
    if (!next(width, limit, look.px(roomy ? 24 : 6))) return;
    ImGui::SetNextItemWidth(width);
    if (ImGui::BeginCombo("##palette", text(kPalettes[static_cast<int>(view.palette)]))) {
        for (int i = 0; i < scene::kPaletteCount; ++i) {
            ImGui::PushID(i);
            const auto palette = static_cast<scene::Palette>(i);
            if (ImGui::Selectable(text(kPalettes[i]), palette == view.palette))
                intents.push_back(SetPalette{palette});
            ImGui::PopID();
        }
        ImGui::EndCombo();
    } else {
        explain(look, text(Text::PaletteHelp));
    }
    if (!next(look.px(116), limit, look.px(8))) return;
    button(look, kScales[static_cast<int>(view.scale)], "scale", Action::NextScale, false,
           text(Text::ScaleHelp), intents);
}

}  // namespace

void top_bar(const Look& look, const scene::ViewState& view, const std::string& model, Intents& intents) {
    const float right_end = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - look.px(16);
    const float right_group = look.px(132);
    const float limit = right_end - right_group;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(4), look.px(4)));
    bool first = true;
    for (const Choice& choice : kViews) {
        const float width =
            text_size(look.fonts.body, look.fonts.body->FontSize, text(choice.label)).x + look.px(16);
        if (!first && !next(width, limit, look.px(4))) break;
        first = false;
        button(look, choice.label, choice.id, choice.action, view.preset == choice.preset, nullptr, intents);
    }
    colours(look, view, limit, intents);
    const ImVec2 name = text_size(look.fonts.small, look.fonts.small->FontSize, model.c_str());
    if (next(name.x, limit, look.px(16))) {
        add_text(*ImGui::GetWindowDrawList(), look.fonts.small, look.fonts.small->FontSize,
                 {limit - name.x - look.px(12),
                  ImGui::GetWindowPos().y + 0.5f * (ImGui::GetWindowHeight() - name.y)},
                 look.colours.quiet, model.c_str());
    }
    ImGui::SameLine();
    ImGui::SetCursorScreenPos({right_end - right_group, ImGui::GetCursorScreenPos().y});
    button(look, Text::Theme, "theme", Action::ToggleTheme, view.theme == scene::Theme::Light,
           text(Text::ThemeHelp), intents);
    ImGui::SameLine();
    button(look, Text::Larger, "larger", Action::LargerInterface, false, text(Text::LargerHelp), intents);
    ImGui::SameLine();
    button(look, Text::Help, "help", Action::ToggleHelp, false, text(Text::HelpHelp), intents);
    ImGui::PopStyleVar();
}

}  // namespace convoscope::ui
