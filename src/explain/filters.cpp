#include "explain/filters.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>

#include "explain/filter_texts.h"
#include "nn/ops/operator.h"
#include "nn/span.h"

namespace convoscope::explain {
namespace {

constexpr int kSmallest = 3;
constexpr int kLargest = 11;
constexpr double kMostOfMean = 0.7;

double gauss(double x, double deviation) { return std::exp(-x * x / (2 * deviation * deviation)); }
double radius(const FilterPlace& p) { return std::hypot(p.along, p.across); }
double spread(const FilterPlace& p) { return p.size / (3 * std::sqrt(std::log(4.0))); }

double edge(const FilterPlace& p) { return p.along * gauss(p.along, spread(p)) * gauss(p.across, spread(p)); }

double bar(const FilterPlace& p) {
    const double b = p.size / 5;
    return (1 - p.along * p.along / (b * b)) * gauss(p.along, b) * gauss(p.across, 2 * b);
}

double corner(const FilterPlace& p) { return p.along >= std::abs(p.across) - 1e-9 ? 1 : 0; }

double spot(const FilterPlace& p) {
    const double q = p.size / 4;
    return (1 - radius(p) * radius(p) / (2 * q * q)) * gauss(radius(p), q);
}

double saddle(const FilterPlace& p) { return p.across * edge(p); }

double phase(const FilterPlace& p) { return 2 * std::numbers::pi * p.along / std::max(3.0, p.size / 2); }
double stripes(const FilterPlace& p) { return std::cos(phase(p)) * gauss(radius(p), 0.4 * p.size); }
double shifted_stripes(const FilterPlace& p) { return std::sin(phase(p)) * gauss(radius(p), 0.4 * p.size); }

double average(const FilterPlace&) { return 1; }
double blur(const FilterPlace& p) { return gauss(radius(p), spread(p)); }
double copy(const FilterPlace& p) { return radius(p) * radius(p) < 0.6 ? 1 : 0; }
double ring(const FilterPlace& p) { return copy(p) > 0 ? 0 : blur(p); }

constexpr const FilterTexts& say = filter_texts;

// clang-format off
constexpr Filter kFilters[] = {
    {say.edge, say.right, 0, false, 3, edge},
    {say.edge, say.upper_right, 45, false, 3, edge},
    {say.edge, say.top, 90, false, 3, edge},
    {say.edge, say.upper_left, 135, false, 3, edge},
    {say.edge, say.left, 180, false, 3, edge},
    {say.edge, say.lower_left, 225, false, 3, edge},
    {say.edge, say.bottom, 270, false, 3, edge},
    {say.edge, say.lower_right, 315, false, 3, edge},
    {say.bar, say.upright, 0, false, 3, bar},
    {say.bar, say.falling, 45, false, 3, bar},
    {say.bar, say.level, 90, false, 3, bar},
    {say.bar, say.rising, 135, false, 3, bar},
    {say.corner, say.upper_right, 45, false, 3, corner},
    {say.corner, say.upper_left, 135, false, 3, corner},
    {say.corner, say.lower_left, 225, false, 3, corner},
    {say.corner, say.lower_right, 315, false, 3, corner},
    {say.spot, {}, 0, false, 3, spot},
    {say.saddle, say.on_the_diagonals, 0, false, 3, saddle},
    {say.saddle, say.on_the_axes, -45, false, 3, saddle},
    {say.stripes, say.upright, 0, false, 5, stripes},
    {say.stripes, say.falling, 45, false, 5, stripes},
    {say.stripes, say.level, 90, false, 5, stripes},
    {say.stripes, say.rising, 135, false, 5, stripes},
    {say.shifted_stripes, say.upright, 0, false, 5, shifted_stripes},
    {say.shifted_stripes, say.falling, 45, false, 5, shifted_stripes},
    {say.shifted_stripes, say.level, 90, false, 5, shifted_stripes},
    {say.shifted_stripes, say.rising, 135, false, 5, shifted_stripes},
    {say.average, {}, 0, true, 3, average},
    {say.blur, {}, 0, true, 3, blur},
    {say.copy, {}, 0, true, 3, copy},
    {say.sharpen, {}, 0, true, 3, copy, ring},
};
// clang-format on

using Weights = std::vector<double>;

double sum_of(const Weights& weights) { return std::accumulate(weights.begin(), weights.end(), 0.0); }
double energy(const Weights& weights) {
    return std::inner_product(weights.begin(), weights.end(), weights.begin(), 0.0);
}
void take_mean_away(Weights& weights) {
    const double mean = sum_of(weights) / static_cast<double>(weights.size());
    for (double& weight : weights) weight -= mean;
}

Weights sampled(double (*formula)(const FilterPlace&), double degrees, int height, int width) {
    const double angle = degrees * std::numbers::pi / 180;
    const double size = std::min(height, width);
    Weights weights;
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column) {
            const double right = column - (width - 1) / 2.0;
            const double up = (height - 1) / 2.0 - row;
            weights.push_back(formula({right * std::cos(angle) + up * std::sin(angle),
                                       up * std::cos(angle) - right * std::sin(angle), size}));
        }
    return weights;
}

Weights made(const Filter& filter, int height, int width) {
    Weights weights = sampled(filter.formula, filter.angle, height, width);
    if (filter.minus) {
        const Weights minus = sampled(filter.minus, filter.angle, height, width);
        const double plus_sum = sum_of(weights);
        const double minus_sum = sum_of(minus);
        for (std::size_t i = 0; i < weights.size(); ++i)
            weights[i] = 5 * weights[i] / plus_sum - 4 * minus[i] / minus_sum;
    }
    if (!filter.has_mean) take_mean_away(weights);
    const double length = std::sqrt(energy(weights));
    for (double& weight : weights) weight /= length;
    return weights;
}

/// A kernel's channels, as they are and without their means.
struct Compared {
    std::vector<Weights> channels;
    std::vector<Weights> without_mean;
    double energy = 0;
    double energy_without_mean = 0;
};

Compared compared(std::span<const float> kernel, int channels) {
    Compared result;
    const std::size_t size = kernel.size() / static_cast<std::size_t>(channels);
    for (int channel = 0; channel < channels; ++channel) {
        const auto part = kernel.subspan(static_cast<std::size_t>(channel) * size, size);
        result.channels.emplace_back(part.begin(), part.end());
        result.without_mean.push_back(result.channels.back());
        take_mean_away(result.without_mean.back());
        result.energy += energy(result.channels.back());
        result.energy_without_mean += energy(result.without_mean.back());
    }
    return result;
}

Likeness likeness_of(const Filter& filter, const Weights& weights, const Compared& kernel) {
    Likeness result;
    result.filter = &filter;
    double squares = 0;
    double sum = 0;
    Weights products;
    for (const Weights& channel : filter.has_mean ? kernel.channels : kernel.without_mean) {
        products.push_back(std::inner_product(weights.begin(), weights.end(), channel.begin(), 0.0));
        squares += products.back() * products.back();
        sum += products.back();
    }
    const double length = std::sqrt(filter.has_mean ? kernel.energy : kernel.energy_without_mean);
    result.likeness = static_cast<float>(std::sqrt(squares) / length);
    result.inverse = sum < 0;
    for (const double product : products)
        result.channels.push_back(squares > 0 ? static_cast<float>(product / std::sqrt(squares)) : 0.0f);
    return result;
}

}  // namespace

