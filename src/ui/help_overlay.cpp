#include "ui/help_overlay.h"

#include <algorithm>
#include <string>
#include <vector>

#include "ui/key_bindings.h"
#include "ui/text.h"

namespace convoscope::ui {
namespace {

void row(const Look& look, const std::string& key, const char* words, float key_width) {
    const float x = ImGui::GetCursorPosX();
    ImGui::PushFont(look.fonts.strong);
    ImGui::PushStyleColor(ImGuiCol_Text, look.colours.accent);
    ImGui::TextUnformatted(key.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ImGui::SameLine();
    ImGui::SetCursorPosX(x + key_width);
    ImGui::TextUnformatted(words);
}

void heading(const Look& look, Text title) {
    ImGui::Dummy({0, look.px(2)});
    ImGui::PushFont(look.fonts.strong);
    ImGui::TextUnformatted(text(title));
    ImGui::PopFont();
}

/// All keys with the same words, as one row.
struct Row {
    std::string keys;
    Text label;
};

std::vector<Row> rows_of(Text group) {
    std::vector<Row> rows;
    for (const Binding& binding : bindings()) {
        if (binding.group != group) continue;
        if (!rows.empty() && rows.back().label == binding.label)
            rows.back().keys += ", " + key_name(binding);
        else
            rows.push_back({key_name(binding), binding.label});
    }
    return rows;
}

/// As wide as the widest of its keys.
void group(const Look& look, Text title) {
    heading(look, title);
    const std::vector<Row> rows = rows_of(title);
    float width = 0;
    for (const Row& line : rows)
        width =
            std::max(width, text_size(look.fonts.strong, look.fonts.strong->FontSize, line.keys.c_str()).x);
    for (const Row& line : rows) row(look, line.keys, text(line.label), width + look.px(16));
}

/// Dims everything and takes every click, so that none reaches what lies beneath. @return whether it was
/// clicked
bool shade(ImVec2 display) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(display);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::Begin("###help-shade", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
    ImGui::GetWindowDrawList()->AddRectFilled({0, 0}, display, IM_COL32(0, 0, 0, 120));
    const bool clicked = ImGui::InvisibleButton("##shade", display);
    ImGui::End();
    ImGui::PopStyleVar();
    return clicked;
}

}  // namespace

void help_overlay(const Look& look, Intents& intents) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    if (shade(display)) intents.push_back(Action::ToggleHelp);
    ImGui::SetNextWindowPos({0.5f * display.x, 0.5f * display.y}, ImGuiCond_Always, {0.5f, 0.5f});
    ImGui::SetNextWindowSizeConstraints({0, 0}, {display.x, display.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(24), look.px(16)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(8), look.px(4)));
    ImGui::Begin("###help", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
    ImGui::PushFont(look.fonts.large);
    ImGui::SetWindowFontScale(0.4f);
    ImGui::TextUnformatted(text(Text::KeysTitle));
    ImGui::SetWindowFontScale(1);
    ImGui::PopFont();
    ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(look.px(14), 0));
    if (ImGui::BeginTable("##columns", 3, ImGuiTableFlags_SizingFixedFit)) {
        ImGui::TableNextColumn();
        group(look, Text::KeysDraw);
        group(look, Text::KeysFile);
        ImGui::TableNextColumn();
        group(look, Text::KeysView);
        group(look, Text::KeysShow);
        ImGui::TableNextColumn();
        group(look, Text::KeysAsk);
        heading(look, Text::MouseTitle);
        for (const Text line : {Text::MouseOrbit, Text::MousePan, Text::MouseZoom, Text::MousePoint,
                                Text::MousePin, Text::MouseErase, Text::MouseDrop})
            ImGui::TextUnformatted(text(line));
        ImGui::EndTable();
    }
    ImGui::PopStyleVar();
    ImGui::PushStyleColor(ImGuiCol_Text, look.colours.quiet);
    ImGui::TextUnformatted(text(Text::CloseHint));
    ImGui::PopStyleColor();
    ImGui::End();
    ImGui::PopStyleVar(4);
}

}  // namespace convoscope::ui
