#pragma once

#include <gtest/gtest.h>

#include <functional>

#include "models/keras_networks.h"

/// Single layers of Keras's, run; and their definitions, written down in Keras's own order: (N, H, W, C).
namespace convoscope::test {

inline void expect_near(const Array& result, const Array& expected) {
    ASSERT_EQ(result.shape, expected.shape);
    ASSERT_EQ(result.values.size(), expected.values.size());
    for (std::size_t i = 0; i < result.values.size(); ++i)
        ASSERT_NEAR(result.values[i], expected.values[i], 1e-5) << "value " << i;
}

/// What a network of one layer makes of an input; its weights are called "l/0", "l/1", ...
inline Array run(const nlohmann::json& one, const Array& x, const std::vector<Array>& weights = {},
                 const std::string& version = "3.1.0") {
    NamedArrays named;
    for (std::size_t i = 0; i < weights.size(); ++i)
        named.emplace_back(one["config"]["name"].get<std::string>() + "/" + std::to_string(i), weights[i]);
    const models::Graph graph = graph_of(read_h5(sequential({input(x.shape), one}), version, named));
    return GraphInterpreter(graph)({x});
}

/// Each value of its own.
inline Array each(const Array& input, const std::function<double(double)>& function) {
    Array result = input;
    std::ranges::transform(input.values, result.values.begin(), function);
    return result;
}

struct Convolution {
    std::int64_t stride = 1, dilation = 1, groups = 1;
    bool same = false;
};

/// Of TensorFlow's definition: kernel (h, w, in / groups, out); what lies outside is 0.
inline Array convolve(const Array& x, const Array& kernel, const Array* bias, const Convolution& how) {
    const auto axis = [&](std::int64_t size, std::int64_t width) {
        const std::int64_t reach = (width - 1) * how.dilation + 1;
        const std::int64_t out =
            how.same ? (size + how.stride - 1) / how.stride : (size - reach) / how.stride + 1;
        const std::int64_t padding =
            how.same ? std::max<std::int64_t>(0, (out - 1) * how.stride + reach - size) : 0;
        return std::pair(out, padding / 2);
    };
    const auto [height, top] = axis(x.shape[1], kernel.shape[0]);
    const auto [width, left] = axis(x.shape[2], kernel.shape[1]);
    const std::int64_t in = kernel.shape[2], outs = kernel.shape[3] / how.groups;
    Array y{{x.shape[0], height, width, kernel.shape[3]}, {}};
    each_index(y.shape, [&, t = top, l = left](const Extents& at) {
        double sum = bias ? bias->values[static_cast<std::size_t>(at[3])] : 0;
        each_index({kernel.shape[0], kernel.shape[1], in}, [&](const Extents& k) {
            const std::int64_t r = at[1] * how.stride + k[0] * how.dilation - t;
            const std::int64_t c = at[2] * how.stride + k[1] * how.dilation - l;
            if (r < 0 || c < 0 || r >= x.shape[1] || c >= x.shape[2]) return;
            sum += x.values[place(x.shape, {at[0], r, c, at[3] / outs * in + k[2]})] *
                   kernel.values[place(kernel.shape, {k[0], k[1], k[2], at[3]})];
        });
        y.values.push_back(sum);
    });
    return y;
}

/// Of kernel (h, w, in, multiplier): output in * multiplier + m hears channel `in` alone.
inline Array convolve_each(const Array& x, const Array& kernel, const Convolution& how) {
    const std::int64_t in = kernel.shape[2], multiplier = kernel.shape[3];
    Array spread{{kernel.shape[0], kernel.shape[1], in, in * multiplier}, {}};
    each_index(spread.shape, [&](const Extents& at) {
        const bool hears = at[3] / multiplier == at[2];
        spread.values.push_back(
            hears ? kernel.values[place(kernel.shape, {at[0], at[1], at[2], at[3] % multiplier})] : 0);
    });
    return convolve(x, spread, nullptr, how);
}

/// x + bias along the last axis.
inline Array plus(Array x, const Array& bias) {
    for (std::size_t i = 0; i < x.values.size(); ++i) x.values[i] += bias.values[i % bias.values.size()];
    return x;
}

}  // namespace convoscope::test
