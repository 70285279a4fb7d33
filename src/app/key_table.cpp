#include <algorithm>
#include <string>
#include <vector>

#include "app/shell.h"
#include "app/texts.h"

namespace convoscope::app {
namespace {

using features::Frame;
using studio::Command;
using studio::Group;
using namespace ui;

constexpr float kBetween = 16;  ///< points between a key and what it does
constexpr float kPadding = 14;  ///< around a column
constexpr float kOneColumn = 480;

/// In what the table is written: smaller where it would be wider than the window.
struct Lettering {
    ImFont* keys;
    ImFont* words;
};

void row(const Look& look, const Lettering& lettering, const std::string& key, const char* words,
         float key_width) {
    const float x = ImGui::GetCursorPosX();
    ImGui::PushFont(lettering.keys);
    ImGui::PushStyleColor(ImGuiCol_Text, look.colours.accent);
    ImGui::TextUnformatted(key.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ImGui::SameLine();
    ImGui::SetCursorPosX(x + key_width);
    ImGui::PushFont(lettering.words);
    ImGui::TextUnformatted(words);
    ImGui::PopFont();
}

void heading(const Look& look, const Text& title) {
    ImGui::Dummy({0, look.px(2)});
    ImGui::PushFont(look.fonts.strong);
    ImGui::TextUnformatted(look.words(title));
    ImGui::PopFont();
}

/// A command's keys in one row.
struct Row {
    std::string keys;
    Text title;
};

std::vector<Row> rows_of(const studio::CommandTable& commands, Group group) {
    std::vector<Row> rows;
    for (const Command& command : commands.all()) {
        if (command.group != group || command.keys.empty()) continue;
        Row row{{}, command.title};
        for (const studio::Key& key : command.keys)
            row.keys += (row.keys.empty() ? "" : ", ") + words_of(key);
        rows.push_back(row);
    }
    return rows;
}

float widest_key(const Lettering& lettering, const std::vector<Row>& rows) {
    float width = 0;
    for (const Row& line : rows)
        width = std::max(width, text_size(lettering.keys, lettering.keys->FontSize, line.keys.c_str()).x);
    return width;
}

void group_part(Frame& frame, const Lettering& lettering, Group group) {
    const Look& look = frame.look;
    heading(look, title_of(group));
    const std::vector<Row> rows = rows_of(frame.studio.commands(), group);
    const float width = widest_key(lettering, rows) + look.px(kBetween);
    for (const Row& line : rows) row(look, lettering, line.keys, frame.words(line.title), width);
}

constexpr Text kMouse[] = {texts.mouse_orbit, texts.mouse_pan,   texts.mouse_zoom, texts.mouse_point,
                           texts.mouse_pin,   texts.mouse_erase, texts.mouse_drop};

void mouse_part(Frame& frame, const Lettering& lettering) {
    heading(frame.look, texts.mouse_title);
    ImGui::PushFont(lettering.words);
    for (const Text& line : kMouse) ImGui::TextUnformatted(frame.words(line));
    ImGui::PopFont();
}

/// The groups of each column; the last has the mouse as well.
const std::vector<std::vector<Group>>& columns() {
    static const std::vector<std::vector<Group>> kColumns{
        {Group::Draw, Group::File}, {Group::View, Group::Show, Group::Model, Group::Help}, {Group::Ask}};
    return kColumns;
}

ImVec2 table_extent(const Frame& frame, const Lettering& lettering) {
    const auto width_of = [&](const char* words) {
        return text_size(lettering.words, lettering.words->FontSize, words).x;
    };
    const float line = lettering.words->FontSize + ImGui::GetStyle().ItemSpacing.y;
    const float title = frame.look.fonts.strong->FontSize + 2 * ImGui::GetStyle().ItemSpacing.y;
    ImVec2 all{0, 0};
    for (const auto& column : columns()) {
        float widest = 0;
        float height = 0;
        for (const Group group : column) {
            const std::vector<Row> rows = rows_of(frame.studio.commands(), group);
            const float keys = widest_key(lettering, rows) + frame.look.px(kBetween);
            for (const Row& row : rows) widest = std::max(widest, keys + width_of(frame.words(row.title)));
            height += title + line * static_cast<float>(rows.size());
        }
        if (&column == &columns().back()) {
            for (const Text& words : kMouse) widest = std::max(widest, width_of(frame.words(words)));
            height += title + line * static_cast<float>(std::size(kMouse));
        }
        all = {all.x + widest + 2 * frame.look.px(kPadding), std::max(all.y, height)};
    }
    return all;
}

void columns_side_by_side(Frame& frame, const Lettering& lettering) {
    ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, ImVec2(frame.look.px(kPadding), 0));
    if (ImGui::BeginTable("##columns", 3, ImGuiTableFlags_SizingFixedFit)) {
        for (const auto& column : columns()) {
            ImGui::TableNextColumn();
            for (const Group group : column) group_part(frame, lettering, group);
        }
        mouse_part(frame, lettering);
        ImGui::EndTable();
    }
    ImGui::PopStyleVar();
}

/// One below the other, to be scrolled.
void one_column(Frame& frame, const Lettering& lettering, ImVec2 room) {
    ImGui::BeginChild("##all", room, false, ImGuiWindowFlags_NoBackground);
    for (const auto& column : columns())
        for (const Group group : column) group_part(frame, lettering, group);
    mouse_part(frame, lettering);
    const auto scroll = [](ImGuiKey_ key, float by) {
        if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(key))) ImGui::SetScrollY(ImGui::GetScrollY() + by);
    };
    const float page = 0.9f * room.y;
    scroll(ImGuiKey_DownArrow, 0.15f * page);
    scroll(ImGuiKey_UpArrow, -0.15f * page);
    scroll(ImGuiKey_PageDown, page);
    scroll(ImGuiKey_PageUp, -page);
    ImGui::EndChild();
}

/// As large as there is room for.
void table(Frame& frame, ImVec2 room) {
    const Look& look = frame.look;
    const Lettering usual{look.fonts.strong, look.fonts.body};
    const Lettering small{look.fonts.small, look.fonts.small};
    const auto fits = [&](const Lettering& lettering) {
        const ImVec2 extent = table_extent(frame, lettering);
        return extent.x <= room.x && extent.y <= room.y;
    };
    if (fits(usual))
        columns_side_by_side(frame, usual);
    else if (fits(small))
        columns_side_by_side(frame, small);
    else
        one_column(frame, usual, {std::min(room.x, look.px(kOneColumn)), room.y});
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

void draw_key_table(Frame& frame) {
    const Look& look = frame.look;
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    if (shade(display)) frame.intents.run("help.keys");
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
    ImGui::TextUnformatted(frame.words(texts.keys_title));
    ImGui::SetWindowFontScale(1);
    ImGui::PopFont();
    // What the window's border, the title and the last line leave.
    table(frame, {display.x - look.px(48), display.y - look.px(100)});
    ImGui::PushStyleColor(ImGuiCol_Text, look.colours.quiet);
    ImGui::TextUnformatted(frame.words(texts.close_hint));
    ImGui::PopStyleColor();
    ImGui::End();
    ImGui::PopStyleVar(4);
}

}  // namespace convoscope::app
