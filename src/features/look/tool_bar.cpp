#include <array>
#include <string>

#include "base/number.h"
#include "features/bar_row.h"
#include "features/look/look.h"
#include "features/look/texts.h"

/// Below the stage: what can be done with the scene by a click. Where there is little room the edges' choices
/// go into a menu, words become marks, and in the end the pace goes into the menu too.
namespace convoscope::look {
namespace {

using features::BarRow;
using features::Frame;
using scene::EdgeView;
using ui::Look;
using ui::Mark;

constexpr float kPaceWidth = 92;  ///< points
constexpr float kSlowest = 1;     ///< units a second
constexpr float kFastest = 100;
constexpr float kMenuWidth = 240;

/// How little there is room for.
enum Room { kEverything, kSomeMarks, kEdgesInMenu, kMarks, kPaceInMenu, kRooms };

struct View {
    scene::Preset preset;
    Text name;
    const char* command;
};
constexpr View kViews[] = {{scene::Preset::Stage, texts.view_stage, "view.stage"},
                           {scene::Preset::Original, texts.view_original, "view.original"},
                           {scene::Preset::Flat, texts.view_flat, "view.flat"},
                           {scene::Preset::Side, texts.view_side, "view.side"},
                           {scene::Preset::Answer, texts.view_answer, "view.answer"}};

/// The edges' three choices.
std::array<features::Pair, 3> edge_choices(const Frame& frame) {
    const EdgeView& edges = frame.studio.view().edges;
    return {{{"edges.direction", texts.edges_incoming, texts.edges_outgoing,
              edges.direction == EdgeView::Direction::Outgoing},
             {"edges.value", texts.edges_weights, texts.edges_contributions,
              edges.value == EdgeView::Value::Contribution},
             {"edges.strongest", texts.edges_all, texts.edges_strongest, edges.strongest}}};
}

void pace_slider(Frame& frame, float width) {
    const Look& look = frame.look;
    const auto unit = frame.studio.exhibit().selected();
    const nn::Architecture& architecture = frame.studio.exhibit().architecture();
    float pace = scene::sweep_pace(
        frame.studio.view(), architecture.nodes[static_cast<std::size_t>(unit ? unit->node : 0)].output);
    const std::string words = frame.words(Message(texts.pace, fixed(static_cast<double>(pace), 0)));
    const Text* why = frame.studio.why_not("unit.play");
    // The number stands beside the slider, where the grip never is.
    const auto width_of = [&](const std::string& number) {
        return ui::text_size(look.fonts.body, look.fonts.body->FontSize, number.c_str()).x;
    };
    const float widest = width_of(frame.words(Message(texts.pace, fixed(static_cast<double>(kFastest), 0))));
    ImGui::BeginDisabled(why != nullptr);
    ImGui::BeginGroup();
    ImGui::SetNextItemWidth(width - widest - look.px(6));
    if (ImGui::SliderFloat(
            "##pace", &pace, kSlowest, kFastest, "",
            ImGuiSliderFlags_Logarithmic | ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput))
        frame.intents.change([pace](studio::Studio& studio) { studio.view().pace = pace; });
    ImGui::SameLine(0, look.px(6));
    ImGui::TextUnformatted(words.c_str());
    ImGui::SameLine(0, 0);
    ImGui::Dummy({widest - width_of(words), 0});
    ImGui::EndGroup();
    ImGui::EndDisabled();
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
    std::string help = look.words(texts.pace_help);
    if (why) help += std::string("\n") + look.words(*why);
    ui::tip(look, help.c_str());
}

void edge_menu(Frame& frame, bool with_pace) {
    const float width = frame.look.px(kMenuWidth);
    for (const features::Pair& pair : edge_choices(frame)) {
        const Text labels[] = {pair.first, pair.second};
        const int chosen = pair.second_is_on ? 1 : 0;
        const int clicked = features::choice(frame, pair.command, labels, chosen, width);
        if (clicked >= 0 && clicked != chosen) frame.intents.run(pair.command);
    }
    if (with_pace) pace_slider(frame, width);
}

void edges(Frame& frame, BarRow& row, int room) {
    row.space(8);
    if (room <= kSomeMarks) {
        for (const features::Pair& pair : edge_choices(frame)) row.pair(pair);
        return;
    }
    row.menu({.id = "edges",
              .label = texts.edges,
              .mark = Mark::Edges,
              .mark_alone = room == kPaceInMenu,
              .help = &texts.edges_help},
             [&] { edge_menu(frame, room == kPaceInMenu); });
}

void views(Frame& frame, BarRow& row, int room) {
    const auto& preset = frame.studio.view().preset;
    const Text* name = &texts.view_own;
    for (const View& view : kViews)
        if (preset == view.preset) name = &view.name;
    row.menu({.id = "views",
              .label = *name,
              .mark = Mark::View,
              .mark_alone = room == kPaceInMenu,
              .help = &texts.view_help,
              .words = room == kEverything ? frame.words(Message(texts.view_menu, *name)) : ""},
             [&] {
                 for (const View& view : kViews)
                     features::command_item(frame, {.id = view.command, .on = preset == view.preset});
                 if (frame.studio.exhibit().stage.folding().blocks().empty()) return;
                 ImGui::Separator();
                 features::command_item(frame, {.id = "view.fold_blocks"});
             });
}

void fill(Frame& frame, BarRow& row, int room) {
    const bool marks = room >= kMarks;
    const bool known_marks = marks || room == kSomeMarks;  // a lens, an arrow that goes round
    const studio::Command* play = frame.studio.commands().find("unit.play");
    const bool playing = play && play->is_on && play->is_on(frame.studio);
    row.command({.id = "unit.pulse", .label = texts.pulse, .mark = Mark::Pulse, .mark_alone = marks});
    row.space(4);
    const auto play_button = [&](bool pauses) {
        return features::CommandButton{.id = "unit.play",
                                       .label = pauses ? texts.sweep_pause : texts.sweep,
                                       .mark = pauses ? Mark::Pause : Mark::Play,
                                       .mark_alone = marks};
    };
    features::CommandButton button = play_button(playing);
    // What stands beside it stays where it is.
    button.size.x = features::width_of(frame.look, play_button(!playing));
    row.command(button);
    if (room < kPaceInMenu) {
        const float width = frame.look.px(kPaceWidth);
        row.item(width, [&] { pace_slider(frame, width); });
    }
    row.space(4);
    row.command({.id = "find.open", .label = texts.find, .mark = Mark::Find, .mark_alone = known_marks});
    edges(frame, row, room);
    row.space(8);
    row.command({.id = "view.reset", .label = texts.reset, .mark = Mark::Reset, .mark_alone = known_marks});
    views(frame, row, room);
}

}  // namespace

void tool_bar(Frame& frame) {
    features::fill_bar(frame, ImGui::GetWindowWidth() - 2 * frame.look.px(12), kRooms,
                       [&](BarRow& row, int room) { fill(frame, row, room); });
}

}  // namespace convoscope::look
