#include <algorithm>
#include <cmath>
#include <string>

#include "base/number.h"
#include "features/look/legend.h"
#include "features/look/look.h"
#include "features/look/sentence.h"
#include "features/look/texts.h"
#include "nn/ops/operator.h"
#include "scene/edges.h"
#include "ui/terms.h"

/// What every colour and line means, with the numbers at the ends of the scales; a click on a colour marks
/// the units that have it.
namespace convoscope::look {
namespace {

using features::Frame;
using namespace ui;

constexpr float kLeastWords = 80;  ///< points below which no sentence can be read
constexpr float kScaleWidth = 150;
constexpr float kNarrowScale = 90;  ///< where the bar has little room
constexpr float kRoomForScales = 900;
constexpr float kScaleHeight = 10;
constexpr float kArcSample = 60;
constexpr float kMarked = 1.0f / 24;  ///< half the part of the scale that a click marks
constexpr float kFixedWidth = 132;    ///< of the fields for a scale's ends

float scale_width(const Look& look) {
    return ImGui::GetWindowWidth() < look.px(kRoomForScales) ? kNarrowScale : kScaleWidth;
}

std::string number(float value) {
    return value == 0 ? "0" : fixed(static_cast<double>(value), std::abs(value) < 10 ? 2 : 1);
}

/// Where a scale's band of colour lies, and how wide all of it is.
struct Band {
    float left = 0;
    float top = 0;
    float width = 0;
    float whole = 0;
};

/// One scale: a heading above, a band of colour, a number at each end.
/// @param width  of the band, points
Band scale(const Look& look, ImVec2 at, float width, const std::string& heading, float low, float high,
           bool zero_inside, const auto& colour_at) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float small = look.fonts.small->FontSize;
    const std::string left = number(low);
    const std::string right = number(high);
    const float left_width = text_size(look.fonts.small, small, left.c_str()).x;
    const float right_width = text_size(look.fonts.small, small, right.c_str()).x;
    const float band = look.px(width);
    const float start = at.x + left_width + look.px(6);
    line_with_terms(look, look.fonts.small, {start, at.y}, look.colours.quiet, heading);
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
    const float title = text_size(look.fonts.small, small, heading.c_str()).x;
    return {start, top, band,
            std::max(left_width + right_width + band + look.px(12), left_width + look.px(6) + title)};
}

/// The band answers when pointed at; the heading above it has words of its own that do.
void hover_area(const Look& look, const char* id, ImVec2 at, float width, const char* words) {
    const float above = look.fonts.small->FontSize + look.px(3);
    ImGui::SetCursorScreenPos({at.x, at.y + above});
    ImGui::InvisibleButton(id, {std::max(1.0f, width), look.px(kScaleHeight + 8)});
    explain(look, words);
}

/// The scale of the edges: negative, zero, positive, fading towards zero; negative ones are hollow, as their
/// ends are in the scene.
float edge_scale(const Look& look, const Legend& state, ImVec2 at) {
    const bool weights = state.edges.value == scene::EdgeView::Value::Weight;
    const Band band = scale(
        look, at, scale_width(look), look.words(weights ? texts.legend_edges : texts.legend_contributions),
        -state.strongest_edge, state.strongest_edge, true, [&](float t) {
            const float strength = std::abs(2 * t - 1);
            return with_alpha(packed(scene::edge_colour(t >= 0.5f, look.theme)), 0.08f + 0.92f * strength);
        });
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float rim = look.px(2);
    list.AddRectFilled({band.left + rim, band.top + rim},
                       {band.left + 0.4f * band.width, band.top + look.px(kScaleHeight) - rim},
                       look.colours.panel);
    hover_area(look, "##edges", at, band.whole, look.words(texts.legend_edge_help));
    return band.whole;
}

/// A click on a colour marks the units that have it; a click on what is marked takes the mark away.
void mark_on_click(Frame& frame, const Legend& state, const Band& band) {
    const Look& look = frame.look;
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
    std::optional<scene::Range> mark;
    if (!state.mark || at < state.mark->low || at > state.mark->high)
        mark = scene::Range{at - kMarked, at + kMarked};
    frame.intents.change([mark](studio::Studio& studio) { studio.view().mark = mark; });
}

/// The ends of the scale, to be set by hand. @return how wide
float fixed_ends(Frame& frame, const Legend& state, ImVec2 at) {
    const Look& look = frame.look;
    float ends[2] = {state.range.low, state.range.high};
    ImGui::SetCursorScreenPos({at.x, at.y + look.px(4)});
    ImGui::SetNextItemWidth(look.px(kFixedWidth));
    if (ImGui::InputFloat2("##fixed", ends, "%.2f") && ends[0] < ends[1])
        frame.intents.change([range = scene::Range{ends[0], ends[1]}](studio::Studio& studio) {
            studio.view().fixed = range;
        });
    explain(look, look.words(texts.fixed_help));
    return look.px(kFixedWidth + 12);
}

float activation_scale(Frame& frame, const Legend& state, ImVec2 at) {
    const Look& look = frame.look;
    float by_hand = 0;
    if (state.scale == scene::Scale::Fixed) {
        by_hand = fixed_ends(frame, state, at);
        at.x += by_hand;
    }
    const scene::Ramp ramp = state.channel ? scene::make_channel_ramp(*state.channel)
                                           : scene::make_ramp(state.palette, look.theme, state.body);
    std::string heading = std::string(look.words(texts.legend_activation)) + " · " + state.layer;
    if (state.folded > 0) heading += " · " + look.words(Message(texts.layer_folded, state.folded));
    const bool zero_inside = state.range.low < 0 && state.range.high > 0;
    const Band band =
        scale(look, at, scale_width(look), heading, state.range.low, state.range.high, zero_inside,
              [&](float t) { return packed(ramp[static_cast<std::size_t>(std::lround(255 * t))]); });
    std::string words =
        look.words(Message(texts.legend_scale_help, state.layer)) + "\n" + look.words(texts.legend_mark_help);
    if (state.palette == scene::Palette::Signed) words += std::string("\n") + look.words(texts.legend_hollow);
    // On bright paper nothing glows.
    if (frame.studio.settings.glow && look.theme == scene::Theme::Dark)
        words += std::string("\n") + look.words(texts.key_glow);
    hover_area(look, "##scale", at, band.whole, words.c_str());
    mark_on_click(frame, state, band);
    return by_hand + band.whole;
}

/// A small arc, and what it is called. @return how wide
float arc_sample(const Look& look, ImVec2 at) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float small = look.fonts.small->FontSize;
    const std::string words = look.words(texts.legend_wires);
    line_with_terms(look, look.fonts.small, at, look.colours.quiet, words);
    const float width = text_size(look.fonts.small, small, words.c_str()).x;
    const float base = at.y + small + look.px(6 + kScaleHeight);
    const float span = std::min(width, look.px(kArcSample));
    const ImU32 colour = packed(scene::wire_colour(look.theme));
    list.AddBezierCubic({at.x, base}, {at.x + 0.15f * span, base - look.px(kScaleHeight + 5)},
                        {at.x + 0.85f * span, base - look.px(kScaleHeight + 5)}, {at.x + span, base}, colour,
                        std::max(1.0f, 2 * look.scale));
    hover_area(look, "##wires", at, width, look.words(texts.legend_wires_help));
    return width;
}

}  // namespace

void legend_bar(Frame& frame) {
    const Look& look = frame.look;
    const Legend state = legend_of(frame.studio);
    const ImVec2 corner = ImGui::GetWindowPos();
    const float right_end = corner.x + ImGui::GetWindowWidth() - look.px(16);
    const float between = look.px(scale_width(look) < kScaleWidth ? 16 : 28);
    ImVec2 at{corner.x + look.px(16), corner.y + look.px(9)};
    at.x += activation_scale(frame, state, at) + between;
    if (state.unit && state.edges_mean == nn::EdgeMeaning::Weighted && state.strongest_edge > 0)
        at.x += edge_scale(look, state, at) + between;
    const auto& wires = frame.studio.exhibit().stage.wires();
    if (std::ranges::any_of(wires, &scene::WireCurve::arc)) at.x += arc_sample(look, at) + between;
    if (right_end - at.x >= look.px(kLeastWords)) sentence(frame, at.x, right_end - at.x);
}

}  // namespace convoscope::look
