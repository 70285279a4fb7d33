#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/error.h"
#include "features/keep/keep.h"
#include "features/keep/texts.h"
#include "ui/lines.h"

/// The file dialog: a folder's list to click through, a line for a name or a path.
namespace convoscope::keep {
namespace {

namespace fs = std::filesystem;
using features::Frame;
using namespace ui;
using studio::Studio;

constexpr float kWidth = 480;  ///< points, of everything in it
constexpr float kHeight = 232;
constexpr int kLeastPicture = 64;  ///< pixels
constexpr int kLargestPicture = 8192;

std::vector<std::string> extensions_of(const State& state) {
    std::vector<std::string> all;
    if (state.all_types) return all;
    for (const studio::FileType& type : state.request.types)
        all.insert(all.end(), type.extensions.begin(), type.extensions.end());
    return all;
}

void change(Frame& frame, std::function<void(State&)> how) {
    frame.intents.change([how = std::move(how)](Studio& studio) { how(studio.parts.of<State>()); });
}

/// The folder in words, with ways to its parent and home.
void folder_line(Frame& frame, const State& state) {
    const Look& look = frame.look;
    const float button = look.px(26);
    if (ImGui::ArrowButton("##parent", ImGuiDir_Up))
        frame.intents.change([to = state.folder.parent_path()](Studio& studio) { enter_folder(studio, to); });
    explain(look, frame.words(texts.parent_folder));
    ImGui::SameLine(0, look.px(4));
    if (ImGui::Button("~###home", {button, 0}))
        frame.intents.change([](Studio& studio) { enter_folder(studio, home_folder()); });
    explain(look, frame.words(texts.home_folder));
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    const float room = look.px(kWidth) - 2 * button - look.px(12);
    ImGui::PushStyleColor(ImGuiCol_Text, look.colours.quiet);
    ImGui::TextUnformatted(
        shortened(look.fonts.body, look.fonts.body->FontSize, room, state.folder.string(), Keep::End)
            .c_str());
    ImGui::PopStyleColor();
}

void entry_row(Frame& frame, const State& state, const Entry& entry) {
    const Look& look = frame.look;
    const std::string size = entry.is_folder ? "" : size_words(entry.size);
    const float size_width = text_size(look.fonts.small, look.fonts.small->FontSize, size.c_str()).x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool clicked =
        ImGui::Selectable("##entry", entry.name == state.name, ImGuiSelectableFlags_AllowDoubleClick);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float body = look.fonts.body->FontSize;
    const std::string shown = entry.is_folder ? entry.name + "/" : entry.name;
    add_text(
        list, entry.is_folder ? look.fonts.strong : look.fonts.body, body, {at.x + look.px(4), at.y},
        look.colours.text,
        shortened(look.fonts.body, body, width - size_width - look.px(24), shown, Keep::Beginning).c_str());
    add_text(list, look.fonts.small, look.fonts.small->FontSize,
             {at.x + width - size_width - look.px(8), at.y}, look.colours.quiet, size.c_str());
    if (!clicked) return;
    const bool twice = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    if (entry.is_folder)
        frame.intents.change([to = state.folder / entry.name](Studio& studio) { enter_folder(studio, to); });
    else
        change(frame, [name = entry.name, twice](State& own) {
            own.name = name;
            own.entered = twice;
        });
}

void entry_list(Frame& frame, const State& state) {
    const Look& look = frame.look;
    ImGui::PushStyleColor(ImGuiCol_ChildBg, look.colours.field);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(4), look.px(4)));
    ImGui::BeginChild("##entries", {look.px(kWidth), look.px(kHeight)}, true);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    if (state.entries.empty()) ImGui::TextDisabled("%s", frame.words(texts.folder_is_empty));
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(state.entries.size()));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            ImGui::PushID(i);
            entry_row(frame, state, state.entries[static_cast<std::size_t>(i)]);
            ImGui::PopID();
        }
    ImGui::EndChild();
}

/// The line for a name; what kind of files is listed.
void name_line(Frame& frame, const State& state) {
    const Look& look = frame.look;
    if (state.just_opened) {
        ImGui::SetKeyboardFocusHere();
        change(frame, [](State& own) { own.just_opened = false; });
    }
    std::string name = state.name;
    const float types = state.request.types.empty() ? 0 : look.px(150);
    ImGui::SetNextItemWidth(look.px(kWidth) - (types > 0 ? types + look.px(8) : 0));
    const std::string id = "##name" + std::to_string(state.openings);
    if (ImGui::InputText(id.c_str(), &name, ImGuiInputTextFlags_AutoSelectAll))
        change(frame, [name](State& own) {
            own.name = name;
            own.replacing.clear();
        });
    if (types <= 0) return;
    ImGui::SameLine();
    ImGui::SetNextItemWidth(types);
    const Text& kind = state.all_types ? texts.types_all : state.request.types.front().title;
    if (!ImGui::BeginCombo("##types", frame.words(kind))) return;
    for (const bool all : {false, true}) {
        ImGui::PushID(all);
        const Text& choice = all ? texts.types_all : state.request.types.front().title;
        if (ImGui::Selectable(frame.words(choice), all == state.all_types))
            frame.intents.change([all](Studio& studio) {
                studio.parts.of<State>().all_types = all;
                list_again(studio);
            });
        ImGui::PopID();
    }
    ImGui::EndCombo();
}

