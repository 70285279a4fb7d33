// Keras's non-linearities against their definitions.
#include <gtest/gtest.h>

#include "models/keras_single_layers.h"
#include "support/error_line.h"

namespace convoscope::models::keras {
namespace {

using nlohmann::json;
using test::Array;
using test::each;
using test::expect_near;
using test::Extents;
using test::layer;
using test::pattern;
using test::place;
using test::positive;
using test::run;

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

}  // namespace
}  // namespace convoscope::models::keras
