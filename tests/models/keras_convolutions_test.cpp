// Keras's convolutions, pools and Dense against their definitions.
#include <gtest/gtest.h>

#include "models/keras_single_layers.h"
#include "support/error_line.h"

namespace convoscope::models::keras {
namespace {

using nlohmann::json;
using test::Array;
using test::convolve;
using test::convolve_each;
using test::each;
using test::expect_near;
using test::Extents;
using test::layer;
using test::pattern;
using test::place;
using test::plus;
using test::run;

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

}  // namespace
}  // namespace convoscope::models::keras
