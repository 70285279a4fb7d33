// Keras's other layers against their definitions: those that move numbers, normalise, join, or do nothing.
#include <gtest/gtest.h>

#include "models/keras_single_layers.h"
#include "support/error_line.h"

namespace convoscope::models::keras {
namespace {

using nlohmann::json;
using test::Array;
using test::convolve;
using test::each;
using test::expect_near;
using test::Extents;
using test::layer;
using test::pattern;
using test::place;
using test::positive;
using test::run;

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
