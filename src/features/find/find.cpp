#include "features/find/find.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "features/find/search.h"
#include "features/find/texts.h"
#include "studio/selection.h"

namespace convoscope::find {
namespace {

using studio::Command;
using studio::Studio;

constexpr std::size_t kMostCommands = 12;

void open_line(Studio& studio, const std::string& query) {
    State& state = studio.parts.of<State>();
    const int openings = state.openings + 1;
    state = State{};
    state.openings = openings;
    state.open = state.just_opened = true;
    state.query = query;
    studio.places.blocked = true;
}

std::string lowered(std::string words) {
    std::ranges::transform(words, words.begin(),
                           [](unsigned char sign) { return static_cast<char>(std::tolower(sign)); });
    return words;
}

/// Whether each word of the query is in the command's title, its id or the other words for it.
bool answers(const Command& command, const std::string& query, Language language) {
    const std::string all = lowered(std::string(command.title.in(language)) + ' ' + command.id + ' ' +
                                    command.also.english + ' ' + command.also.chinese);
    std::istringstream words(lowered(query));
    for (std::string word; words >> word;)
        if (all.find(word) == std::string::npos) return false;
    return true;
}

/// Commands that answer the query, and that can be run as they stand.
void add_commands(const Studio& studio, const std::string& query, std::vector<Result>& results) {
    if (query.empty()) return;
    std::size_t found = 0;
    for (const Command& command : studio.commands().all()) {
        if (command.argument == Command::Argument::Required || found == kMostCommands) continue;
        if (!answers(command, query, studio.language())) continue;
        results.push_back({std::nullopt, command.id, studio.commands().hint(command.id, studio.language())});
        ++found;
    }
}

}  // namespace

void choose(Studio& studio, std::size_t index, bool add) {
    State& state = studio.parts.of<State>();
    if (index >= state.results.size()) return;
    const Result result = state.results[index];
    state.open = false;
    if (!result.unit) {
        studio.perform(result.command);
        return;
    }
    studio::select(studio, *result.unit, add);
    studio.view().page = scene::kUnitPage;
    studio::go_to_selection(studio);
}

void advance(Studio& studio) {
    State& state = studio.parts.of<State>();
    if (!state.open) return;
    const studio::Exhibit& exhibit = studio.exhibit();
    const bool answered = state.query == state.answered && state.reading == exhibit.reading().revision &&
                          state.exhibit == exhibit.serial();
    if (!answered || state.results.empty()) {
        state.answered = state.query;
        state.reading = exhibit.reading().revision;
        state.exhibit = exhibit.serial();
        state.results.clear();
        for (const Found& found : search(state.query, exhibit.model(), exhibit.numbers()))
            state.results.push_back({found.unit, {}, found.words});
        add_commands(studio, state.query, state.results);
        state.chosen = std::clamp(state.chosen, 0, std::max(0, static_cast<int>(state.results.size()) - 1));
    }
    if (!state.entered) return;
    state.entered = false;
    choose(studio, static_cast<std::size_t>(state.chosen), false);
}

features::Feature feature() {
    using namespace studio;
    return {
        .id = "find",
        .title = texts.title,
        .texts = all_of(texts),
        .commands = {{.id = "find.open",
                      .title = texts.key_find,
                      .group = Group::Ask,
                      .keys = {{'/'}, {'F', kControl}},
                      .run = open_line,
                      .argument = Command::Argument::Optional,
                      .argument_hint = "QUERY"}},
        .overlay =
            features::Overlay{.is_open = [](const Studio& studio) { return studio.parts.of<State>().open; },
                              .draw = draw_overlay,
                              .close = [](Studio& studio) { studio.parts.of<State>().open = false; },
                              .enter = [](Studio& studio) { studio.parts.of<State>().entered = true; }},
        .names =
            [](const Studio& studio, const features::Tell& tell) {
                const State& state = studio.parts.of<State>();
                tell(state.query, false);
                for (const Result& result : state.results) tell(result.words, false);
            },
        .advance = advance,
        .next_frame = [](const Studio& studio) -> std::optional<double> {
            const State& state = studio.parts.of<State>();
            const bool waits = state.open && (state.entered || state.query != state.answered);
            return waits ? std::optional(studio.now()) : std::nullopt;
        }};
}

}  // namespace convoscope::find
