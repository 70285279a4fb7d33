#include "scene/shown_values.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "scene/painting.h"

namespace convoscope::scene {
namespace {

/// The top layer follows with this time constant; 95 % of a change has arrived after three of them, about 300
/// ms.
constexpr double kSlowest = 0.1;
constexpr float kClose = 1e-3f;  ///< of the layer's magnitude: nearer than this is arrived

float largest_of(std::span<const float> values) {
    // Of several lanes at a time: one after the other, each would wait for the one before.
    constexpr std::size_t kLanes = 16;
    std::array<float, kLanes> lanes{};
    const std::size_t whole = values.size() / kLanes * kLanes;
    for (std::size_t i = 0; i < whole; i += kLanes)
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            lanes[lane] = std::max(lanes[lane], std::abs(values[i + lane]));
    float largest = *std::max_element(lanes.begin(), lanes.end());
    for (const float value : values.subspan(whole)) largest = std::max(largest, std::abs(value));
    return largest;
}

std::vector<Range> extents_of(std::span<const float> values, int maps) {
    std::vector<Range> extents;
    const std::size_t area = values.size() / static_cast<std::size_t>(maps);
    for (std::size_t first = 0; first < values.size(); first += area) {
        const auto map = values.subspan(first, area);
        const auto [low, high] = std::minmax_element(map.begin(), map.end());
        extents.push_back({*low, *high});
    }
    return extents;
}

Range between(const Range& target, const Range& from, float left) {
    return {target.low - left * (target.low - from.low), target.high - left * (target.high - from.high)};
}

Range around(const std::vector<Range>& extents) {
    Range whole = extents.front();
    for (const Range& range : extents)
        whole = {std::min(whole.low, range.low), std::max(whole.high, range.high)};
    return whole;
}

}  // namespace

ShownValues::ShownValues(const nn::Architecture& architecture)
    : layers_(architecture.nodes.size()), passing_(layers_.size()), passing_revision_(layers_.size(), 0) {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        Layer& layer = layers_[i];
        const nn::Node& node = architecture.nodes[i];
        layer.target.assign(node.output.size(), 0.0f);
        layer.from = layer.target;
        layer.delay = kSlowest * static_cast<double>(i) /
                      static_cast<double>(std::max<std::size_t>(1, layers_.size() - 1));
        layer.has_sign = nn::can_be_negative(architecture, static_cast<int>(i));
        layer.maps = node.output.is_flat() ? 1 : node.output.channels;
        if (node.inputs.empty()) layer.fixed = {architecture.input.low, architecture.input.high};
        if (i == 0 && shows_colours(architecture)) set_channels(layer, architecture.input);
        if (node.activation == nn::Activation::Softmax) layer.fixed = {0, 1};
    }
}

/// Each channel from dark to light; all together from the darkest to the lightest.
void ShownValues::set_channels(Layer& layer, const nn::InputSpec& input) {
    for (int channel = 0; channel < input.shape.channels; ++channel) {
        const nn::ChannelRange range = input.range(channel);
        layer.fixed_maps.push_back({std::min(range.low, range.high), std::max(range.low, range.high)});
        layer.resting.push_back(range.low);
        const Range& own = layer.fixed_maps.back();
        layer.fixed = channel == 0
                          ? own
                          : Range{std::min(layer.fixed.low, own.low), std::max(layer.fixed.high, own.high)};
    }
}

/// What is shown now is where the next way begins.
void ShownValues::begin_here(Layer& layer, bool at_once) {
    layer.map_from.clear();
    layer.map_target.clear();
    if (at_once) return;
    if (layer.left > 0)
        for (std::size_t i = 0; i < layer.from.size(); ++i) layer.from[i] = layer.at(i);
    else
        layer.from = layer.target;
    layer.magnitude_from = layer.magnitude;
}

void ShownValues::set_target(const nn::Workspace& workspace, bool at_once) {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        begin_here(layers_[i], at_once);
        const auto values = workspace.activations(static_cast<int>(i));
        layers_[i].target.assign(values.begin(), values.end());
    }
    start_moving(false, at_once);
}

