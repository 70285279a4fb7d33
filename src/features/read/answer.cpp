#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/number.h"
#include "features/read/read.h"
#include "features/read/texts.h"
#include "studio/words.h"
#include "ui/class_rows.h"
#include "ui/lines.h"

/// The verdict, large, and a bar for each class's probability.
namespace convoscope::read {
namespace {

using features::Frame;
using namespace ui;

/// What the network made of the drawing, as the panel shows it.
struct Answer {
    const nn::Verdict& verdict;
    const std::vector<float>& probabilities;
    std::vector<std::string> classes;  ///< in words
};

constexpr float kLeastVerdictHeight = 34;
constexpr float kLeastBar = 11;
constexpr float kWidestName = 120;

/// The most probable class that is not `best`.
int runner_up(const std::vector<float>& probabilities, int best) {
    int second = -1;
    for (int i = 0; i < static_cast<int>(probabilities.size()); ++i)
        if (i != best && (second < 0 || probabilities[i] > probabilities[second])) second = i;
    return second;
}

std::string hint_of(const Look& look, const Answer& state) {
    switch (state.verdict.kind) {
        case nn::VerdictKind::Blank:
            return look.words(texts.blank_hint);
        case nn::VerdictKind::Class:
            return look.words(Message(texts.sure_hint, percent_words(state.verdict.probability)));
        case nn::VerdictKind::Unsure:
            break;
    }
    // Hardly more than each would have by guessing: to name two would be to invent them.
    if (state.verdict.probability * static_cast<float>(state.classes.size()) < 2.0f)
        return look.words(
            Message(texts.unsure_of_all_hint, fixed(100.0 / static_cast<double>(state.classes.size()), 0)));
    const int second = runner_up(state.probabilities, state.verdict.best);
    if (second < 0) return {};
    const auto percent = [](float probability) { return fixed(100.0 * static_cast<double>(probability), 0); };
    return look.words(Message(texts.unsure_hint, state.classes[static_cast<std::size_t>(state.verdict.best)],
                              percent(state.verdict.probability),
                              state.classes[static_cast<std::size_t>(second)],
                              percent(state.probabilities[static_cast<std::size_t>(second)])));
}

std::string headline_of(const Look& look, const Answer& state) {
    switch (state.verdict.kind) {
        case nn::VerdictKind::Blank:
            return look.words(texts.blank);
        case nn::VerdictKind::Unsure:
            return look.words(texts.unsure);
        case nn::VerdictKind::Class:
            return state.classes[state.verdict.best];
    }
    return {};
}

/// Names longer than a digit get smaller letters, and in the end an ellipsis, so that the hint beside them
/// has its place.
void draw_class(const Look& look, const std::string& name, const std::string& hint, ImVec2 at, float width,
                float height) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float line = look.fonts.body->FontSize;
    const float gap = look.px(14);
    const float room = width - gap - text_size(look.fonts.body, line, hint.c_str()).x;
    const float whole = text_size(look.fonts.large, height, name.c_str()).x;
    const float size = std::floor(std::clamp(height * room / std::max(whole, 1.0f), 1.1f * line, height));
    const std::string words = shortened(look.fonts.large, size, room, name, Keep::Beginning);
    const ImVec2 extent = text_size(look.fonts.large, size, words.c_str());
    add_text(list, look.fonts.large, size, {at.x, at.y + 0.5f * (height - extent.y)}, look.colours.accent,
             words.c_str());
    add_text(list, look.fonts.body, line, {at.x + extent.x + gap, at.y + 0.5f * (height - line)},
             look.colours.text, hint.c_str());
}

void draw_verdict(const Look& look, const Answer& state, ImVec2 at, float width, float height) {
    const std::string headline = headline_of(look, state);
    const std::string hint = hint_of(look, state);
    if (state.verdict.kind == nn::VerdictKind::Class)
        return draw_class(look, headline, hint, at, width, height);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool fits = text_size(look.fonts.body, look.fonts.body->FontSize, hint.c_str()).x <= width;
    ImFont* font = fits ? look.fonts.body : look.fonts.small;
    const float line = font->FontSize;
    const std::string lines = wrapped(font, line, width, hint);
    const float below = text_size(font, line, lines.c_str()).y;
    const float large = std::round(std::max(1.2f * line, std::min(0.52f * height, height - below)));
    add_text(list, look.fonts.large, large, {at.x, at.y - 0.05f * height}, look.colours.quiet,
             headline.c_str());
    const float top = std::max(at.y + height - below - 0.15f * line, at.y - 0.05f * height + large);
    add_text(list, font, line, {at.x, top}, look.colours.quiet, lines.c_str());
}

/// Of the names' column: as wide as the widest, so that all bars begin at one line.
float name_column(const Look& look, const std::vector<std::string>& classes, const std::vector<int>& shown,
                  float size) {
    float widest = 0;
    for (const int index : shown)
        widest = std::max(
            widest, text_size(look.fonts.strong, size, classes[static_cast<std::size_t>(index)].c_str()).x);
    return std::clamp(widest + look.px(8), look.px(20), look.px(kWidestName));
}

void draw_bar(const Look& look, const std::string& name, float probability, bool winner, ImVec2 at,
              float width, float height, float name_width) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float size = std::min(look.fonts.body->FontSize, std::max(8.0f, height));
    ImFont* font = winner ? look.fonts.strong : look.fonts.body;
    const ImU32 words = winner ? look.colours.accent : look.colours.quiet;
    const std::string words_of_number = percent_words(probability);
    const std::string percent = words_of_number.substr(0, words_of_number.find(' '));
    const float number_width = text_size(look.fonts.strong, size, "100.0").x;
    const ImVec2 number = text_size(font, size, percent.c_str());
    const float line = at.y + 0.5f * (height - number.y);
    add_text(list, font, size, {at.x + look.px(2), line}, words,
             shortened(font, size, name_width - look.px(6), name, Keep::Beginning).c_str());
    add_text(list, font, size, {at.x + width - number.x, line}, words, percent.c_str());

