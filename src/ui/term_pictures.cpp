#include "ui/term_pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/number.h"

namespace convoscope::ui {
namespace {

constexpr float kReach = 3;  ///< of a curve to either side of zero

/// @param low, high  the values at the plot's lower and upper end
template <typename Curve>
void curve_picture(const Look& look, ImDrawList& list, ImVec2 from, ImVec2 to, float low, float high,
                   const Curve& curve) {
    const auto place = [&](float x, float y) {
        return ImVec2{from.x + (x / kReach + 1) * 0.5f * (to.x - from.x),
                      to.y - (y - low) / (high - low) * (to.y - from.y)};
    };
    list.AddRectFilled(from, to, look.colours.bar_track, look.px(3));
    list.AddLine(place(-kReach, 0), place(kReach, 0), look.colours.quiet);
    list.AddLine(place(0, low), place(0, high), look.colours.quiet);
    constexpr int kSteps = 48;
    std::array<ImVec2, kSteps + 1> points;
    for (int i = 0; i <= kSteps; ++i) {
        const float x = kReach * (2.0f * static_cast<float>(i) / kSteps - 1);
        points[static_cast<std::size_t>(i)] = place(x, curve(x));
    }
    list.AddPolyline(points.data(), kSteps + 1, look.colours.accent, 0, std::max(1.5f, 2 * look.scale));
}

}  // namespace

void relu_picture(const Look& look, ImDrawList& list, ImVec2 from, ImVec2 to) {
    curve_picture(look, list, from, to, -0.6f, kReach, [](float x) { return std::max(0.0f, x); });
}

void tanh_picture(const Look& look, ImDrawList& list, ImVec2 from, ImVec2 to) {
    curve_picture(look, list, from, to, -1.2f, 1.2f, [](float x) { return std::tanh(x); });
}

void sigmoid_picture(const Look& look, ImDrawList& list, ImVec2 from, ImVec2 to) {
    curve_picture(look, list, from, to, -0.15f, 1.15f, [](float x) { return 1 / (1 + std::exp(-x)); });
}

void softmax_picture(const Look& look, ImDrawList& list, ImVec2 from, ImVec2 to) {
    static constexpr std::array kSums{1.0f, 4.0f, -1.0f, 2.5f};
    float sum = 0;
    for (const float logit : kSums) sum += std::exp(logit);
    list.AddRectFilled(from, to, look.colours.bar_track, look.px(3));
    const float half = 0.44f * (to.x - from.x);
    const float row = (to.y - from.y) / static_cast<float>(kSums.size());
    const float zero = from.x + 0.25f * half;
    const float right = to.x - half;
    for (std::size_t i = 0; i < kSums.size(); ++i) {
        const float top = from.y + (static_cast<float>(i) + 0.2f) * row;
        const float bottom = top + 0.6f * row;
        const float end = zero + kSums[i] / 5 * half;
        list.AddRectFilled({std::min(zero, end), top}, {std::max(zero, end), bottom}, look.colours.bar);
        const float share = std::exp(kSums[i]) / sum;
        list.AddRectFilled({right, top}, {right + std::max(1.0f, share * 0.7f * half), bottom},
                           look.colours.accent);
        const std::string percent = fixed(100.0 * static_cast<double>(share), 0) + " %";
        const float size = look.fonts.small->FontSize;
        add_text(list, look.fonts.small, size,
                 {to.x - text_size(look.fonts.small, size, percent.c_str()).x - look.px(4),
                  0.5f * (top + bottom - size)},
                 look.colours.text, percent.c_str());
    }
    list.AddLine({zero, from.y}, {zero, to.y}, look.colours.quiet);
    // An arrow from the sums to the shares.
    const ImVec2 middle{0.5f * (from.x + to.x), 0.5f * (from.y + to.y)};
    const float arm = look.px(5);
    list.AddTriangleFilled({middle.x - arm, middle.y - arm}, {middle.x + arm, middle.y},
                           {middle.x - arm, middle.y + arm}, look.colours.quiet);
}

}  // namespace convoscope::ui
