#include "scene/shown_values.h"

#include <algorithm>
#include <cmath>

namespace convoscope::scene {
namespace {

/// The top layer follows with this time constant; 95 % of a change has arrived after three of them, about 300
/// ms.
constexpr double kSlowest = 0.1;
constexpr float kClose = 1e-3f;  ///< of the layer's magnitude: nearer than this is arrived

}  // namespace

ShownValues::ShownValues(const nn::Architecture& architecture) : layers_(architecture.nodes.size()) {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        Layer& layer = layers_[i];
        const nn::Node& node = architecture.nodes[i];
        layer.shown.assign(node.output.size(), 0.0f);
        layer.target = layer.shown;
        layer.delay = kSlowest * static_cast<double>(i) /
                      static_cast<double>(std::max<std::size_t>(1, layers_.size() - 1));
        layer.has_sign = nn::can_be_negative(architecture, static_cast<int>(i));
        if (node.inputs.empty()) layer.fixed = {architecture.input.low, architecture.input.high};
        if (node.activation == nn::Activation::Softmax) layer.fixed = {0, 1};
    }
}

void ShownValues::measure(Layer& layer) {
    layer.magnitude = 0;
    for (const float value : layer.shown) layer.magnitude = std::max(layer.magnitude, std::abs(value));
}

void ShownValues::set_target(const nn::Workspace& workspace) {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const auto values = workspace.activations(static_cast<int>(i));
        layers_[i].target.assign(values.begin(), values.end());
    }
    // The input is the drawing itself: it is never late.
    layers_.front().shown = layers_.front().target;
    measure(layers_.front());
    start_moving(false);
}

void ShownValues::rest() {
    for (Layer& layer : layers_) std::fill(layer.target.begin(), layer.target.end(), 0.0f);
    layers_.front().shown = layers_.front().target;
    start_moving(true);
}

void ShownValues::start_moving(bool resting) {
    moving_ = true;
    resting_ = resting;
    for (Layer& layer : layers_) {
        layer.reach = 0;
        for (std::size_t i = 0; i < layer.shown.size(); ++i)
            layer.reach = std::max({layer.reach, std::abs(layer.shown[i]), std::abs(layer.target[i])});
    }
    ++revision_;
}

bool ShownValues::advance(double seconds) {
    if (!moving_) return false;
    if (seconds <= 0) return true;
    bool moving = false;
    for (Layer& layer : layers_) {
        const float rest = layer.delay > 0 ? static_cast<float>(std::exp(-seconds / layer.delay)) : 0.0f;
        float largest = 0;
        float farthest = 0;
        for (std::size_t i = 0; i < layer.shown.size(); ++i) {
            const float left = (layer.target[i] - layer.shown[i]) * rest;
            layer.shown[i] = layer.target[i] - left;
            farthest = std::max(farthest, std::abs(left));
            largest = std::max(largest, std::abs(layer.shown[i]));
        }
        if (!resting_) layer.magnitude = largest;
        if (farthest > kClose * layer.reach) moving = true;
    }
    if (!moving) settle();
    ++revision_;
    return moving;
}

void ShownValues::settle() {
    for (Layer& layer : layers_) {
        layer.shown = layer.target;
        measure(layer);
    }
    moving_ = false;
    ++revision_;
}

std::span<const float> ShownValues::layer(int node) const { return layers_[node].shown; }

Range ShownValues::range(int node, const Scaling& scaling, int first_unit, int unit_count) const {
    const Layer& layer = layers_[node];
    if (scaling.scale == Scale::Fixed) return scaling.fixed;
    if (scaling.scale == Scale::Map && unit_count > 1) {
        const auto [low, high] = std::minmax_element(layer.shown.begin() + first_unit,
                                                     layer.shown.begin() + first_unit + unit_count);
        const float largest = std::max(std::abs(*low), std::abs(*high));
        return scaling.signed_palette && largest > 0 ? Range{-largest, largest} : Range{*low, *high};
    }
    if (scaling.scale == Scale::Network && !layer.has_fixed_scale())
        return network_range(scaling.signed_palette);
    return anchored(layer, scaling.signed_palette);
}

Range ShownValues::anchored(const Layer& layer, bool signed_palette) const {
    if (layer.has_fixed_scale() && !signed_palette) return layer.fixed;
    float largest =
        std::max(layer.magnitude, std::max(std::abs(layer.fixed.low), std::abs(layer.fixed.high)));
    if (largest <= 0) largest = 1;
    return {signed_palette || layer.has_sign ? -largest : 0.0f, largest};
}

Range ShownValues::network_range(bool signed_palette) const {
    float largest = 0;
    bool has_sign = signed_palette;
    for (const Layer& layer : layers_) {
        if (layer.has_fixed_scale()) continue;
        largest = std::max(largest, layer.magnitude);
        has_sign = has_sign || layer.has_sign;
    }
    if (largest <= 0) largest = 1;
    return {has_sign ? -largest : 0.0f, largest};
}

}  // namespace convoscope::scene
