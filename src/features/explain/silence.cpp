#include "features/explain/silence.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/fields_json.h"
#include "features/explain/about_set.h"
#include "features/explain/commands.h"
#include "features/explain/silence_texts.h"
#include "features/explain/trying.h"
#include "nn/address.h"
#include "studio/texts.h"
#include "studio/words.h"
#include "ui/lines.h"

namespace convoscope::explain_shown {
namespace {

using explain::Silenced;
using explain::Switch;
using explain::SwitchKind;
using features::Frame;
using studio::Studio;

constexpr std::size_t kMostUnasked = 256;  // so many parts are tried without being asked

const Silenced& silenced(const Studio& studio) { return trying(studio).silenced; }

void start_runs(Studio& studio, Silence& state, const DataSet& data) {
    const int threads = std::max(1, studio.runner().threads());
    const auto start = [&](AblationRun& run, const Silenced& off, const std::vector<std::string>& parts) {
        run.start(studio.runner(),
                  explain::AblationJob(explain::Silencer(state.model, off), data.part(), parts, threads));
    };
    if (!state.everything.latest) start(state.everything, {}, {});
    const Silenced& off = silenced(studio);
    if (!(state.silenced == off)) {
        state.silenced = off;
        if (off.switches.empty())
            state.without = {};
        else
            start(state.without, off, {});
    }
    // What was asked for comes first.
    const bool others_wait = state.everything.pending.active() || state.without.pending.active();
    const bool may_try = state.parts.size() <= kMostUnasked || state.wanted_anyway;
    if (!state.each.latest && may_try && !others_wait && !state.parts.empty())
        start(state.each, {}, state.parts);
}

void advance(Studio& studio) {
    Silence& state = studio.parts.of<Silence>();
    const DataSet& data = follow_data_set(studio);
    const nn::ModelPtr& model = studio.exhibit().own_model();
    if (state.model != model || state.data != data.revision) {
        const SilenceOptions options = state.options;
        const bool asked_before = !state.model && state.wanted_anyway;
        state = {};
        state.options = options;
        state.wanted_anyway = asked_before;
        state.model = model;
        state.data = data.revision;
        state.parts = explain::parts_to_try(model->architecture);
    }
    if (!data.set || !state.why_not.empty()) return;
    try {
        for (AblationRun* run : {&state.everything, &state.without, &state.each})
            if (run->follow()) studio.touch();
        start_runs(studio, state, data);
    } catch (const Error& error) {
        state.why_not = error.message();
        studio.touch();
    }
}

bool has_news(const Studio& studio) {
    const Silence& state = studio.parts.of<Silence>();
    return data_set(studio).pending.done() || state.everything.pending.done() ||
           state.without.pending.done() || state.each.pending.done();
}
bool is_busy(const Studio& studio) {
    const Silence& state = studio.parts.of<Silence>();
    return data_set(studio).pending.active() || state.everything.pending.active() ||
           state.without.pending.active() || state.each.pending.active();
}

/// What is whole stays; what is not begins anew when the page opens again.
void leave(Studio& studio) {
    Silence& state = studio.parts.of<Silence>();
    for (AblationRun* run : {&state.everything, &state.each})
        if (!run->whole) *run = {};
    if (!state.without.whole) {
        state.without = {};
        state.silenced = {};
    }
}

std::string words_of(const Frame& frame, const nn::Architecture& architecture, const Switch& off) {
    const ui::Look& look = frame.look;
    if (off.what == SwitchKind::Unit) {
        const auto unit = nn::parse_address(architecture, off.address);
        return unit ? studio::place_words(architecture, *unit, look.language) : off.address;
    }
    const auto map = explain::parse_map(architecture, off.address);
    if (!map) return off.address;
    const std::string layer = studio::layer_title(architecture, map->node, look.language);
    const bool flat = architecture.nodes[static_cast<std::size_t>(map->node)].output.is_flat();
    if (off.what == SwitchKind::Map) return frame.words(Message(silence_texts.map_of, layer, map->map));
    return frame.words(
        Message(flat ? silence_texts.bias_of_unit : silence_texts.bias_of_map, layer, map->map));
}

/// The selected unit, its map and its bias, each with a button.
void selected_part(Explaining& explaining) {
    Frame& frame = explaining.frame;
    const auto unit = explaining.exhibit.selected();
    if (!unit) return remark(explaining, frame.words(silence_texts.none_selected));
    const nn::Architecture& architecture = explaining.exhibit.architecture();
    statement(explaining,
              frame.words(Message(silence_texts.selected,
                                  studio::place_words(architecture, *unit, frame.look.language))));
    const std::string map = explain::format_map(architecture, {unit->node, unit->map});
    const auto node = static_cast<std::size_t>(unit->node);
    struct Choice {
        const Text& label;
        Switch off;
    };
    std::vector<Choice> choices{
        {silence_texts.neuron, {SwitchKind::Unit, nn::format_address(architecture, *unit), {}, 0}}};
    if (!architecture.nodes[node].output.is_flat())
        choices.push_back({silence_texts.map, {SwitchKind::Map, map, {}, 0}});
    const auto& bias = explaining.exhibit.own_model()->parameters()[node].bias;
    if (static_cast<std::size_t>(unit->map) < bias.size())
        choices.push_back({silence_texts.bias, {SwitchKind::Bias, map, {}, 0}});
    const float gap = frame.look.px(4);
    const auto count = static_cast<float>(choices.size());
    const float each = std::floor((explaining.width - gap * (count - 1)) / count);
    ImGui::PushID("selected");
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i > 0) ImGui::SameLine(0, gap);
        const bool off = is_off(frame.studio, choices[i].off);
        if (features::option_button(frame, choices[i].label, static_cast<int>(i), off, each))
            toggle(frame, choices[i].off);
        ui::explain(frame.look, frame.words(off ? silence_texts.tip_on : silence_texts.tip_off));
    }
    ImGui::PopID();
}

