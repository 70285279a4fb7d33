#include "nn/statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace convoscope::nn {
namespace {

/// How near its end a non-linearity must be to count as dead, as a share of the end's size (of 1 for a
/// sigmoid's lower end, 0).
constexpr float kNear = 0.01f;
constexpr float kScaledTanhEnd = 1.7159f;

std::vector<std::size_t> finite_places(std::span<const float> values) {
    std::vector<std::size_t> places;
    for (std::size_t index = 0; index < values.size(); ++index)
        if (std::isfinite(values[index])) places.push_back(index);
    return places;
}

}  // namespace

Statistics statistics_of(std::span<const float> values, int bins) {
    assert(bins > 0);
    Statistics result;
    result.histogram.assign(static_cast<std::size_t>(bins), 0);
    const std::vector<std::size_t> places = finite_places(values);
    result.count = places.size();
    if (places.empty()) return result;
    result.minimum = result.maximum = values[places[0]];
    double sum = 0;
    for (const std::size_t place : places) {
        result.minimum = std::min(result.minimum, values[place]);
        result.maximum = std::max(result.maximum, values[place]);
        result.zeros += values[place] == 0.0f;
        sum += values[place];
    }
    const double count = static_cast<double>(result.count);
    result.mean = sum / count;
    const double range = static_cast<double>(result.maximum) - result.minimum;
    double squares = 0;
    for (const std::size_t place : places) {
        const double distance = values[place] - result.mean;
        squares += distance * distance;
        const double share = range > 0 ? (static_cast<double>(values[place]) - result.minimum) / range : 0.0;
        ++result.histogram[static_cast<std::size_t>(std::min(bins - 1, static_cast<int>(share * bins)))];
    }
    result.deviation = std::sqrt(squares / count);
    return result;
}

bool is_dead(Activation activation, float value) {
    switch (activation) {
        case Activation::Relu:
            return value <= 0.0f;
        case Activation::Tanh:
            return std::abs(value) > 1.0f - kNear;
        case Activation::ScaledTanh:
            return std::abs(value) > (1.0f - kNear) * kScaledTanhEnd;
        case Activation::Sigmoid:
            return value < kNear || value > 1.0f - kNear;
        case Activation::Identity:
        case Activation::Softmax:
            break;
    }
    return false;
}

std::size_t dead_units(const Node& node, std::span<const float> activations) {
    return static_cast<std::size_t>(std::count_if(activations.begin(), activations.end(), [&](float value) {
        return is_dead(node.activation, value);
    }));
}

}  // namespace convoscope::nn
