#include "ui/legend_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "scene/edges.h"
#include "ui/text.h"

namespace convoscope::ui {
namespace {

constexpr float kScaleWidth = 150;
constexpr float kScaleHeight = 10;
constexpr float kMarked = 1.0f / 24;  ///< half the part of the scale that a click marks
constexpr float kFixedWidth = 132;    ///< of the fields for a scale's ends

std::string number(float value) {
    char line[32];
    std::snprintf(line, sizeof line, std::abs(value) < 10 ? "%.2f" : "%.1f", static_cast<double>(value));
    return value == 0 ? "0" : line;
}

/// Where a scale's band of colour lies, and how wide all of it is.
struct Band {
    float left = 0;
    float top = 0;
    float width = 0;
    float whole = 0;
};

/// One scale: a heading above, a band of colour, a number at each end.
Band scale(const Look& look, ImVec2 at, const std::string& heading, float low, float high, bool zero_inside,
           const auto& colour_at) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float small = look.fonts.small->FontSize;
    const std::string left = number(low);
    const std::string right = number(high);
    const float left_width = text_size(look.fonts.small, small, left.c_str()).x;
    const float right_width = text_size(look.fonts.small, small, right.c_str()).x;
    const float band = look.px(kScaleWidth);
    const float start = at.x + left_width + look.px(6);
    add_text(list, look.fonts.small, small, {start, at.y}, look.colours.quiet, heading.c_str());
    const float top = at.y + small + look.px(5);
    const float thick = look.px(kScaleHeight);
    constexpr int kSteps = 32;
    for (int i = 0; i < kSteps; ++i) {
        const float a = std::round(start + band * static_cast<float>(i) / kSteps);
        const float b = std::round(start + band * static_cast<float>(i + 1) / kSteps);
        const ImU32 from = colour_at(static_cast<float>(i) / kSteps);
        const ImU32 to = colour_at(static_cast<float>(i + 1) / kSteps);
        list.AddRectFilledMultiColor({a, top}, {b, top + thick}, from, to, to, from);
    }
    list.AddRect({start - 1, top - 1}, {start + band + 1, top + thick + 1}, look.colours.panel_line);
    if (zero_inside) {
        const float zero = std::round(start - low / (high - low) * band);
        list.AddLine({zero, top - look.px(2)}, {zero, top + thick + look.px(2)}, look.colours.text,
                     std::max(1.0f, look.scale));
    }
    const float line = top + 0.5f * (thick - small);
    add_text(list, look.fonts.small, small, {at.x, line}, look.colours.text, left.c_str());
    add_text(list, look.fonts.small, small, {start + band + look.px(6), line}, look.colours.text,
             right.c_str());
    return {start, top, band, left_width + right_width + band + look.px(12)};
}

void hover_area(const Look& look, const char* id, ImVec2 at, float width, const char* words) {
    ImGui::SetCursorScreenPos(at);
    ImGui::InvisibleButton(id, {std::max(1.0f, width), look.px(kLegendBarHeight - 16)});
    explain(look, words);
}

/// What there is to say of the edges where they have no weights to show.
Text edges_in_words(const LegendState& state) {
    const bool incoming = state.edges.direction == scene::EdgeView::Direction::Incoming;
    switch (state.edges_op) {
        case nn::Op::MaxPool:
            return incoming ? Text::LegendEdgesMax : Text::LegendHeardByMax;
        case nn::Op::AveragePool:
            return incoming ? Text::LegendEdgesAverage : Text::LegendHeardByAverage;
        case nn::Op::Input:
            return incoming ? Text::LegendEdgesNone : Text::LegendHeardByNone;
        default:
            return Text::LegendEdgesSilent;
    }
}

/// The scale of the edges: negative, zero, positive, fading towards zero; negative ones are dashed, as in the
/// scene.
float edge_scale(const Look& look, const LegendState& state, ImVec2 at) {
    const bool weights = state.edges.value == scene::EdgeView::Value::Weight;
    const Band band = scale(look, at, text(weights ? Text::LegendEdges : Text::LegendContributions),
                            -state.strongest_edge, state.strongest_edge, true, [&](float t) {
                                const float strength = std::abs(2 * t - 1);
                                return with_alpha(packed(scene::edge_colour(t >= 0.5f, look.theme)),
                                                  0.08f + 0.92f * strength);
                            });
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float gap = look.px(3);
    for (float x = band.left + look.px(6); x < band.left + 0.47f * band.width; x += look.px(10))
        list.AddRectFilled({x, band.top}, {x + gap, band.top + look.px(kScaleHeight)}, look.colours.panel);
    hover_area(look, "##edges", at, band.whole, text(Text::LegendEdgeHelp));
    return band.whole;
}

/// A click on a colour marks the units that have it; a click on what is marked takes the mark away.
void mark_on_click(const Look& look, const LegendState& state, const Band& band, Intents& intents) {
    if (state.mark) {
        const auto place = [&](float share) {
            return std::round(band.left + std::clamp(share, 0.0f, 1.0f) * band.width);
        };
        ImGui::GetWindowDrawList()->AddRect({place(state.mark->low), band.top - look.px(3)},
                                            {place(state.mark->high), band.top + look.px(kScaleHeight + 3)},
                                            look.colours.accent, 0, 0, std::max(1.0f, 1.5f * look.scale));
    }
    if (!ImGui::IsItemClicked()) return;
    const float at = (ImGui::GetIO().MousePos.x - band.left) / band.width;
    if (at < -0.05f || at > 1.05f) return;
    if (state.mark && at >= state.mark->low && at <= state.mark->high)
        intents.push_back(SetMark{std::nullopt});
    else
        intents.push_back(SetMark{scene::Range{at - kMarked, at + kMarked}});
}

/// The ends of the scale, to be set by hand. @return how wide
float fixed_ends(const Look& look, const LegendState& state, ImVec2 at, Intents& intents) {
    float ends[2] = {state.range.low, state.range.high};
    ImGui::SetCursorScreenPos({at.x, at.y + look.px(4)});
    ImGui::SetNextItemWidth(look.px(kFixedWidth));
    if (ImGui::InputFloat2("##fixed", ends, "%.2f") && ends[0] < ends[1])
        intents.push_back(SetFixedScale{{ends[0], ends[1]}});
    explain(look, text(Text::FixedHelp));
    return look.px(kFixedWidth + 12);
}

float activation_scale(const Look& look, const LegendState& state, ImVec2 at, Intents& intents) {
    float fixed = 0;
    if (state.scale == scene::Scale::Fixed) {
        fixed = fixed_ends(look, state, at, intents);
        at.x += fixed;
    }
    const scene::Ramp ramp = scene::make_ramp(state.palette, look.theme);
    const std::string heading = std::string(text(Text::LegendActivation)) + " · " + state.layer;
    const bool zero_inside = state.range.low < 0 && state.range.high > 0;
    const Band band = scale(look, at, heading, state.range.low, state.range.high, zero_inside, [&](float t) {
        return packed(ramp[static_cast<std::size_t>(std::lround(255 * t))]);
    });
    char help[640];
    std::snprintf(help, sizeof help, text(Text::LegendScaleHelp), state.layer.c_str());
    std::string words = std::string(help) + "\n" + text(Text::LegendMarkHelp);
    if (state.palette == scene::Palette::Signed) words += std::string("\n") + text(Text::LegendHollow);
    hover_area(look, "##scale", at, band.whole, words.c_str());
    mark_on_click(look, state, band, intents);
    return fixed + band.whole;
}

}  // namespace