    const float left = at.x + name_width;
    const float right = at.x + width - number_width - look.px(8);
    const float thick = std::max(4.0f, std::round(0.55f * height));
    const float top = std::round(at.y + 0.5f * (height - thick));
    const float radius = look.px(2);
    list.AddRectFilled({left, top}, {right, top + thick}, look.colours.bar_track, radius);
    const float filled = (right - left) * probability;
    if (filled >= 0.5f)
        list.AddRectFilled({left, top}, {left + filled, top + thick},
                           winner ? look.colours.accent : look.colours.bar, std::min(radius, 0.5f * filled));
}

void search_line(Frame& frame, float width) {
    if (auto query = features::class_search(frame, frame.studio.parts.of<State>().query, width))
        frame.intents.change(
            [query = *query](studio::Studio& studio) { studio.parts.of<State>().query = query; });
}

std::size_t rows_of(std::size_t classes) { return are_many(classes) ? kBestClasses : classes; }

float search_height(const Look& look, std::size_t classes) {
    return are_many(classes) ? look.fonts.body->FontSize + look.px(18) : 0;
}

Answer answer_of(const studio::Studio& studio) {
    const studio::Reading& reading = studio.exhibit().reading();
    return {reading.verdict, reading.probabilities,
            studio::class_words(studio.exhibit().architecture(), studio.language())};
}

/// How large the answer gets: a share of the window's height, and a little more with larger letters. More
/// would have to shrink where larger letters leave less room for it.
struct Sizes {
    float verdict = 0;  ///< pixels
    float bar = 0;
};

Sizes largest_sizes(const studio::Places& places) {
    constexpr float kVerdictShare = 1.0f / 16;
    constexpr float kBarShare = 1.0f / 58;
    const float larger = places.scale / places.density;
    const float height = static_cast<float>(places.surface_height) * (0.85f + 0.15f * larger);
    return {kVerdictShare * height, kBarShare * height};
}