void ShownValues::rest(bool at_once) {
    for (Layer& layer : layers_) {
        begin_here(layer, at_once);
        std::fill(layer.target.begin(), layer.target.end(), 0.0f);
        const auto area = static_cast<std::ptrdiff_t>(layer.target.size()) / layer.maps;
        for (std::size_t map = 0; map < layer.resting.size(); ++map)
            std::fill_n(layer.target.begin() + static_cast<std::ptrdiff_t>(map) * area, area,
                        layer.resting[map]);
    }
    start_moving(true, at_once);
}

void ShownValues::start_moving(bool resting, bool at_once) {
    moving_ = true;
    resting_ = resting;
    ++reading_;
    for (Layer& layer : layers_) layer.magnitude_target = largest_of(layer.target);
    if (at_once) return settle();
    for (Layer& layer : layers_) {
        layer.left = 1;
        layer.change = 0;
        for (std::size_t i = 0; i < layer.from.size(); ++i)
            layer.change = std::max(layer.change, std::abs(layer.target[i] - layer.from[i]));
    }
    // The input is the drawing itself: it is never late.
    Layer& input = layers_.front();
    input.left = 0;
    if (!resting) input.magnitude = input.magnitude_target;
    ++revision_;
}

bool ShownValues::advance(double seconds) {
    if (!moving_) return false;
    if (seconds <= 0) return true;
    bool moving = false;
    for (Layer& layer : layers_) {
        layer.left *= layer.delay > 0 ? static_cast<float>(std::exp(-seconds / layer.delay)) : 0.0f;
        if (!resting_)
            layer.magnitude =
                layer.magnitude_target - layer.left * (layer.magnitude_target - layer.magnitude_from);
        const float reach = std::max(layer.magnitude_from, layer.magnitude_target);
        if (layer.change * layer.left > kClose * reach) moving = true;
    }
    if (!moving) settle();
    ++revision_;
    return moving;
}

void ShownValues::settle() {
    for (Layer& layer : layers_) {
        layer.left = 0;
        layer.magnitude = layer.magnitude_target;
    }
    moving_ = false;
    ++revision_;
}

float ShownValues::value(int node, int unit) const {
    return layers_[node].at(static_cast<std::size_t>(unit));
}

std::span<const float> ShownValues::layer(int node) const {
    const Layer& layer = layers_[node];
    if (layer.left == 0) return layer.target;
    std::vector<float>& passing = passing_[node];
    if (passing_revision_[node] != revision_) {
        passing.resize(layer.from.size());
        for (std::size_t i = 0; i < passing.size(); ++i) passing[i] = layer.at(i);
        passing_revision_[node] = revision_;
    }
    return passing;
}

Range ShownValues::extent(int node, int first_unit, int unit_count) const {
    Layer& layer = layers_[node];
    const int size = static_cast<int>(layer.target.size());
    const int area = size / layer.maps;
    if (unit_count != size && unit_count != area) {
        Range range{layer.at(first_unit), layer.at(first_unit)};
        for (int unit = first_unit; unit < first_unit + unit_count; ++unit)
            range = {std::min(range.low, layer.at(unit)), std::max(range.high, layer.at(unit))};
        return range;
    }
    if (layer.map_target.empty()) {
        layer.map_target = extents_of(layer.target, layer.maps);
        layer.map_from = layer.left > 0 ? extents_of(layer.from, layer.maps) : layer.map_target;
    }
    if (unit_count == size) return between(around(layer.map_target), around(layer.map_from), layer.left);
    const auto map = static_cast<std::size_t>(first_unit / area);
    return between(layer.map_target[map], layer.map_from[map], layer.left);
}

Range ShownValues::range(int node, const Scaling& scaling, int first_unit, int unit_count) const {
    const Layer& layer = layers_[node];
    if (scaling.scale == Scale::Fixed) return scaling.fixed;
    if (scaling.scale == Scale::Map && unit_count > 1) {
        const Range found = extent(node, first_unit, unit_count);
        const float largest = std::max(std::abs(found.low), std::abs(found.high));
        return scaling.signed_palette && largest > 0 ? Range{-largest, largest} : found;
    }
    if (scaling.scale == Scale::Network && !layer.has_fixed_scale())
        return network_range(scaling.signed_palette);
    if (!layer.fixed_maps.empty() && !scaling.signed_palette) {
        const int area = static_cast<int>(layer.target.size()) / layer.maps;
        if (unit_count <= area) return layer.fixed_maps[static_cast<std::size_t>(first_unit / area)];
    }
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
