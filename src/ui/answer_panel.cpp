#include "ui/answer_panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "ui/text.h"

namespace convoscope::ui {
namespace {

constexpr float kVerdictHeight = 52;
constexpr float kLeastVerdictHeight = 34;
constexpr float kLeastBar = 11;
constexpr float kComfortableBar = 16;
constexpr float kLargestBar = 24;

/// The most probable class that is not `best`.
int runner_up(std::span<const float> probabilities, int best) {
    int second = -1;
    for (int i = 0; i < static_cast<int>(probabilities.size()); ++i)
        if (i != best && (second < 0 || probabilities[i] > probabilities[second])) second = i;
    return second;
}

std::string hint_of(const AnswerPanelState& state) {
    char line[160];
    switch (state.verdict.kind) {
        case nn::VerdictKind::Blank:
            return text(Text::BlankHint);
        case nn::VerdictKind::Class:
            std::snprintf(line, sizeof line, text(Text::SureHint),
                          percent_words(state.verdict.probability).c_str());
            return line;
        case nn::VerdictKind::Unsure:
            break;
    }
    // Hardly more than each would have by guessing: to name two would be to invent them.
    if (state.verdict.probability * static_cast<float>(state.classes.size()) < 2.0f)
        return text(Text::UnsureOfAllHint);
    const int second = runner_up(state.probabilities, state.verdict.best);
    if (second < 0) return {};
    std::snprintf(line, sizeof line, text(Text::UnsureHint), state.classes[state.verdict.best].c_str(),
                  100.0 * state.verdict.probability, state.classes[second].c_str(),
                  100.0 * state.probabilities[second]);
    return line;
}

std::string headline_of(const AnswerPanelState& state) {
    switch (state.verdict.kind) {
        case nn::VerdictKind::Blank:
            return text(Text::Blank);
        case nn::VerdictKind::Unsure:
            return text(Text::Unsure);
        case nn::VerdictKind::Class:
            return state.classes[state.verdict.best];
    }
    return {};
}

void draw_verdict(const Look& look, const AnswerPanelState& state, ImVec2 at, float height) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool sure = state.verdict.kind == nn::VerdictKind::Class;
    const std::string headline = headline_of(state);
    const std::string hint = hint_of(state);
    const float size = std::round(height * (sure ? 1.0f : 0.52f));
    const ImVec2 extent = text_size(look.fonts.large, size, headline.c_str());
    add_text(list, look.fonts.large, size,
             {at.x, at.y + (sure ? 0.5f * (height - extent.y) : -0.05f * height)},
             sure ? look.colours.accent : look.colours.quiet, headline.c_str());
    const float line = look.fonts.body->FontSize;
    const ImVec2 beside = sure ? ImVec2{at.x + extent.x + look.px(14), at.y + 0.5f * (height - line)}
                               : ImVec2{at.x, at.y + height - 1.25f * line};
    add_text(list, look.fonts.body, line, beside, sure ? look.colours.text : look.colours.quiet,
             hint.c_str());
}

/// Of the names' column: as wide as the widest, so that all bars begin at one line.
float name_column(const Look& look, std::span<const std::string> classes, float size) {
    float widest = 0;
    for (const std::string& name : classes)
        widest = std::max(widest, text_size(look.fonts.strong, size, name.c_str()).x);
    return std::max(look.px(20), widest + look.px(8));
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
    add_text(list, font, size, {at.x + look.px(2), line}, words, name.c_str());
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

}  // namespace

std::string percent_words(float probability) {
    char words[24];
    const double percent = 100.0 * static_cast<double>(probability);
    std::snprintf(words, sizeof words, "%.1f %%", probability < 1 ? std::min(percent, 99.9) : percent);
    return words;
}

float answer_panel_least_height(const Look& look, std::size_t classes) {
    return look.px(kLeastVerdictHeight) + look.px(4) + static_cast<float>(classes) * look.px(kLeastBar);
}

void answer_panel(const Look& look, const AnswerPanelState& state, float width, float height) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float bars = static_cast<float>(state.classes.size()) * look.px(kComfortableBar);
    const float verdict = std::clamp(height - bars, look.px(kLeastVerdictHeight), look.px(kVerdictHeight));
    draw_verdict(look, state, start, verdict);
    const auto count = static_cast<float>(std::max<std::size_t>(1, state.classes.size()));
    const float bar = std::floor(
        std::clamp((height - verdict - look.px(4)) / count, look.px(kLeastBar), look.px(kLargestBar)));
    const float names =
        name_column(look, state.classes, std::min(look.fonts.body->FontSize, std::max(8.0f, bar)));
    float y = start.y + verdict + look.px(4);
    for (std::size_t i = 0; i < state.classes.size(); ++i, y += bar) {
        const float probability = state.probabilities[i];
        const bool winner =
            state.verdict.kind == nn::VerdictKind::Class && state.verdict.best == static_cast<int>(i);
        ImGui::SetCursorScreenPos({start.x, y});
        ImGui::PushID(static_cast<int>(i));
        ImGui::InvisibleButton("##bar", {width, bar});
        ImGui::PopID();
        if (ImGui::IsItemHovered())
            ImGui::SetTooltip(text(Text::ProbabilityHelp), state.classes[i].c_str(),
                              static_cast<double>(probability));
        draw_bar(look, state.classes[i], probability, winner, {start.x, y}, width, bar, names);
    }
    ImGui::SetCursorScreenPos({start.x, y});
}

}  // namespace convoscope::ui