/// One class: its bar, and its probability in full where it is pointed at.
void row(Frame& frame, const Answer& answer, int index, ImVec2 at, float width, float height, float names) {
    const auto place = static_cast<std::size_t>(index);
    const float probability = answer.probabilities[place];
    const bool winner = answer.verdict.kind == nn::VerdictKind::Class && answer.verdict.best == index;
    ImGui::SetCursorScreenPos(at);
    ImGui::PushID(index);
    ImGui::InvisibleButton("##bar", {width, height});
    ImGui::PopID();
    if (ImGui::IsItemHovered()) {
        const Message words(texts.probability_help, answer.classes[place],
                            fixed(static_cast<double>(probability), 4));
        ImGui::SetTooltip("%s", frame.words(words).c_str());
    }
    draw_bar(frame.look, answer.classes[place], probability, winner, at, width, height, names);
}

/// "Why?" at the end of the verdict's line. @return pixels that it takes of the line
float why_button(Frame& frame, ImVec2 start, float width, float height) {
    const Look& look = frame.look;
    const features::CommandButton why{.id = "explain.open", .label = texts.why, .argument = "why"};
    const float button = features::width_of(look, why);
    const float line = ImGui::GetFrameHeight();
    ImGui::SetCursorScreenPos({start.x + width - button, std::round(start.y + 0.5f * (height - line))});
    features::command_button(frame, why);
    return button + look.px(8);
}

void draw_section(Frame& frame, float width, float height) {
    const Look& look = frame.look;
    const Answer answer = answer_of(frame.studio);
    const auto count = static_cast<float>(std::max<std::size_t>(1, rows_of(answer.classes.size())));
    const ImVec2 start = ImGui::GetCursorScreenPos();
    height -= search_height(look, answer.classes.size());
    const Sizes largest = largest_sizes(frame.studio.places);
    const float least = look.px(kLeastVerdictHeight);
    const float verdict = std::clamp(height - count * std::max(largest.bar, look.px(kLeastBar)), least,
                                     std::max(least, largest.verdict));
    const float taken = answer.verdict.kind == nn::VerdictKind::Blank || frame.studio.presenting
                            ? 0
                            : why_button(frame, start, width, verdict);
    draw_verdict(look, answer, start, width - taken, verdict);
    const float bar = std::floor(std::clamp((height - verdict - look.px(4)) / count, look.px(kLeastBar),
                                            std::max(look.px(kLeastBar), largest.bar)));
    const std::vector<int> shown =
        shown_classes(answer.classes, answer.probabilities, frame.studio.parts.of<State>().query);
    const float names =
        name_column(look, answer.classes, shown, std::min(look.fonts.body->FontSize, std::max(8.0f, bar)));
    frame.bar = bar;
    float y = start.y + verdict + look.px(4);
    for (const int index : shown) {
        row(frame, answer, index, {start.x, y}, width, bar, names);
        y += bar;
    }
    ImGui::SetCursorScreenPos(
        {start.x, y + (search_height(look, answer.classes.size()) > 0 ? look.px(6) : 0)});
    if (search_height(look, answer.classes.size()) > 0) search_line(frame, width);
}

}  // namespace

std::string percent_words(float probability) {
    const double percent = 100.0 * static_cast<double>(probability);
    return fixed(probability < 1 ? std::min(percent, 99.9) : percent, 1) + " %";
}

features::Section answer_section() {
    return {.id = "answer",
            .title = [](const studio::Studio&) -> const Text& { return texts.reads; },
            .least_height =
                [](const Frame& frame, float) {
                    const Look& look = frame.look;
                    const std::size_t classes = frame.studio.exhibit().architecture().classes.size();
                    return look.px(kLeastVerdictHeight) + look.px(4) +
                           static_cast<float>(rows_of(classes)) *
                               std::max(look.px(kLeastBar), largest_sizes(frame.studio.places).bar) +
                           search_height(look, classes);
                },
            .draw = draw_section};
}

}  // namespace convoscope::read
