// Each layer against Keras's definition, written down in Keras's own order: (N, H, W, C).
#include <gtest/gtest.h>

#include "models/keras_networks.h"
#include "support/error_line.h"

namespace convoscope::models::keras {
namespace {

using nlohmann::json;
using test::Array;
using test::Extents;
using test::layer;
using test::pattern;
using test::place;
using test::positive;

void expect_near(const Array& result, const Array& expected) {
    ASSERT_EQ(result.shape, expected.shape);
    ASSERT_EQ(result.values.size(), expected.values.size());
    for (std::size_t i = 0; i < result.values.size(); ++i)
        ASSERT_NEAR(result.values[i], expected.values[i], 1e-5) << "value " << i;
}

/// What a network of one layer makes of an input; its weights are called "l/0", "l/1", ...
Array run(const json& one, const Array& input, const std::vector<Array>& weights = {},
          const std::string& version = "3.1.0") {
    test::NamedArrays named;
    for (std::size_t i = 0; i < weights.size(); ++i)
        named.emplace_back(one["config"]["name"].get<std::string>() + "/" + std::to_string(i), weights[i]);
    const Graph graph =
        test::graph_of(test::read_h5(test::sequential({test::input(input.shape), one}), version, named));
    return test::GraphInterpreter(graph)({input});
}

/// Each value of its own.
Array each(const Array& input, const std::function<double(double)>& function) {
    Array result = input;
    std::ranges::transform(input.values, result.values.begin(), function);
    return result;
}

struct Convolution {
    std::int64_t stride = 1, dilation = 1, groups = 1;
    bool same = false;
};

/// Of TensorFlow's definition: kernel (h, w, in / groups, out); what lies outside is 0.
Array convolve(const Array& x, const Array& kernel, const Array* bias, const Convolution& how) {
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
    test::each_index(y.shape, [&, t = top, l = left](const Extents& at) {
        double sum = bias ? bias->values[static_cast<std::size_t>(at[3])] : 0;
        test::each_index({kernel.shape[0], kernel.shape[1], in}, [&](const Extents& k) {
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
Array convolve_each(const Array& x, const Array& kernel, const Convolution& how) {
    const std::int64_t in = kernel.shape[2], multiplier = kernel.shape[3];
    Array spread{{kernel.shape[0], kernel.shape[1], in, in * multiplier}, {}};
    test::each_index(spread.shape, [&](const Extents& at) {
        const bool hears = at[3] / multiplier == at[2];
        spread.values.push_back(
            hears ? kernel.values[place(kernel.shape, {at[0], at[1], at[2], at[3] % multiplier})] : 0);
    });
    return convolve(x, spread, nullptr, how);
}

/// x + bias along the last axis.
Array plus(Array x, const Array& bias) {
    for (std::size_t i = 0; i < x.values.size(); ++i) x.values[i] += bias.values[i % bias.values.size()];
    return x;
}

// Convolutions

TEST(KerasLayers, Conv2D) {
    const Array x = pattern({2, 7, 6, 3}, 1), kernel = pattern({3, 2, 3, 4}, 2), bias = pattern({4}, 3);
    for (const bool same : {false, true})
        for (const std::int64_t stride : {1, 2})
            for (const std::int64_t dilation : {1, 2}) {
                if (stride > 1 && dilation > 1) continue;  // Keras refuses both
                const json config{{"strides", {stride, stride}},
                                  {"dilation_rate", {dilation, dilation}},
                                  {"padding", same ? "same" : "valid"},
                                  {"activation", "linear"}};
                expect_near(run(layer("Conv2D", "c", config), x, {kernel, bias}),
                            convolve(x, kernel, &bias, {stride, dilation, 1, same}));
            }
}

TEST(KerasLayers, Conv2DInGroupsAndWithoutBias) {
    const Array x = pattern({1, 5, 5, 4}, 1), kernel = pattern({3, 3, 2, 6}, 2);
    expect_near(run(layer("Conv2D", "c", {{"groups", 2}, {"use_bias", false}}), x, {kernel}),
                convolve(x, kernel, nullptr, {1, 1, 2, false}));
}

TEST(KerasLayers, Conv2DWithChannelsFirst) {
    const Array x = pattern({1, 3, 5, 6}, 1), kernel = pattern({3, 3, 3, 2}, 2), bias = pattern({2}, 3);
    const Array y = run(layer("Conv2D", "c", {{"data_format", "channels_first"}}), x, {kernel, bias});
    ASSERT_EQ(y.shape, (Extents{1, 2, 3, 4}));
    Array last{{1, 5, 6, 3}, {}};
    test::each_index(last.shape, [&](const Extents& at) {
        last.values.push_back(x.values[place(x.shape, {at[0], at[3], at[1], at[2]})]);
    });
    const Array expected = convolve(last, kernel, &bias, {});
    test::each_index(y.shape, [&](const Extents& at) {
        EXPECT_NEAR(y.values[place(y.shape, at)],
                    expected.values[place(expected.shape, {at[0], at[2], at[3], at[1]})], 1e-5);
    });
}

TEST(KerasLayers, DepthwiseConv2D) {
    const Array x = pattern({1, 6, 7, 3}, 1), kernel = pattern({3, 3, 3, 2}, 2), bias = pattern({6}, 3);
    const json config{{"strides", {2, 2}}, {"padding", "same"}, {"depth_multiplier", 2}};
    expect_near(run(layer("DepthwiseConv2D", "c", config), x, {kernel, bias}),
                plus(convolve_each(x, kernel, {2, 1, 1, true}), bias));
}

TEST(KerasLayers, SeparableConv2D) {
    const Array x = pattern({1, 6, 7, 3}, 1), depthwise = pattern({3, 3, 3, 2}, 2),
                pointwise = pattern({1, 1, 6, 4}, 3), bias = pattern({4}, 4);
    const json config{{"strides", {1, 1}}, {"padding", "same"}, {"activation", "relu"}};
    const Array between = convolve_each(x, depthwise, {1, 1, 1, true});
    expect_near(run(layer("SeparableConv2D", "c", config), x, {depthwise, pointwise, bias}),
                each(convolve(between, pointwise, &bias, {}), [](double v) { return std::max(v, 0.0); }));
}

// Pools

Array pooled(const Array& x, std::int64_t size, std::int64_t stride, bool same, bool largest) {
    // A pool is a convolution of each channel with another sum: the mean counts what is inside.
    const std::int64_t height = same ? (x.shape[1] + stride - 1) / stride : (x.shape[1] - size) / stride + 1;
    const std::int64_t width = same ? (x.shape[2] + stride - 1) / stride : (x.shape[2] - size) / stride + 1;
    const auto before = [&](std::int64_t out, std::int64_t extent) {
        return same ? std::max<std::int64_t>(0, (out - 1) * stride + size - extent) / 2 : 0;
    };
    Array y{{x.shape[0], height, width, x.shape[3]}, {}};
    test::each_index(y.shape, [&](const Extents& at) {
        double sum = 0, most = -1e9;
        int count = 0;
        for (std::int64_t i = 0; i < size; ++i)
            for (std::int64_t j = 0; j < size; ++j) {
                const std::int64_t r = at[1] * stride + i - before(height, x.shape[1]);
                const std::int64_t c = at[2] * stride + j - before(width, x.shape[2]);
                if (r < 0 || c < 0 || r >= x.shape[1] || c >= x.shape[2]) continue;
                const double value = x.values[place(x.shape, {at[0], r, c, at[3]})];
                sum += value;
                most = std::max(most, value);
                ++count;
            }
        y.values.push_back(largest ? most : sum / count);
    });
    return y;
}

TEST(KerasLayers, Pools) {
    const Array x = pattern({2, 7, 6, 3}, 1);
    for (const bool same : {false, true})
        for (const auto& [size, stride] : {std::pair{2, 2}, std::pair{3, 2}, std::pair{2, 1}}) {
            const json config{{"pool_size", {size, size}},
                              {"strides", {stride, stride}},
                              {"padding", same ? "same" : "valid"}};
            expect_near(run(layer("MaxPooling2D", "p", config), x), pooled(x, size, stride, same, true));
            expect_near(run(layer("AveragePooling2D", "p", config), x), pooled(x, size, stride, same, false));
        }
    // Without strides they are those of the windows' size.
    expect_near(run(layer("MaxPooling2D", "p", {{"pool_size", 3}, {"strides", nullptr}}), x),
                pooled(x, 3, 3, false, true));
}

TEST(KerasLayers, GlobalPools) {
    const Array x = pattern({2, 4, 4, 3}, 1);
    Array largest = pooled(x, 4, 4, false, true), mean = pooled(x, 4, 4, false, false);
    expect_near(run(layer("GlobalAveragePooling2D", "g", {{"keepdims", true}}), x), mean);
    largest.shape = mean.shape = {2, 3};
    expect_near(run(layer("GlobalAveragePooling2D", "g"), x), mean);
    expect_near(run(layer("GlobalMaxPooling2D", "g"), x), largest);
}

// Order

TEST(KerasLayers, FlattenHasKerasOrder) {
    Array x = pattern({2, 3, 4, 5}, 1);
    const Array kernel = pattern({1, 1, 5, 5}, 2);
    const Array y = convolve(x, kernel, nullptr, {});
    const Graph graph = test::graph_of(
        test::read_h5(test::sequential({test::input({2, 3, 4, 5}),
                                        layer("Conv2D", "c", {{"use_bias", false}}), layer("Flatten", "f")}),
                      "2.4.0", {{"c/kernel:0", kernel}}));
    expect_near(test::GraphInterpreter(graph)({x}), {{2, 60}, y.values});
}

TEST(KerasLayers, FlattenOfChannelsFirstIsPixelByPixel) {
    const Array x = pattern({1, 3, 2, 2}, 1);
    const Array y = run(layer("Flatten", "f", {{"data_format", "channels_first"}}), x);
    ASSERT_EQ(y.shape, (Extents{1, 12}));
    EXPECT_DOUBLE_EQ(y.values[1], x.values[4]);  // the second channel of the first pixel
}

TEST(KerasLayers, ReshapeAndPermute) {
    const Array x = pattern({2, 3, 4, 2}, 1);
    expect_near(run(layer("Reshape", "r", {{"target_shape", {4, -1}}}), x), {{2, 4, 6}, x.values});
    expect_near(run(layer("Reshape", "r", {{"target_shape", {24}}}), x), {{2, 24}, x.values});
    const Array turned = run(layer("Permute", "p", {{"dims", {2, 1, 3}}}), x);
    ASSERT_EQ(turned.shape, (Extents{2, 4, 3, 2}));
    EXPECT_DOUBLE_EQ(turned.values[place(turned.shape, {1, 3, 2, 1})],
                     x.values[place(x.shape, {1, 2, 3, 1})]);
    EXPECT_THROW(run(layer("Reshape", "r", {{"target_shape", {5, -1}}}), x), Error);
    EXPECT_THROW(run(layer("Permute", "p", {{"dims", {1, 1, 3}}}), x), Error);
}

TEST(KerasLayers, AReshapedRowBecomesAPicture) {
    const Array x = pattern({1, 12}, 1), kernel = pattern({2, 2, 1, 2}, 2);
    const Graph graph = test::graph_of(test::read_h5(
        test::sequential({test::input({nullptr, 12}), layer("Reshape", "r", {{"target_shape", {3, 4, 1}}}),
                          layer("Conv2D", "c", {{"use_bias", false}})}),
        "3.0.0", {{"c/kernel", kernel}}));
    expect_near(test::GraphInterpreter(graph)({x}), convolve({{1, 3, 4, 1}, x.values}, kernel, nullptr, {}));
}

TEST(KerasLayers, PaddingAndCropping) {
    const Array x = pattern({1, 3, 4, 2}, 1);
    const Array padded = run(layer("ZeroPadding2D", "z", {{"padding", {{1, 2}, {0, 3}}}}), x);
    ASSERT_EQ(padded.shape, (Extents{1, 6, 7, 2}));
    EXPECT_EQ(padded.values[place(padded.shape, {0, 0, 0, 0})], 0);
    EXPECT_EQ(padded.values[place(padded.shape, {0, 1, 0, 1})], x.values[1]);
    EXPECT_EQ(run(layer("ZeroPadding2D", "z", {{"padding", {1, 2}}}), x).shape, (Extents{1, 5, 8, 2}));
    EXPECT_EQ(run(layer("ZeroPadding2D", "z", {{"padding", 1}}), x).shape, (Extents{1, 5, 6, 2}));
    expect_near(run(layer("Cropping2D", "c", {{"cropping", {{1, 2}, {0, 3}}}}), padded), x);
    EXPECT_THROW(run(layer("Cropping2D", "c", {{"cropping", 2}}), x), Error);
}

// Dense

TEST(KerasLayers, DenseIsOverTheLastAxis) {
    const Array kernel = pattern({3, 4}, 2), bias = pattern({4}, 3);
    for (const Extents& shape : {Extents{2, 3}, Extents{2, 5, 3}, Extents{2, 5, 2, 3}}) {
        const Array x = pattern(shape, 1);
        const std::int64_t rows = test::product(shape) / 3;
        Array expected = convolve({{1, 1, rows, 3}, x.values}, {{1, 1, 3, 4}, kernel.values}, &bias, {});
        expected.shape = shape;
        expected.shape.back() = 4;
        expect_near(run(layer("Dense", "d"), x, {kernel, bias}), expected);
    }
}

TEST(KerasLayers, WrongWeightsAreNamed) {
    const Array x = pattern({1, 3}, 1);
    const std::string line = test::error_line([&] {
        run(layer("Dense", "last"), x, {pattern({4, 2}, 1), pattern({2}, 1)});
    });
    EXPECT_NE(line.find("'kernel' of layer 'last' (Dense) have the shape [4, 2]"), std::string::npos) << line;
    EXPECT_NE(test::error_line([&] {
                  run(layer("Dense", "last"), x, {pattern({3, 2}, 1)});
              }).find("weight tensors (2) than the file has (1)"),
              std::string::npos);
}

// Normalisation

Array normalised(Array x, const Array& gamma, const Array& beta, const Array& mean, const Array& variance,
                 double epsilon) {
    for (std::size_t i = 0; i < x.values.size(); ++i) {
        const std::size_t c = i % mean.values.size();
        x.values[i] =
            (x.values[i] - mean.values[c]) / std::sqrt(variance.values[c] + epsilon) * gamma.values[c] +
            beta.values[c];
    }
    return x;
}

TEST(KerasLayers, BatchNormalization) {
    const Array gamma = pattern({3}, 1), beta = pattern({3}, 2), mean = pattern({3}, 3),
                variance = positive({3}, 4), ones{{3}, {1, 1, 1}}, zeros{{3}, {0, 0, 0}};
    for (const Extents& shape : {Extents{2, 3}, Extents{2, 4, 3}, Extents{2, 4, 5, 3}}) {
        const Array x = pattern(shape, 5);
        const json last = static_cast<int>(shape.size()) - 1;
        expect_near(
            run(layer("BatchNormalization", "b", {{"axis", {last}}}), x, {gamma, beta, mean, variance}),
            normalised(x, gamma, beta, mean, variance, 1e-3));
        expect_near(run(layer("BatchNormalization", "b", {{"axis", -1}, {"scale", false}, {"epsilon", 0.1}}),
                        x, {beta, mean, variance}),
                    normalised(x, ones, beta, mean, variance, 0.1));
        expect_near(run(layer("BatchNormalization", "b", {{"center", false}}), x, {gamma, mean, variance}),
                    normalised(x, gamma, zeros, mean, variance, 1e-3));
    }
}

TEST(KerasLayers, BatchNormalizationBehindAConvolution) {
    const Array x = pattern({1, 4, 4, 2}, 1), kernel = pattern({2, 2, 2, 3}, 2);
    const Array gamma = pattern({3}, 1), beta = pattern({3}, 2), mean = pattern({3}, 3),
                variance = positive({3}, 4);
    const Graph graph = test::graph_of(test::read_h5(
        test::sequential({test::input({nullptr, 4, 4, 2}), layer("Conv2D", "c", {{"use_bias", false}}),
                          layer("BatchNormalization", "b", {{"axis", json::array({3})}})}),
        "2.4.0",
        {{"c/k", kernel},
         {"b/gamma", gamma},
         {"b/beta", beta},
         {"b/moving_mean", mean},
         {"b/moving_variance", variance}}));
    EXPECT_EQ(graph.nodes[2].op, "BatchNormalization");
    expect_near(test::GraphInterpreter(graph)({x}),
                normalised(convolve(x, kernel, nullptr, {}), gamma, beta, mean, variance, 1e-3));
}

TEST(KerasLayers, RescalingAndNormalization) {
    const Array x = pattern({2, 4, 4, 3}, 1), mean = pattern({3}, 3), variance = positive({3}, 4);
    expect_near(run(layer("Rescaling", "r", {{"scale", 0.5}, {"offset", -1}}), x),
                each(x, [](double v) { return v * 0.5 - 1; }));
    expect_near(run(layer("Rescaling", "r", {{"scale", 0.5}, {"offset", 0.0}}), x),
                each(x, [](double v) { return v * 0.5; }));
    const Array ones{{3}, {1, 1, 1}}, zeros{{3}, {0, 0, 0}};
    expect_near(run(layer("Normalization", "n", {{"axis", {-1}}, {"mean", nullptr}, {"variance", nullptr}}),
                    x, {mean, variance, {{}, {100}}}),
                normalised(x, ones, zeros, mean, variance, 0));
    expect_near(
        run(layer("Normalization", "n", {{"axis", nullptr}, {"mean", 0.1307}, {"variance", 0.25}}), x),
        each(x, [](double v) { return (v - 0.1307) / 0.5; }));
}

// Non-linearities

double sigmoid(double v) { return 1 / (1 + std::exp(-v)); }

TEST(KerasLayers, Activations) {
    const Array x = each(pattern({2, 30}, 1), [](double v) { return v * 4; });
    const std::map<std::string, std::function<double(double)>> expected{
        {"linear", [](double v) { return v; }},
        {"relu", [](double v) { return std::max(v, 0.0); }},
        {"relu6", [](double v) { return std::clamp(v, 0.0, 6.0); }},
        {"sigmoid", sigmoid},
        {"tanh", [](double v) { return std::tanh(v); }},
        {"elu", [](double v) { return v < 0 ? std::expm1(v) : v; }},
        {"selu", [](double v) { return 1.05070098 * (v < 0 ? 1.67326324 * std::expm1(v) : v); }},
        {"softplus", [](double v) { return std::log1p(std::exp(v)); }},
        {"softsign", [](double v) { return v / (1 + std::abs(v)); }},
        {"swish", [](double v) { return v * sigmoid(v); }},
        {"silu", [](double v) { return v * sigmoid(v); }},
        {"gelu", [](double v) { return v * 0.5 * (1 + std::erf(v / std::sqrt(2.0))); }},
        {"mish", [](double v) { return v * std::tanh(std::log1p(std::exp(v))); }},
        {"exponential", [](double v) { return std::exp(v); }},
        {"leaky_relu", [](double v) { return v < 0 ? 0.2 * v : v; }},
        {"hard_sigmoid", [](double v) { return std::clamp(v / 6 + 0.5, 0.0, 1.0); }},
        {"hard_silu", [](double v) { return v * std::clamp(v / 6 + 0.5, 0.0, 1.0); }}};
    for (const auto& [name, function] : expected) {
        SCOPED_TRACE(name);
        Array y = each(x, function);
        expect_near(run(layer("Activation", "a", {{"activation", name}}), x), y);
        const Array one{{1, 1}, {1}}, zero{{1}, {0}};
        Array column{{60, 1}, x.values};
        y.shape = {60, 1};
        expect_near(run(layer("Dense", "d", {{"activation", name}}), column, {one, zero}), y);
    }
    expect_near(run(layer("Activation", "a", {{"activation", "hard_sigmoid"}}), x, {}, "2.15.0"),
                each(x, [](double v) { return std::clamp(0.2 * v + 0.5, 0.0, 1.0); }));
}

TEST(KerasLayers, ActivationsAsObjects) {
    const Array x = pattern({2, 6}, 1);
    const auto leaky = each(x, [](double v) { return v < 0 ? 0.25 * v : v; });
    const json slope{
        {"module", "keras.layers"}, {"class_name", "LeakyReLU"}, {"config", {{"negative_slope", 0.25}}}};
    expect_near(run(layer("Activation", "a", {{"activation", slope}}), x), leaky);
    const json function{{"module", "builtins"}, {"class_name", "function"}, {"config", "tanh"}};
    expect_near(run(layer("Activation", "a", {{"activation", function}}), x),
                each(x, [](double v) { return std::tanh(v); }));
    const std::string line = test::error_line([&] {
        run(layer("Activation", "a", {{"activation", "my_own"}}), x);
    });
    EXPECT_NE(line.find("layer 'a' (Activation) has the activation 'my_own'"), std::string::npos) << line;
}

TEST(KerasLayers, LayersOfActivation) {
    const Array x = each(pattern({2, 3, 4, 5}, 1), [](double v) { return v * 4; });
    expect_near(run(layer("ReLU", "r", {{"max_value", 2.5}}), x),
                each(x, [](double v) { return std::clamp(v, 0.0, 2.5); }));
    expect_near(run(layer("ReLU", "r", {{"max_value", 2.5}, {"negative_slope", 0.5}, {"threshold", 0.0}}), x),
                each(x, [](double v) { return std::min(2.5, v < 0 ? 0.5 * v : v); }));
    expect_near(run(layer("LeakyReLU", "l", {{"alpha", 0.1}}), x, {}, "2.4.0"),
                each(x, [](double v) { return v < 0 ? 0.1 * v : v; }));
    const json wrapped{{"class_name", "__numpy__"}, {"config", {{"value", 0.1}, {"dtype", "float32"}}}};
    expect_near(run(layer("LeakyReLU", "l", {{"alpha", wrapped}}), x),
                each(x, [](double v) { return v < 0 ? 0.1 * v : v; }));
    expect_near(run(layer("ELU", "e", {{"alpha", 0.5}}), x),
                each(x, [](double v) { return v < 0 ? 0.5 * std::expm1(v) : v; }));
    const Array alpha = positive({1, 1, 5}, 2);
    Array y = x;
    for (std::size_t i = 0; i < y.values.size(); ++i)
        if (y.values[i] < 0) y.values[i] *= alpha.values[i % 5];
    expect_near(run(layer("PReLU", "p", {{"shared_axes", {1, 2}}}), x, {alpha}), y);
}

TEST(KerasLayers, SoftmaxIsOverKerasAxis) {
    const Array x = pattern({1, 2, 3, 4}, 1);
    for (const auto& [one, axis, sum] :
         {std::tuple{layer("Softmax", "s"), 3, 6}, std::tuple{layer("Softmax", "s", {{"axis", 1}}), 1, 12},
          std::tuple{layer("Activation", "s", {{"activation", "softmax"}}), 3, 6}}) {
        const Array y = run(one, x);
        std::map<Extents, double> sums;
        test::each_index(y.shape, [&, a = axis](Extents at) {
            const double value = y.values[place(y.shape, at)];
            at[static_cast<std::size_t>(a)] = 0;
            sums[at] += value;
        });
        EXPECT_EQ(static_cast<int>(sums.size()), sum);
        for (const auto& [at, all] : sums) EXPECT_NEAR(all, 1, 1e-6);
    }
}

// Several inputs

/// Of two branches of a convolution each, joined by `one`.
Array joined(const json& one, const Array& x, const Array& kernel_a, const Array& kernel_b) {
    const json convolution{{"use_bias", false}, {"padding", "same"}};
    const Graph graph =
        test::graph_of(test::read_h5(test::functional({test::hears(test::input(x.shape, "in"), {}),
                                                       test::hears(layer("Conv2D", "a", convolution), {"in"}),
                                                       test::hears(layer("Conv2D", "b", convolution), {"in"}),
                                                       test::hears(one, {"a", "b"})},
                                                      "in", one["config"]["name"]),
                                     "2.4.0", {{"a/k", kernel_a}, {"b/k", kernel_b}}));
    return test::GraphInterpreter(graph)({x});
}

TEST(KerasLayers, Joins) {
    const Array x = pattern({1, 3, 4, 2}, 1), first = pattern({3, 3, 2, 3}, 2),
                second = pattern({3, 3, 2, 3}, 3);
    const Array a = convolve(x, first, nullptr, {1, 1, 1, true}),
                b = convolve(x, second, nullptr, {1, 1, 1, true});
    const auto both = [&](const std::function<double(double, double)>& function) {
        Array y = a;
        for (std::size_t i = 0; i < y.values.size(); ++i) y.values[i] = function(a.values[i], b.values[i]);
        return y;
    };
    const std::map<std::string, std::function<double(double, double)>> expected{
        {"Add", [](double p, double q) { return p + q; }},
        {"Subtract", [](double p, double q) { return p - q; }},
        {"Multiply", [](double p, double q) { return p * q; }},
        {"Average", [](double p, double q) { return (p + q) / 2; }},
        {"Maximum", [](double p, double q) { return std::max(p, q); }},
        {"Minimum", [](double p, double q) { return std::min(p, q); }}};
    for (const auto& [name, function] : expected) {
        SCOPED_TRACE(name);
        expect_near(joined(layer(name, "j"), x, first, second), both(function));
    }
    for (const int axis : {1, 2, 3, -1}) {
        SCOPED_TRACE(axis);
        const Array y = joined(layer("Concatenate", "j", {{"axis", axis}}), x, first, second);
        const auto along = static_cast<std::size_t>(axis < 0 ? 3 : axis);
        Extents shape = a.shape;
        shape[along] *= 2;
        ASSERT_EQ(y.shape, shape);
        test::each_index(shape, [&](Extents at) {
            const double value = y.values[place(y.shape, at)];
            const bool of_a = at[along] < a.shape[along];
            if (!of_a) at[along] -= a.shape[along];
            EXPECT_NEAR(value, (of_a ? a : b).values[place(a.shape, at)], 1e-5);
        });
    }
    EXPECT_THROW(joined(layer("Add", "j"), x, first, pattern({3, 3, 2, 4}, 3)), Error);
}

TEST(KerasLayers, SqueezeAndExciteBroadcasts) {
    const Array x = pattern({1, 3, 4, 2}, 1);
    const Graph graph = test::graph_of(test::read_h5(
        test::functional({test::hears(test::input(x.shape, "in"), {}),
                          test::hears(layer("GlobalAveragePooling2D", "g", {{"keepdims", true}}), {"in"}),
                          test::hears(layer("Multiply", "m"), {"in", "g"})},
                         "in", "m"),
        "3.0.0", {}));
    Array y = x;
    const Array mean = test::GraphInterpreter(graph)({x});  // only its shape is new
    EXPECT_EQ(mean.shape, x.shape);
    double sum = 0;
    for (std::size_t i = 0; i < x.values.size(); i += 2) sum += x.values[i];
    EXPECT_NEAR(mean.values[0], x.values[0] * sum / 12, 1e-6);
}

// What does nothing

TEST(KerasLayers, TrainingAloneIsLeftOutAndNamed) {
    const Array x = pattern({1, 3, 4, 2}, 1);
    const ForeignFile file =
        test::read_h5(test::sequential({test::input(x.shape), layer("RandomFlip", "flip"),
                                        layer("GaussianNoise", "noise"), layer("SpatialDropout2D", "drop"),
                                        layer("Activation", "a", {{"activation", "relu"}})}),
                      "3.0.0", {});
    ASSERT_EQ(file.skipped.size(), 1u);
    EXPECT_EQ(file.skipped[0].in(Language::English), "layers that act in training alone: flip, noise, drop");
    ASSERT_EQ(test::graph_of(file).nodes.size(), 1u);
    EXPECT_EQ(test::graph_of(file).nodes[0].name, "a");
}

TEST(KerasLayers, WhatCannotBeReadIsNamed) {
    const Array x = pattern({1, 4, 4, 1}, 1);
    const auto line = [&](json one) { return test::error_line([&] { run(one, x); }); };
    const auto expect_words = [](const std::string& found, const std::vector<std::string>& words) {
        for (const std::string& word : words) EXPECT_NE(found.find(word), std::string::npos) << found;
    };
    expect_words(line(layer("Lambda", "scale")), {"layer 'scale' (Lambda)", "Python code"});
    expect_words(line(layer("MyAttention", "mine")),
                 {"layer 'mine' (MyAttention)", "no layer of Keras's own"});
    expect_words(line(layer("Conv2DTranspose", "up")), {"layer 'up' (Conv2DTranspose)", "ONNX"});
    expect_words(line(layer("LSTM", "words")), {"layer 'words' (LSTM)", "read pictures"});
    expect_words(line(layer("Embedding", "words")), {"layer 'words' (Embedding)", "read pictures"});
    json custom = layer("Dense", "mine");
    custom["registered_name"] = "Custom>Dense";
    expect_words(line(custom), {"layer 'mine' (Dense)", "no layer of Keras's own"});
    expect_words(line(layer("MaxPooling2D", "p", {{"pool_size", {5, 5}}})), {"layer 'p'", "too small"});
    expect_words(line(layer("MaxPooling2D", "p", {{"pool_size", "two"}})), {"'pool_size' of layer 'p'"});
}

}  // namespace
}  // namespace convoscope::models::keras