void legend_bar(const Look& look, const LegendState& state, Intents& intents) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetWindowPos();
    const float right_end = corner.x + ImGui::GetWindowWidth() - look.px(16);
    ImVec2 at{corner.x + look.px(16), corner.y + look.px(9)};
    at.x += activation_scale(look, state, at, intents) + look.px(28);

    const float small = look.fonts.small->FontSize;
    const float body = look.fonts.body->FontSize;
    const float middle = corner.y + 0.5f * (ImGui::GetWindowHeight() - body);
    if (state.unit.empty()) {
        add_text(list, look.fonts.body, body, {at.x, middle}, look.colours.quiet, text(Text::LegendPoint));
        return;
    }
    const bool weighted = state.edges_op == nn::Op::Conv || state.edges_op == nn::Op::Linear;
    if (weighted && state.strongest_edge > 0) {
        at.x += edge_scale(look, state, at) + look.px(28);
    } else {
        const char* words = text(edges_in_words(state));
        add_text(list, look.fonts.small, small, {at.x, corner.y + 0.5f * (ImGui::GetWindowHeight() - small)},
                 look.colours.quiet, words);
        at.x += text_size(look.fonts.small, small, words).x + look.px(28);
    }
    char line[160];
    std::snprintf(line, sizeof line, text(Text::LegendValue), state.unit.c_str(),
                  static_cast<double>(state.value));
    if (at.x + text_size(look.fonts.strong, body, line).x < right_end)
        add_text(list, look.fonts.strong, body, {at.x, middle}, look.colours.text, line);
}

}  // namespace convoscope::ui
