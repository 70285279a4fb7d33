#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/number.h"
#include "explain/sweep.h"
#include "explain/transform.h"
#include "features/explain/chart.h"
#include "features/explain/commands.h"
#include "features/explain/texts.h"
#include "features/explain/trying.h"
#include "features/explain/views.h"
#include "studio/texts.h"
#include "studio/words.h"

/// Sliders that change what the network sees, and what each would do over its whole range.
namespace convoscope::explain_shown {
namespace {

using explain::Changes;
using explain::Transform;
using features::Frame;
using studio::Studio;

/// What a sweep is of.
struct SweepOf {
    nn::ModelPtr model;
    std::uint64_t drawing = 0;  ///< revision of the steps
    const Transform* transform = nullptr;
    Changes others;  ///< with the transform's own amount neutral
    bool operator==(const SweepOf&) const = default;
};

struct BreakIt {
    const Transform* chosen = &explain::transforms().front();  ///< whose sweep is shown
    std::optional<explain::Sweep> sweep;
    SweepOf of;
    SweepOf asked;
    Pending<explain::SweepJob> pending;
};

SweepOf wanted(const Studio& studio) {
    const studio::Exhibit& exhibit = studio.exhibit();
    SweepOf of{exhibit.model_pointer(), exhibit.steps_revision(), studio.parts.of<BreakIt>().chosen,
               trying(studio).changes};
    of.others.*(of.transform->amount) = of.transform->neutral;
    return of;
}

void advance(Studio& studio) {
    BreakIt& state = studio.parts.of<BreakIt>();
    const studio::Exhibit& exhibit = studio.exhibit();
    if (auto sweep = state.pending.take()) {
        state.sweep = std::move(*sweep);
        state.of = state.asked;
        studio.touch();
    }
    if (exhibit.sees_nothing()) return;
    const SweepOf next = wanted(studio);
    if (state.pending.active() || (state.sweep && state.of == next)) return;
    std::vector<float> input(static_cast<std::size_t>(exhibit.architecture().input.shape.size()));
    exhibit.load_unaltered(input);
    state.asked = next;
    state.pending = studio.runner().start(
        explain::SweepJob(next.model, std::move(input),
                          explain::whole_range(*next.transform, next.others, exhibit.architecture()),
                          std::max(1, studio.runner().threads())));
}

bool is_busy(const Studio& studio) { return studio.parts.of<BreakIt>().pending.active(); }

bool has_news(const Studio& studio) { return studio.parts.of<BreakIt>().pending.done(); }

std::string amount_words(const Frame& frame, const Transform& transform, float amount) {
    return frame.words(Message(texts.amount, significant(static_cast<double>(amount), 3),
                               explain::words_of(transform.measure)));
}

/// A layer whose noise can be changed is named by the first that is hidden, unless one was chosen.
void set_amount(Studio& studio, const Transform& transform, float amount) {
    Changes& changes = trying(studio).changes;
    changes.*(transform.amount) = amount;
    const nn::Architecture& architecture = studio.exhibit().architecture();
    if (transform.amount == &Changes::layer_noise && changes.noisy_layer.empty() &&
        architecture.nodes.size() > 2)
        changes.noisy_layer = architecture.nodes[1].name;
    studio.parts.of<BreakIt>().chosen = &transform;
}

void slider(Explaining& explaining, const Transform& transform) {
    Frame& frame = explaining.frame;
    const ui::Look& look = frame.look;
    const Changes& changes = trying(frame.studio).changes;
    const bool chosen = frame.studio.parts.of<BreakIt>().chosen == &transform;
    const explain::AmountRange range =
        explain::range_of(transform, explaining.exhibit.architecture().input.shape);
    float amount = changes.*(transform.amount);
    const float label = std::floor(0.42f * explaining.width);
    ImGui::PushID(transform.id);
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, chosen ? look.colours.accent : look.colours.text);
    const float start = ImGui::GetCursorPosX();
    ImGui::TextUnformatted(frame.words(transform.title));
    if (ImGui::IsItemClicked())
        frame.intents.change(
            [&transform](Studio& studio) { studio.parts.of<BreakIt>().chosen = &transform; });
    ImGui::PopStyleColor();
    ImGui::SameLine(0, 0);
    ImGui::SetCursorPosX(start + label);
    ImGui::SetNextItemWidth(explaining.width - label);
    if (ImGui::SliderFloat("##amount", &amount, range.low, range.high,
                           significant(static_cast<double>(amount), 3).c_str()))
        frame.intents.change([&transform, amount](Studio& studio) { set_amount(studio, transform, amount); });
    // As sliders elsewhere: a double click leads back.
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
        frame.intents.change(
            [&transform](Studio& studio) { trying(studio).changes.*(transform.amount) = transform.neutral; });
    ImGui::PopID();
}

void sweep_part(Explaining& explaining) {
    Frame& frame = explaining.frame;
    const BreakIt& state = frame.studio.parts.of<BreakIt>();
    const Transform& transform = *state.chosen;
    heading(explaining, frame.words(Message(texts.sweep_of, transform.title)));
    if (!state.sweep || state.sweep->transform != transform.id) return;
    const explain::Sweep& sweep = *state.sweep;
    const float low = sweep.values.front();
    const float high = sweep.values.back();
    const auto share = [&](float amount) { return high == low ? 0.0f : (amount - low) / (high - low); };
    const std::vector<std::string> classes =
        studio::class_words(explaining.exhibit.architecture(), frame.look.language);
    Chart chart{.probabilities = sweep.probabilities,
                .classes = classes,
                .flips = {},
                .here = share(trying(frame.studio).changes.*(transform.amount)),
                .left = amount_words(frame, transform, low),
                .right = amount_words(frame, transform, high),
                .dimmed = !(state.of == wanted(frame.studio))};
    for (const explain::SweepFlip& flip : sweep.flips) chart.flips.push_back({share(flip.closer), flip.to});
    if (const auto at = draw_chart(explaining, "##sweep", chart)) {
        const float amount = low + *at * (high - low);
        frame.intents.change([&transform, amount](Studio& studio) { set_amount(studio, transform, amount); });
    }
    if (sweep.flips.empty()) return remark(explaining, frame.words(texts.no_flip));
    // The nearest on each side of where the slider stands.
    const float here = trying(frame.studio).changes.*(transform.amount);
    const explain::SweepFlip* below = nullptr;
    const explain::SweepFlip* above = nullptr;
    for (const explain::SweepFlip& flip : sweep.flips) {
        if (flip.closer <= here) below = &flip;
        if (flip.closer > here && !above) above = &flip;
    }
    const auto say = [&](const Text& text, const explain::SweepFlip& flip, int to) {
        remark(explaining, frame.words(Message(text, significant(static_cast<double>(flip.closer), 3),
                                               classes[static_cast<std::size_t>(to)])));
    };
    if (below) say(texts.flip_below, *below, below->from);
    if (above) say(texts.flip_above, *above, above->to);
}

void draw(Explaining& explaining) {
    Frame& frame = explaining.frame;
    statement(explaining, frame.words(texts.break_help));
    sweep_part(explaining);
    for (const Transform& transform : explain::transforms()) slider(explaining, transform);
}

void leave(Studio& studio) { studio.parts.of<BreakIt>().pending.cancel(); }

/// "rotate 30"
void change(Studio& studio, const std::string& argument) {
    const std::size_t blank = argument.find(' ');
    const Transform* transform = explain::transform_named(argument.substr(0, blank));
    const auto amount = blank == std::string::npos ? std::nullopt : parsed_number(argument.substr(blank + 1));
    if (!transform || !amount)
        throw Error(studio::texts.wrong_argument, "explain.change", argument, explain::transform_ids());
    const explain::AmountRange range =
        explain::range_of(*transform, studio.exhibit().architecture().input.shape);
    set_amount(studio, *transform, std::clamp(static_cast<float>(*amount), range.low, range.high));
    studio.view().explanation = break_view.id;
}

}  // namespace

std::vector<studio::Command> break_commands() {
    using studio::Command;
    return {{.id = "explain.change",
             .title = texts.command_change,
             .group = studio::Group::Ask,
             .run = change,
             .argument = Command::Argument::Required,
             .argument_hint = "rotate 30"}};
}

const View break_view{.id = "break",
                      .tab = texts.break_tab,
                      .question = texts.break_question,
                      .draw = draw,
                      .advance = advance,
                      .has_news = has_news,
                      .leave = leave,
                      .is_busy = is_busy};

}  // namespace convoscope::explain_shown
