#include <string>

#include "features/look/look.h"
#include "features/look/texts.h"

/// Views, colours, theme, size, help above the stage; what does not fit into its width is left to the menus
/// and keys.
namespace convoscope::look {
namespace {

using features::command_button;
using features::Frame;
using namespace ui;

struct Choice {
    Text label;
    const char* command;
};

constexpr Choice kViews[] = {{texts.view_stage, "view.stage"},
                             {texts.view_original, "view.original"},
                             {texts.view_flat, "view.flat"},
                             {texts.view_side, "view.side"},
                             {texts.view_answer, "view.answer"}};

constexpr Text kPalettes[scene::kPaletteCount] = {texts.palette_original, texts.palette_signed,
                                                  texts.palette_even, texts.palette_grey};

constexpr Text kScales[scene::kScaleCount] = {texts.scale_layer, texts.scale_map, texts.scale_network,
                                              texts.scale_fixed};

float button_width(const Look& look, const Text& label) {
    return text_size(look.fonts.body, look.fonts.body->FontSize, look.words(label)).x + look.px(16);
}

/// Goes on in the same line if `width` more pixels fit before `limit`.
bool next(float width, float limit, float spacing) {
    ImGui::SameLine(0, spacing);
    return ImGui::GetCursorScreenPos().x + width < limit;
}

void palette_choice(Frame& frame, float width) {
    const scene::Palette chosen = frame.studio.view().palette;
    ImGui::SetNextItemWidth(width);
    if (!ImGui::BeginCombo("##palette", frame.words(kPalettes[static_cast<int>(chosen)]))) {
        explain(frame.look, frame.words(texts.palette_help));
        return;
    }
    for (int i = 0; i < scene::kPaletteCount; ++i) {
        ImGui::PushID(i);
        const auto palette = static_cast<scene::Palette>(i);
        if (ImGui::Selectable(frame.words(kPalettes[i]), palette == chosen))
            frame.intents.run("show.palette", fields::name_of_choice(palette));
        ImGui::PopID();
    }
    ImGui::EndCombo();
}

void colours(Frame& frame, float limit) {
    const Look& look = frame.look;
    const float width = look.px(152);
    // Where there is room, apart from the views.
    ImGui::SameLine(0, 0);
    const bool roomy = ImGui::GetCursorScreenPos().x + width + look.px(140) < limit;
    if (!next(width, limit, look.px(roomy ? 24 : 6))) return;
    palette_choice(frame, width);
    const Text& scale = kScales[static_cast<int>(frame.studio.view().scale)];
    if (!next(button_width(look, scale), limit, look.px(8))) return;
    command_button(frame, {.id = "show.next_scale", .label = scale, .help = &texts.scale_help});
}

/// The model's name, where there is room for it.
void model_name(Frame& frame, float limit) {
    const Look& look = frame.look;
    const std::string& model = frame.studio.exhibit().model().name;
    const ImVec2 name = text_size(look.fonts.small, look.fonts.small->FontSize, model.c_str());
    if (!next(name.x, limit, look.px(16))) return;
    add_text(
        *ImGui::GetWindowDrawList(), look.fonts.small, look.fonts.small->FontSize,
        {limit - name.x - look.px(12), ImGui::GetWindowPos().y + 0.5f * (ImGui::GetWindowHeight() - name.y)},
        look.colours.quiet, model.c_str());
}

}  // namespace

void top_bar(Frame& frame) {
    const Look& look = frame.look;
    const float right_end = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - look.px(16);
    const float right_group = button_width(look, texts.theme) + button_width(look, texts.larger) +
                              button_width(look, texts.help) + look.px(8);
    const float limit = right_end - right_group;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(4), look.px(4)));
    bool first = true;
    for (const Choice& choice : kViews) {
        if (!first && !next(button_width(look, choice.label), limit, look.px(4))) break;
        first = false;
        command_button(frame, {.id = choice.command, .label = choice.label});
    }
    colours(frame, limit);
    model_name(frame, limit);
    ImGui::SameLine();
    ImGui::SetCursorScreenPos({right_end - right_group, ImGui::GetCursorScreenPos().y});
    command_button(frame, {.id = "show.theme", .label = texts.theme, .help = &texts.theme_help});
    ImGui::SameLine();
    command_button(frame, {.id = "show.larger", .label = texts.larger, .help = &texts.larger_help});
    ImGui::SameLine();
    command_button(frame, {.id = "help.keys", .label = texts.help, .help = &texts.help_help});
    ImGui::PopStyleVar();
}

}  // namespace convoscope::look