void picture_size(Frame& frame, const State& state) {
    int size[2] = {state.request.width, state.request.height};
    ImGui::SetNextItemWidth(frame.look.px(200));
    const std::string label = std::string(frame.words(texts.dialog_picture_size)) + "###size";
    if (!ImGui::InputInt2(label.c_str(), size)) return;
    change(frame, [width = std::clamp(size[0], kLeastPicture, kLargestPicture),
                   height = std::clamp(size[1], kLeastPicture, kLargestPicture)](State& own) {
        own.request.width = width;
        own.request.height = height;
    });
}

void buttons(Frame& frame, const State& state) {
    const Look& look = frame.look;
    if (!state.complaint.empty()) {
        ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + look.px(kWidth));
        ImGui::TextUnformatted(frame.words(state.complaint).c_str());
        ImGui::PopTextWrapPos();
    } else if (!state.request.saving) {
        ImGui::TextDisabled("%s", frame.words(texts.dialog_open_hint));
    }
    const ImVec2 size{look.px(96), 0};
    if (ImGui::Button((std::string(frame.words(texts.dialog_do)) + "###do").c_str(), size))
        frame.intents.change(accept);
    ImGui::SameLine();
    if (ImGui::Button((std::string(frame.words(texts.dialog_cancel)) + "###cancel").c_str(), size))
        frame.intents.change(close);
}

}  // namespace

void draw_dialog(Frame& frame) {
    const Look& look = frame.look;
    const State& state = frame.studio.parts.of<State>();
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({0.5f * display.x, 0.5f * display.y}, ImGuiCond_Always, {0.5f, 0.5f});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(24), look.px(16)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
    ImGui::Begin("###file", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
    ImGui::PushFont(look.fonts.strong);
    ImGui::TextUnformatted(frame.words(state.request.title));
    ImGui::PopFont();
    folder_line(frame, state);
    entry_list(frame, state);
    name_line(frame, state);
    if (state.request.sized) picture_size(frame, state);
    buttons(frame, state);
    ImGui::End();
    ImGui::PopStyleVar(3);
}

void list_again(Studio& studio) {
    State& state = studio.parts.of<State>();
    state.entries.clear();
    try {
        state.entries = list_folder(state.folder, extensions_of(state));
    } catch (const Error& error) {
        state.complaint = error.message();
    }
}

void enter_folder(Studio& studio, const fs::path& folder) {
    State& state = studio.parts.of<State>();
    state.complaint = {};
    state.replacing.clear();
    state.folder = folder.empty() ? fs::path("/") : folder.lexically_normal();
    // "sub/" is sub: its parent is not sub once more.
    if (!state.folder.has_filename()) state.folder = state.folder.parent_path();
    if (!state.request.saving) state.name.clear();
    list_again(studio);
}

void close(Studio& studio) { studio.parts.of<State>().open = false; }

void accept(Studio& studio) {
    State& state = studio.parts.of<State>();
    state.entered = false;
    if (state.name.empty()) return;
    const fs::path path = resolved(state.name, state.folder);
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        state.name.clear();
        enter_folder(studio, path);
        return;
    }
    if (state.request.saving && fs::exists(path, ignored) && state.replacing != state.name) {
        state.replacing = state.name;
        state.complaint = Message(texts.exists);
        return;
    }
    try {
        const bool sized = state.request.sized;
        state.request.done(studio, path, state.request.width, state.request.height);
        state.open = false;
        studio.parts.of<Settings>().folder = path.parent_path().string();
        if (state.request.saving && !sized) notify_saved(studio, path);
    } catch (const Error& error) {
        state.complaint = error.message();
    }
}

void advance(Studio& studio) {
    State& state = studio.parts.of<State>();
    if (state.open && state.entered) accept(studio);
    if (!studio.file_request) return;
    const int openings = state.openings + 1;
    state = State{};
    state.openings = openings;
    state.open = state.just_opened = true;
    state.request = *std::exchange(studio.file_request, std::nullopt);
    std::error_code ignored;
    state.folder = studio.parts.of<Settings>().folder;
    if (!fs::is_directory(state.folder, ignored)) state.folder = fs::current_path(ignored);
    if (state.request.saving) state.name = free_name(state.folder, state.request.name);
    list_again(studio);
}

}  // namespace convoscope::keep
