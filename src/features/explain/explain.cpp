// The explanations: a column at the right of the stage with a page for each question.

#include <chrono>
#include <thread>

#include "base/error.h"
#include "data/known_sets_texts.h"
#include "explain/change_texts.h"
#include "explain/filter_texts.h"
#include "explain/heat_map_texts.h"
#include "explain/kernel_view_texts.h"
#include "explain/ledger_texts.h"
#include "explain/maximise_texts.h"
#include "explain/silenced_texts.h"
#include "features/explain/commands.h"
#include "features/explain/confuses_texts.h"
#include "features/explain/data_set.h"
#include "features/explain/silence_texts.h"
#include "features/explain/texts.h"
#include "features/explain/trying.h"
#include "features/explain/views.h"
#include "features/feature.h"
#include "studio/texts.h"

namespace convoscope::explain_shown {
namespace {

using features::Frame;
using studio::Command;
using studio::Group;
using studio::Studio;

constexpr int kTabsARow = 4;
constexpr double kProgress = 0.1;  ///< seconds between two looks at how far a job is

/// What was open in the frame before.
struct State {
    const View* open = nullptr;
};

bool is_open(const Studio& studio) { return open_view(studio) != nullptr; }

void header(Frame& frame, float width) {
    const ui::Look& look = frame.look;
    const float end = ImGui::GetCursorPosX() + width;
    const float close = look.px(26);
    ImGui::AlignTextToFramePadding();
    ImGui::PushFont(look.fonts.strong);
    ImGui::TextUnformatted(frame.words(open_view(frame.studio)->question));
    ImGui::PopFont();
    ImGui::SameLine(0, 0);
    ImGui::SetCursorPosX(end - close);
    if (ImGui::Button("×###close", {close, 0})) frame.intents.run("explain.close");
    ui::explain(look, frame.words(texts.close));
}

void tabs(Frame& frame, float width) {
    const float gap = frame.look.px(4);
    const float each = std::floor((width - gap * (kTabsARow - 1)) / kTabsARow);
    int index = 0;
    for (const View* view : views()) {
        if (index % kTabsARow != 0) ImGui::SameLine(0, gap);
        if (features::option_button(frame, view->tab, index, view == open_view(frame.studio), each))
            frame.intents.run("explain.open", std::string(view->id));
        ++index;
    }
}

/// That what is seen is not the network, or not the picture, as it is; and the way back.
void changed_line(Frame& frame, float width) {
    if (trying(frame.studio) == Trying{}) return;
    const ui::Look& look = frame.look;
    const features::CommandButton back{.id = "explain.as_it_was", .label = texts.as_it_was};
    const float button = features::width_of(look, back);
    const float start = ImGui::GetCursorPosX();
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, look.colours.accent);
    ImGui::TextUnformatted(frame.words(texts.is_changed));
    ImGui::PopStyleColor();
    ImGui::SameLine(0, 0);
    ImGui::SetCursorPosX(start + width - button);
    features::command_button(frame, back);
}

void draw(Frame& frame) {
    const ui::Look& look = frame.look;
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(6), look.px(5)));
    header(frame, width);
    tabs(frame, width);
    changed_line(frame, width);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::BeginChild("explanation", {0, 0}, false, ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    Explaining explaining{frame, frame.studio.exhibit(),
                          width - ImGui::GetStyle().ScrollbarSize - look.px(2)};
    if (explaining.exhibit.numbers() || !open_view(frame.studio)->needs_drawing)
        open_view(frame.studio)->draw(explaining);
    else
        statement(explaining, frame.words(texts.nothing_drawn));
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

void advance(Studio& studio) {
    State& state = studio.parts.of<State>();
    const View* open = open_view(studio);
    if (state.open && state.open != open && state.open->leave) state.open->leave(studio);
    state.open = open;
    if (!open) trying(studio) = {};
    apply_trying(studio);
    if (open && open->advance) open->advance(studio);
}

/// Until all that the open page shows is of the present drawing.
void finish(Studio& studio) {
    const View* view = open_view(studio);
    for (bool busy = view != nullptr; busy;) {
        advance(studio);
        studio.settle();
        advance(studio);
        busy = view->is_busy && view->is_busy(studio);
        studio.runner().run_for(std::chrono::milliseconds(10));
        if (studio.runner().threads() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

std::optional<double> next_frame(const Studio& studio) {
    const View* open = open_view(studio);
    if (open && open->has_news && open->has_news(studio)) return studio.now();
    if (open && open->is_busy && open->is_busy(studio)) return studio.now() + kProgress;
    return std::nullopt;
}

void open(Studio& studio, const std::string& id) {
    if (!id.empty() && !view_called(id))
        throw Error(studio::texts.wrong_argument, "explain.open", id, view_ids());
    if (id.empty() && is_open(studio))
        studio.view().explanation.clear();
    else
        studio.view().explanation = id.empty() ? views().front()->id : id;
}

const Text* refuse_closed(const Studio& studio) { return is_open(studio) ? nullptr : &texts.not_open; }

const Text* refuse_unchanged(const Studio& studio) {
    return trying(studio) == Trying{} ? &texts.nothing_tried : nullptr;
}

std::vector<Command> commands() {
    return {{.id = "explain.open",
             .title = texts.command_open,
             .group = Group::Ask,
             .keys = {studio::Key{'Y'}},
             .run = open,
             .is_on = is_open,
             .argument = Command::Argument::Optional,
             .argument_hint = "why|maps|break|silence|confuses",
             .also = texts.also_open},
            {.id = "explain.close",
             .title = texts.command_close,
             .group = Group::Ask,
             .run = [](Studio& studio, const std::string&) { studio.view().explanation.clear(); },
             .refuses = refuse_closed},
            {.id = "explain.as_it_was",
             .title = texts.command_as_it_was,
             .group = Group::Ask,
             .run = [](Studio& studio, const std::string&) { trying(studio) = {}; },
             .refuses = refuse_unchanged}};
}

/// What saved views have of it: what is tried. Which page is open is the view's own.
fields::Json write_seen(const Studio& studio) { return fields::to_json(trying(studio)); }

void read_seen(Studio& studio, const fields::Json& json, const std::string& origin) {
    Trying wanted;
    fields::read(json, origin, wanted);
    trying(studio) = wanted;
}

/// Those of the room as well, as far as pages show them.
std::vector<Text> all_texts() {
    std::vector<Text> all = all_of(texts);
    for (const auto& more :
         {all_of(explain::change_texts), all_of(explain::filter_texts), all_of(explain::heat_map_texts),
          all_of(explain::kernel_view_texts), all_of(explain::ledger_texts), all_of(explain::maximise_texts),
          all_of(explain::silenced_texts), all_of(data::known_sets_texts), all_of(confuses_texts),
          all_of(silence_texts)})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

features::Feature feature() {
    return {.id = "explain",
            .title = texts.title,
            .texts = all_texts(),
            .commands = studio::all_rows(
                {commands(), heat_map_commands(), break_commands(), silence_commands(), confuses_commands()}),
            .kept = {studio::kept<Settings>("explain")},
            .seen = {{"explain", write_seen, read_seen}},
            .page = features::Page{is_open, draw},
            .advance = advance,
            .next_frame = next_frame,
            .finish = finish};
}

}  // namespace convoscope::explain_shown