/// All that is off, each with a button.
void list_part(Explaining& explaining) {
    Frame& frame = explaining.frame;
    const ui::Look& look = frame.look;
    const std::vector<Switch>& switches = silenced(frame.studio).switches;
    if (switches.empty()) return remark(explaining, frame.words(silence_texts.nothing_off));
    heading(explaining, frame.words(Message(silence_texts.off, switches.size())));
    const float size = look.fonts.body->FontSize;
    const char* label = frame.words(silence_texts.on_again);
    const float button = ui::text_size(look.fonts.body, size, label).x + 2 * ImGui::GetStyle().FramePadding.x;
    ImGui::PushID("off");
    for (std::size_t i = 0; i < switches.size(); ++i) {
        const float start = ImGui::GetCursorPosX();
        const std::string words = words_of(frame, explaining.exhibit.architecture(), switches[i]);
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(
            ui::shortened(look.fonts.body, size, explaining.width - button - look.px(8), words, ui::Keep::End)
                .c_str());
        ImGui::SameLine(0, 0);
        ImGui::SetCursorPosX(start + explaining.width - button);
        if (features::option_button(frame, silence_texts.on_again, static_cast<int>(i), false, button))
            toggle(frame, switches[i]);
    }
    ImGui::PopID();
    if (features::option_button(frame, silence_texts.all_on, 0, false, explaining.width))
        frame.intents.run("explain.on_again");
}

void draw(Explaining& explaining) {
    Frame& frame = explaining.frame;
    const Silence& state = frame.studio.parts.of<Silence>();
    statement(explaining, frame.words(silence_texts.help));
    selected_part(explaining);
    list_part(explaining);
    if (!set_is_there(explaining)) return;
    if (!state.why_not.empty())
        return statement(explaining, frame.words(Message(silence_texts.cannot_read, state.why_not)));
    draw_accuracy(explaining, state);
    draw_each(explaining, state);
}

/// "conv2/9/3/4", "map conv2/9", "bias fc1/17"
Switch parse_switch(const std::string& argument) {
    const std::size_t blank = argument.find(' ');
    if (blank == std::string::npos) return {SwitchKind::Unit, argument, {}, 0};
    const std::string kind = argument.substr(0, blank);
    if (kind != "map" && kind != "bias" && kind != "unit")
        throw Error(studio::texts.wrong_argument, "explain.silence", argument,
                    "ADDRESS|map ADDRESS|bias ADDRESS");
    return {*fields::choice_named<SwitchKind>(kind), argument.substr(blank + 1), {}, 0};
}

