// How a unit's pre-activation comes about, as one bar: the bias, what speaks for it, what against it, and
// where that ends.

#include <algorithm>
#include <array>
#include <vector>

#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "ui/cells.h"

namespace convoscope::ask {
namespace {

using namespace ui;

/// A piece of the bar: it begins where the one above it ends.
struct Step {
    std::string words;
    float from = 0;
    float to = 0;
    ImU32 colour = 0;
    bool result = false;  ///< its number is where it ends, not how long it is
};

std::vector<Step> steps_of(const Inspecting& inspecting, const nn::Node& node,
                           const nn::Calculation& calculation) {
    double positive = 0;
    double negative = 0;
    const auto add = [&](float part) { (part >= 0 ? positive : negative) += static_cast<double>(part); };
    for (const nn::KernelTerm& term : calculation.kernels)
        for (const float product : term.products) add(product);
    for (const nn::LinearTerm& term : calculation.terms) add(term.contribution);
    const Look& look = inspecting.look;
    const float bias = calculation.bias;
    const float high = bias + static_cast<float>(positive);
    const float end = high + static_cast<float>(negative);
    const bool probability = node.activation == nn::Activation::Softmax;
    std::vector<Step> steps{{inspecting.words(texts.bias), 0, bias, sign_colour(look, bias)},
                            {inspecting.words(texts.positive), bias, high, sign_colour(look, 1)},
                            {inspecting.words(texts.negative), high, end, sign_colour(look, -1)},
                            {inspecting.words(probability ? texts.logit : texts.pre_activation), 0,
                             calculation.pre_activation, look.colours.bar, true}};
    if (node.activation != nn::Activation::Identity && !probability)
        steps.push_back({inspecting.filled(texts.after, inspecting.words(name_of(node.activation))), 0,
                         calculation.activation, look.colours.accent, true});
    return steps;
}

/// Where the classes have an offset in common: says that it is left out, and lets one see the model's own
/// numbers.
void offset_choice(Inspecting& inspecting) {
    const studio::Exhibit& exhibit = inspecting.state.exhibit;
    if (exhibit.calculation() == exhibit.calculation_against_mean()) return;
    remark(inspecting, inspecting.words(texts.offset_help));
    const std::array ways{texts.against_the_mean, texts.as_they_are};
    const bool raw = inspecting.frame.studio.parts.of<State>().raw_classes;
    if (const int i = choice(inspecting, "offset", ways, raw ? 1 : 0); i >= 0)
        inspecting.frame.intents.change(
            [i](studio::Studio& studio) { studio.parts.of<State>().raw_classes = i == 1; });
}

}  // namespace

void sum_part(Inspecting& inspecting, const nn::Calculation& calculation) {
    const Look& look = inspecting.look;
    const nn::Node& node =
        inspecting.state.architecture().nodes[static_cast<std::size_t>(calculation.unit.node)];
    offset_choice(inspecting);
    const std::vector<Step> steps = steps_of(inspecting, node, calculation);
    scene::Range scale{0, 0};
    float names = 0;
    float numbers = 0;
    const auto number_of = [](const Step& step) {
        return long_number(step.result ? step.to : step.to - step.from, true);
    };
    for (const Step& step : steps) {
        scale.low = std::min({scale.low, step.from, step.to});
        scale.high = std::max({scale.high, step.from, step.to});
        const float line = look.fonts.body->FontSize;
        names = std::max(names, text_size(look.fonts.body, line, step.words.c_str()).x);
        numbers = std::max(numbers, text_size(look.fonts.strong, line, number_of(step).c_str()).x);
    }
    const float gap = look.px(8);
    const float start = ImGui::GetCursorPosX();
    for (const Step& step : steps) {
        const float top = ImGui::GetCursorPosY();
        ImGui::SetCursorPosX(start + names + gap);
        bar(inspecting, step.from, step.to, scale, step.colour,
            std::max(look.px(16), inspecting.width - names - numbers - 2 * gap));
        ImGui::SetCursorPos({start, top});
        figure(inspecting, step.words, number_of(step), step.result);
    }
}

}  // namespace convoscope::ask