std::span<const Filter> classical_filters() { return kFilters; }

bool has_a_size_for_names(int height, int width) {
    return std::min(height, width) >= kSmallest && std::max(height, width) <= kLargest;
}

std::vector<float> weights_of(const Filter& filter, int height, int width) {
    const Weights weights = made(filter, height, width);
    return {weights.begin(), weights.end()};
}

std::vector<Likeness> likenesses(std::span<const float> kernel, int channels, int height, int width) {
    assert(kernel.size() == static_cast<std::size_t>(channels * height * width));
    std::vector<Likeness> all;
    const Compared parts = compared(kernel, channels);
    if (!(parts.energy > 0)) return all;
    const bool mostly_mean = parts.energy_without_mean < (1 - kMostOfMean) * parts.energy;
    for (const Filter& filter : kFilters) {
        if (std::min(height, width) < filter.least_size || (mostly_mean && !filter.has_mean)) continue;
        Likeness likeness = likeness_of(filter, made(filter, height, width), parts);
        const bool has_opposite = filter.formula == edge;  // which is in the list, and not inverse
        if (!has_opposite || !likeness.inverse) all.push_back(std::move(likeness));
    }
    std::ranges::stable_sort(all,
                             [](const Likeness& a, const Likeness& b) { return a.likeness > b.likeness; });
    return all;
}

float least_likeness(int height, int width) {
    return std::max(0.6f, 2.5f / std::sqrt(static_cast<float>(height * width - 1)));
}

std::optional<Likeness> nearest_filter(std::span<const float> kernel, int channels, int height, int width) {
    if (!has_a_size_for_names(height, width)) return std::nullopt;
    const std::vector<Likeness> all = likenesses(kernel, channels, height, width);
    if (all.empty() || all.front().likeness < least_likeness(height, width)) return std::nullopt;
    return all.front();
}

Message name_of(const std::optional<Likeness>& likeness) {
    if (!likeness) return filter_texts.none;
    const Filter& filter = *likeness->filter;
    const Message name = filter.direction
                             ? Message(filter_texts.with_direction, filter.name, *filter.direction)
                             : Message(filter.name);
    return likeness->inverse ? Message(filter_texts.inverse_of, name) : name;
}

std::optional<FirstKernel> first_kernel(const nn::Model& model, int node, int map) {
    const nn::Node& layer = model.architecture.nodes[static_cast<std::size_t>(node)];
    if (layer.op != &nn::ops::conv || layer.inputs[0] != 0) return std::nullopt;
    const nn::InputSpec& spec = model.architecture.input;
    const auto size = static_cast<std::ptrdiff_t>(layer.kernel_height) * layer.kernel_width;
    const std::vector<float>& weight = model.parameters()[static_cast<std::size_t>(node)].weight;
    FirstKernel kernel{spec.shape.channels, layer.kernel_height, layer.kernel_width, {}};
    for (int channel = 0; channel < kernel.channels; ++channel) {
        if (!nn::has_kernel(layer, kernel.channels, map, channel)) {
            kernel.weights.insert(kernel.weights.end(), static_cast<std::size_t>(size), 0.0f);
            continue;
        }
        const nn::ChannelRange range = spec.range(channel);
        const auto first =
            weight.begin() +
            static_cast<std::ptrdiff_t>(nn::kernel_index(layer, kernel.channels, map, channel)) * size;
        std::transform(first, first + size, std::back_inserter(kernel.weights),
                       [&](float value) { return value * (range.high - range.low); });
    }
    return kernel;
}

}  // namespace convoscope::explain