/// Of a unit of a map the map, so that one thing has one name.
Switch named_once(const nn::Architecture& architecture, Switch off) {
    if (off.what == SwitchKind::Unit) return off;
    if (const auto map = explain::parse_map(architecture, off.address))
        off.address = explain::format_map(architecture, *map);
    return off;
}

void silence(Studio& studio, const std::string& argument) {
    const nn::ModelPtr& model = studio.exhibit().own_model();
    Silenced next = silenced(studio);
    const Switch off = named_once(model->architecture, parse_switch(argument));
    if (std::ranges::find(next.switches, off) == next.switches.end()) next.switches.push_back(off);
    const explain::Silencer check(model, next);  // says what is wrong with it
    trying(studio).silenced = std::move(next);
    studio.view().explanation = silence_view.id;
}

void on_again(Studio& studio, const std::string& argument) {
    std::vector<Switch>& switches = trying(studio).silenced.switches;
    if (argument.empty()) return switches.clear();
    const Switch off = named_once(studio.exhibit().architecture(), parse_switch(argument));
    if (std::erase(switches, off) == 0)
        throw Error(studio::texts.wrong_argument, "explain.on_again", argument,
                    switches.empty() ? "" : switch_argument(switches.front()));
}

const Text* refuse_all_on(const Studio& studio) {
    return silenced(studio).switches.empty() ? &silence_texts.nothing_is_off : nullptr;
}

}  // namespace

void AblationRun::start(Runner& runner, explain::AblationJob job) {
    latest = job.latest();
    whole = false;
    pending = runner.start(std::move(job));
}

bool AblationRun::follow() {
    if (!pending.active()) return false;
    if (auto result = pending.take()) {
        found = std::move(*result);
        whole = true;
        return true;
    }
    explain::Ablation now = latest->get();
    // Until the first picture is read, what was known before stays.
    if (now.pictures == 0 || now.pictures == found.pictures) return false;
    found = std::move(now);
    return true;
}

std::string switch_argument(const Switch& off) {
    if (off.what == SwitchKind::Unit) return off.address;
    return std::string(fields::name_of_choice(off.what)) + " " + off.address;
}

bool is_off(const Studio& studio, const Switch& off) {
    const std::vector<Switch>& switches = silenced(studio).switches;
    return std::ranges::find(switches, off) != switches.end();
}

void toggle(Frame& frame, const Switch& off) {
    frame.intents.run(is_off(frame.studio, off) ? "explain.on_again" : "explain.silence",
                      switch_argument(off));
}

std::vector<studio::Command> silence_commands() {
    using studio::Command;
    return {{.id = "explain.silence",
             .title = silence_texts.command_silence,
             .group = studio::Group::Ask,
             .run = silence,
             .argument = Command::Argument::Required,
             .argument_hint = "ADDRESS|map ADDRESS|bias ADDRESS"},
            {.id = "explain.on_again",
             .title = silence_texts.command_on_again,
             .group = studio::Group::Ask,
             .run = on_again,
             .refuses = refuse_all_on,
             .argument = Command::Argument::Optional,
             .argument_hint = "ADDRESS|map ADDRESS|bias ADDRESS"},
            {.id = "explain.order",
             .title = silence_texts.command_order,
             .group = studio::Group::Ask,
             .run =
                 [](Studio& studio, const std::string&) {
                     SilenceOptions& options = studio.parts.of<Silence>().options;
                     options.in_order = !options.in_order;
                     studio.view().explanation = silence_view.id;
                 },
             .is_on = [](const Studio& studio) { return studio.parts.of<Silence>().options.in_order; }},
            {.id = "explain.try_all",
             .title = silence_texts.command_try_all,
             .group = studio::Group::Ask,
             .run = [](Studio& studio, const std::string&) {
                 studio.parts.of<Silence>().wanted_anyway = true;
                 studio.view().explanation = silence_view.id;
             }}};
}

const View silence_view{.id = "silence",
                        .tab = silence_texts.tab,
                        .question = silence_texts.question,
                        .draw = draw,
                        .advance = advance,
                        .has_news = has_news,
                        .leave = leave,
                        .is_busy = is_busy,
                        .needs_drawing = false};

}  // namespace convoscope::explain_shown
