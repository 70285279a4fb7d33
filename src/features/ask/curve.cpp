// A non-linearity as a curve, with numbers at its axes and the point of one unit on it.

#include <algorithm>
#include <cmath>

#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "nn/bends.h"
#include "ui/cells.h"
#include "ui/ticks.h"

namespace convoscope::ask {
namespace {

using namespace ui;

constexpr float kHeight = 112;  ///< points
constexpr int kSteps = 96;

/// Where values lie on the screen.
struct Plot {
    ImVec2 from, to;
    scene::Range across;
    scene::Range up;

    ImVec2 place(ImVec2 point) const {
        return {from.x + (point.x - across.low) / (across.high - across.low) * (to.x - from.x),
                to.y - (point.y - up.low) / (up.high - up.low) * (to.y - from.y)};
    }
};

/// As far as the point and the interesting part of the curve reach.
Plot plot_of(const nn::Node& node, ImVec2 point) {
    Plot plot;
    const float reach = std::max(1.3f * std::abs(point.x), 3.0f);
    plot.across = {-reach, reach};
    float low = std::min(0.0f, point.y);
    float high = std::max(0.0f, point.y);
    for (const float end : {-reach, reach}) {
        low = std::min(low, nn::bend(node, end));
        high = std::max(high, nn::bend(node, end));
    }
    const float margin = 0.08f * (high - low);
    plot.up = {low - margin, high + margin};
    return plot;
}

/// The axes through zero, a line and a number at each round value.
void axes(const Look& look, const Plot& plot, ImDrawList& list) {
    const float small = look.fonts.small->FontSize;
    for (const float x : ticks(plot.across.low, plot.across.high, 7)) {
        const std::string words = tick_words(x);
        const float at = std::round(plot.place({x, 0}).x);
        list.AddLine({at, plot.from.y}, {at, plot.to.y},
                     x == 0 ? look.colours.quiet : with_alpha(look.colours.panel_line, 0.6f));
        const float half = 0.5f * text_size(look.fonts.small, small, words.c_str()).x;
        add_text(list, look.fonts.small, small, {at - half, plot.to.y + look.px(2)}, look.colours.quiet,
                 words.c_str());
    }
    for (const float y : ticks(plot.up.low, plot.up.high, 4)) {
        const std::string words = tick_words(y);
        const float at = std::round(plot.place({0, y}).y);
        list.AddLine({plot.from.x, at}, {plot.to.x, at},
                     y == 0 ? look.colours.quiet : with_alpha(look.colours.panel_line, 0.6f));
        const float width = text_size(look.fonts.small, small, words.c_str()).x;
        add_text(list, look.fonts.small, small, {plot.from.x - width - look.px(5), at - 0.5f * small},
                 look.colours.quiet, words.c_str());
    }
}

}  // namespace

void curve(Inspecting& inspecting, const nn::Node& node, float pre_activation, float value) {
    const Look& look = inspecting.look;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float height = look.px(kHeight);
    ImGui::InvisibleButton("##curve", {inspecting.width, height});
    if (ImGui::IsItemHovered())
        explain(look,
                inspecting.words(Message(texts.curve_help, long_number(pre_activation), long_number(value)))
                    .c_str());
    const ImVec2 at{pre_activation, value};
    Plot plot = plot_of(node, at);
    const float small = look.fonts.small->FontSize;
    float numbers = 0;
    for (const float y : ticks(plot.up.low, plot.up.high, 4))
        numbers = std::max(numbers, text_size(look.fonts.small, small, tick_words(y).c_str()).x);
    plot.from = {corner.x + numbers + look.px(6), corner.y};
    plot.to = {corner.x + inspecting.width, corner.y + height - small - look.px(3)};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(plot.from, plot.to, look.colours.bar_track, look.px(3));
    axes(look, plot, list);
    ImVec2 points[kSteps + 1];
    for (int i = 0; i <= kSteps; ++i) {
        const float share = static_cast<float>(i) / kSteps;
        const float x = plot.across.low + share * (plot.across.high - plot.across.low);
        points[i] = plot.place({x, nn::bend(node, x)});
    }
    list.AddPolyline(points, kSteps + 1, look.colours.text, 0, std::max(1.5f, 1.5f * look.scale));
    const ImVec2 point = plot.place(at);
    const ImVec2 origin = plot.place({0, 0});
    list.AddLine(point, {point.x, origin.y}, with_alpha(look.colours.accent, 0.7f));
    list.AddLine(point, {origin.x, point.y}, with_alpha(look.colours.accent, 0.7f));
    list.AddCircleFilled(point, look.px(4), look.colours.accent);
}

}  // namespace convoscope::ask
