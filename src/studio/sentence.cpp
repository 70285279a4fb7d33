#include "studio/sentence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

#include "base/number.h"
#include "nn/ops/operator.h"
#include "nn/stroke.h"
#include "scene/pick.h"
#include "studio/texts.h"
#include "studio/words.h"

namespace convoscope::studio {
namespace {

/// Below these shares of its layer's largest value a unit is silent, weak, medium.
constexpr float kSilent = 0.02f;
constexpr float kWeak = 0.33f;
constexpr float kMedium = 0.67f;

const nn::Node& node_of(const nn::Architecture& architecture, int node) {
    return architecture.nodes[static_cast<std::size_t>(node)];
}

/// The kernel through which a unit of the first layer hears the one map below it; empty of any other.
std::span<const float> only_kernel(const nn::Model& model, const nn::Unit& unit) {
    const nn::Node& node = node_of(model.architecture, unit.node);
    if (!node.op->attributes.window || !node.op->is_weighted()) return {};
    const nn::Node& below = node_of(model.architecture, node.inputs[0]);
    const int area = node.kernel_height * node.kernel_width;
    const std::vector<float>& weights = model.parameters()[static_cast<std::size_t>(unit.node)].weight;
    if (!below.inputs.empty() || weights.size() != static_cast<std::size_t>(node.channels * area)) return {};
    return std::span(weights).subspan(static_cast<std::size_t>(unit.map * area),
                                      static_cast<std::size_t>(area));
}

Message kernel_aim(const nn::Node& node, std::span<const float> kernel) {
    static constexpr std::array kDirections{"-", "/", "|", "\\"};
    const nn::Stroke stroke = nn::stroke_of(kernel, node.kernel_height, node.kernel_width);
    if (stroke == nn::Stroke::Spot) return {texts.aim_spot, node.kernel_height, node.kernel_width};
    if (stroke == nn::Stroke::Pattern) return {texts.aim_pattern, node.kernel_height, node.kernel_width};
    return {texts.aim_stroke, node.kernel_height, node.kernel_width,
            kDirections[static_cast<std::size_t>(stroke)]};
}

/// What most decides a unit's sum: a map of the layer below, or one of its units.
struct Driver {
    float contribution = 0;
    Message name;
};

/// @param upward  which way it is to push
Driver driver_of(const nn::Architecture& architecture, const nn::Calculation& calculation, bool upward,
                 Language language) {
    const auto pushes_more = [upward](const auto& a, const auto& b) { return upward ? a < b : a > b; };
    if (!calculation.kernels.empty()) {
        const auto most = std::ranges::max_element(calculation.kernels, pushes_more, &nn::KernelTerm::sum);
        return {most->sum, Message(texts.driver_map, most->map)};
    }
    if (calculation.terms.empty()) return {};
    const auto most = std::ranges::max_element(calculation.terms, pushes_more, &nn::LinearTerm::contribution);
    return {most->contribution,
            Message::verbatim(place_words(
                architecture, scene::unit_of(architecture, calculation.source, most->source), language))};
}

std::string number(float value) { return fixed(static_cast<double>(value), 2); }

/// "; here it sees one: 0.89, strong."
Message kernel_sight(float value, float largest) {
    static constexpr std::array kSights{texts.sees_none, texts.sees_trace, texts.sees_part, texts.sees_one};
    const Message strength = strength_words(value, largest);
    if (value < 0 && strength_of(value, largest) != Strength::Silent)
        return {texts.sees_opposite, number(value), strength};
    return {kSights[static_cast<std::size_t>(strength_of(value, largest))], number(value), strength};
}

Message sight(const Exhibit& exhibit, const nn::Unit& unit, const nn::Calculation& calculation,
              Language language) {
    const nn::Architecture& architecture = exhibit.architecture();
    const nn::Node& node = node_of(architecture, unit.node);
    const int size = node.output.size();
    const scene::Range range = exhibit.stage.values().range(unit.node, {}, 0, size);
    const float largest = std::max(std::abs(range.low), std::abs(range.high));
    const float value = calculation.activation;
    if (!only_kernel(exhibit.model(), unit).empty()) return kernel_sight(value, largest);
    if (node.inputs.empty() || !node.op->is_weighted())
        return {texts.value_words, number(value), strength_words(value, largest)};
    const bool probability = node.activation == nn::Activation::Softmax;
    const bool upward = probability || value > 0;
    const Driver driver = driver_of(architecture, calculation, upward, language);
    if (probability) {
        const std::string percent = fixed(100.0 * static_cast<double>(value), 1) + " %";
        return driver.contribution > 0 ? Message(texts.class_driven, percent, driver.name)
                                       : Message(texts.class_alone, percent);
    }
    const Message words(texts.value_words, number(value), strength_words(value, largest));
    if (driver.contribution == 0) return {texts.nothing_drives, words};
    return {upward ? texts.drives : texts.holds_back, words, driver.name};
}

}  // namespace

Strength strength_of(float value, float largest) {
    const float share = largest > 0 ? std::abs(value) / largest : 0;
    if (share < kSilent) return Strength::Silent;
    if (share < kWeak) return Strength::Weak;
    return share < kMedium ? Strength::Medium : Strength::Strong;
}

Message strength_words(float value, float largest) {
    static constexpr std::array kWords{texts.silent, texts.weak, texts.medium, texts.strong};
    const Strength strength = strength_of(value, largest);
    const Text& words = kWords[static_cast<std::size_t>(strength)];
    return value < 0 && strength != Strength::Silent ? Message(texts.and_negative, words) : Message(words);
}

Message aim_of(const nn::Model& model, const nn::Unit& unit, Language language) {
    const nn::Architecture& architecture = model.architecture;
    const nn::Node& node = node_of(architecture, unit.node);
    if (node.inputs.empty()) return texts.aim_pixel;
    const nn::Node& below = node_of(architecture, node.inputs[0]);
    const std::string title = layer_title(architecture, node.inputs[0], language);
    if (const auto kernel = only_kernel(model, unit); !kernel.empty()) return kernel_aim(node, kernel);
    if (node.activation == nn::Activation::Softmax)
        return {texts.aim_class,
                class_words(architecture.classes[static_cast<std::size_t>(unit.map)], language)};
    if (*node.op->aim.english) return {texts.aim_does, Message(node.op->aim, title)};
    if (node.op->edges == nn::EdgeMeaning::Selected)
        return {texts.aim_largest, node.kernel_height, node.kernel_width, title};
    if (!node.op->is_weighted()) return {texts.aim_mean, node.kernel_height, node.kernel_width, title};
    if (node.op->attributes.window) return {texts.aim_maps, title, node.kernel_height, node.kernel_width};
    return {texts.aim_units, below.output.size(), title};
}

std::string sentence_of(const Exhibit& exhibit, const nn::Unit& unit, const nn::Calculation* calculation,
                        Language language) {
    const Message aim = aim_of(exhibit.model(), unit, language);
    if (!calculation) return Message(texts.sentence, aim).in(language);
    return Message(texts.sentence_with_sight, aim, sight(exhibit, unit, *calculation, language)).in(language);
}

std::string sentence_of(const Exhibit& exhibit, const nn::Unit& unit, Language language) {
    if (!exhibit.numbers()) return sentence_of(exhibit, unit, nullptr, language);
    if (exhibit.selected() == unit)
        return sentence_of(exhibit, unit, exhibit.calculation_against_mean(), language);
    const nn::Calculation calculation = exhibit.calculation_of(unit);
    return sentence_of(exhibit, unit, &calculation, language);
}

}  // namespace convoscope::studio
