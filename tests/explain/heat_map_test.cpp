#include "explain/heat_map.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "base/error.h"
#include "explain/signal.h"
#include "nn/readings.h"
#include "support/bundled.h"

namespace convoscope::explain {
namespace {

std::vector<float> seen_by(const nn::Model& model, const canvas::Picture& picture) {
    nn::Workspace workspace(model.architecture);
    test::read(model, picture, workspace);
    return {workspace.input().begin(), workspace.input().end()};
}

Target winner_of(const nn::Model& model, const std::vector<float>& input) {
    nn::Workspace workspace(model.architecture);
    std::ranges::copy(input, workspace.input().begin());
    nn::forward(model, workspace);
    return winner(model.architecture, workspace);
}

Target target_at(const nn::Model& model, const std::string& address) {
    return parse_target(model.architecture, address).value();
}

/// Of a whole forward pass.
float value_for(const nn::Model& model, const Target& target, const std::vector<float>& input) {
    nn::Workspace workspace(model.architecture);
    std::ranges::copy(input, workspace.input().begin());
    nn::forward(model, workspace);
    return value_of(model.architecture, workspace, target);
}

double sum_of(const std::vector<float>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

double magnitude_of(const std::vector<float>& values) {
    double sum = 0;
    for (const float value : values) sum += std::abs(static_cast<double>(value));
    return sum;
}

TEST(BlankPage, IsWhatTheNetworkSeesOfAnEmptyCanvas) {
    for (const nn::ModelPtr& model : test::bundled_models()) {
        const nn::InputSpec& spec = model->architecture.input;
        std::vector<float> expected(static_cast<std::size_t>(spec.shape.size()), 9.0f);
        nn::load_input(spec, std::vector<float>(28 * 28), 28, 28, expected);
        EXPECT_EQ(blank_page(spec), expected) << model->name;
    }
}

/// What is left is the midpoints' own: PyTorch in double precision leaves 1.551e-3 of the last one, too.
TEST(HeatMap, IntegratedGradientsSumToTheScoresDifference) {
    const std::vector<canvas::Picture> seen = test::pictures();
    const auto check = [&](const std::string& name, std::size_t which, double tolerance) {
        SCOPED_TRACE(name + " " + std::to_string(which));
        const nn::ModelPtr model = test::bundled_model(name);
        const std::vector<float> input = seen_by(*model, seen[which]);
        const Target target = winner_of(*model, input);
        const HeatMap map = heat_map(model, target, input, Method::Integrated, {.steps = 4096}, 2);
        const double difference =
            static_cast<double>(value_for(*model, target, input)) -
            static_cast<double>(value_for(*model, target, blank_page(model->architecture.input)));
        EXPECT_NEAR(sum_of(map.values), difference, tolerance * magnitude_of(map.values));
        EXPECT_NEAR(map.residual, sum_of(map.values) - difference, 1e-4);
        EXPECT_NEAR(map.value - map.blank, difference, 1e-4);
    };
    check("lenet5-1998", 5, 1e-3);
    check("mlp", 8, 1e-3);
    check("lenet5", 2, 1e-3);
    check("lenet5", 8, 1.6e-3);
}

/// With loops of its own, over all squares and pixels.
std::vector<float> occluded(const nn::Model& model, const Target& target, const std::vector<float>& input,
                            int patch, int stride) {
    const nn::Shape& shape = model.architecture.input.shape;
    const std::vector<float> blank = blank_page(model.architecture.input);
    const float whole = value_for(model, target, input);
    std::vector<double> drops(input.size());
    std::vector<double> counts(input.size());
    for (int top = 0; top + patch <= shape.height; top += stride)
        for (int left = 0; left + patch <= shape.width; left += stride) {
            std::vector<float> covered = input;
            std::vector<std::size_t> under;
            for (int channel = 0; channel < shape.channels; ++channel)
                for (int row = top; row < top + patch; ++row)
                    for (int column = left; column < left + patch; ++column)
                        under.push_back(
                            static_cast<std::size_t>((channel * shape.height + row) * shape.width + column));
            for (const std::size_t at : under) covered[at] = blank[at];
            const double drop = static_cast<double>(whole - value_for(model, target, covered));
            for (const std::size_t at : under) drops[at] += drop, ++counts[at];
        }
    std::vector<float> result;
    for (std::size_t i = 0; i < drops.size(); ++i)
        result.push_back(counts[i] > 0 ? static_cast<float>(drops[i] / counts[i]) : 0.0f);
    return result;
}

void expect_occluded(const nn::ModelPtr& model, const Target& target, const std::vector<float>& input,
                     int patch, int stride) {
    const HeatMap map =
        heat_map(model, target, input, Method::Occlusion, {.patch = patch, .stride = stride}, 2);
    const std::vector<float> expected = occluded(*model, target, input, patch, stride);
    ASSERT_EQ(map.values.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(map.values[i], expected[i], 1e-6) << i;
    EXPECT_GT(map.largest(), 0.01f);
}

TEST(HeatMap, OcclusionEqualsBruteForce) {
    const std::vector<canvas::Picture> seen = test::pictures();
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    const std::vector<float> input = seen_by(*lenet, seen[3]);
    expect_occluded(lenet, winner_of(*lenet, input), input, 5, 1);
    expect_occluded(lenet, target_at(*lenet, "conv2.pre/3/4/5"), input, 4, 3);
    const nn::ModelPtr old = test::bundled_model("lenet5-1998");  // its paper is no 0
    const std::vector<float> there = seen_by(*old, seen[4]);
    expect_occluded(old, winner_of(*old, there), there, 7, 2);
    const nn::ModelPtr coloured = test::random_model("strided", test::strided_network());
    const auto noise = test::random_values<float>(3 * 29 * 31, 5);
    expect_occluded(coloured, target_at(*coloured, "out.pre/1"), noise, 6, 5);
}

TEST(HeatMap, OcclusionIsZeroWhereNoSquareCovers) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    const std::vector<float> input(32 * 32, 0.5f);
    const HeatMap map = heat_map(model, target_at(*model, "output.pre/1"), input, Method::Occlusion,
                                 {.patch = 5, .stride = 10});
    EXPECT_EQ(map.values[6], 0.0f);            // between two squares
    EXPECT_EQ(map.values[32 * 32 - 1], 0.0f);  // behind the last
    EXPECT_NE(map.values[0], 0.0f);
}

TEST(HeatMap, IsTheSameWhateverTheNumberOfThreadsAndTogetherOrAlone) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    const std::vector<float> input = seen_by(*model, test::pictures()[6]);
    const Target target = winner_of(*model, input);
    const std::vector<HeatMap> one = heat_maps(model, target, input, kMethods, {}, 1);
    const std::vector<HeatMap> three = heat_maps(model, target, input, kMethods, {}, 3);
    ASSERT_EQ(one.size(), kMethods.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(one[i].method, kMethods[i]);
        ASSERT_EQ(one[i].values.size(), input.size());
        EXPECT_EQ(one[i].values, three[i].values) << i;
        EXPECT_EQ(one[i].values, heat_map(model, target, input, kMethods[i], {}, 2).values) << i;
        EXPECT_GT(one[i].largest(), 0) << i;
        EXPECT_EQ(one[i].value, value_for(*model, target, input));
    }
}

TEST(HeatMap, JobGoesInStepsAndSaysHowFarItIs) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    const std::vector<float> input = seen_by(*model, test::pictures()[1]);
    HeatMapJob job(model, winner_of(*model, input), input, kMethods, {}, 1);
    int steps = 1;
    float before = 0;
    while (job.step()) {
        EXPECT_GT(job.progress(), before);
        before = job.progress();
        ++steps;
    }
    EXPECT_EQ(job.progress(), 1.0f);
    EXPECT_GT(steps, 10);
    EXPECT_EQ(job.result().size(), kMethods.size());
}

TEST(HeatMap, SmoothGradIsTheGradientWhereThereIsNoNoiseAndRepeatsWithItsSeed) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    const std::vector<float> input = seen_by(*model, test::pictures()[7]);
    const Target target = winner_of(*model, input);
    const auto smooth = [&](const HeatMapOptions& options) {
        return heat_map(model, target, input, Method::Smooth, options).values;
    };
    const std::vector<float> gradient = heat_map(model, target, input, Method::Gradient).values;
    const std::vector<float> silent = smooth({.noise = 0});
    for (std::size_t i = 0; i < silent.size(); ++i) EXPECT_NEAR(silent[i], gradient[i], 1e-6);
    EXPECT_EQ(smooth({.seed = 5}), smooth({.seed = 5}));
    EXPECT_NE(smooth({.seed = 5}), smooth({.seed = 6}));
}

/// A linear network's gradient is the same everywhere, and its value at noisy copies shows the noise.
TEST(HeatMap, SmoothGradsNoiseHasTheDeviationThatIsAskedFor) {
    // y = relu(x)^T 1: the gradient is the share of noisy copies above 0, normally distributed.
    std::vector<test::Node> nodes{test::input_node(), test::linear_node("sum", 0, 1)};
    test::Node relu = test::graph_node("relu", nn::ops::bend, {0}, nn::Activation::Relu);
    nodes = {test::input_node(), relu, test::linear_node("sum", 1, 1)};
    nn::Model model = nn::empty_model(test::network({1, 20, 20}, std::move(nodes), 1));
    model.edit([](std::vector<nn::Parameters>& all) { all[2].weight.assign(400, 1.0f); });
    const auto shared = std::make_shared<const nn::Model>(std::move(model));
    const std::vector<float> input(400, -0.2f);
    const HeatMap map =
        heat_map(shared, target_at(*shared, "sum/0"), input, Method::Smooth, {.samples = 200, .noise = 0.2f});
    EXPECT_NEAR(sum_of(map.values) / 400, 0.1587, 0.005);  // beyond one deviation
}

TEST(HeatMap, GradCamTakesTheLastLayerWithMapsThatLeadsToTheUnit) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    const nn::Architecture& architecture = model->architecture;
    EXPECT_EQ(default_layer(architecture, target_at(*model, "output.pre/3")), architecture.find("pool2"));
    EXPECT_EQ(default_layer(architecture, target_at(*model, "conv2/3/1/1")), architecture.find("pool1"));
    EXPECT_EQ(default_layer(architecture, target_at(*model, "conv1/3/1/1")), -1);
    const nn::Architecture odd = test::odd_network();
    EXPECT_EQ(default_layer(odd, parse_target(odd, "out.pre/1").value()), odd.find("pool2"));
    EXPECT_EQ(default_layer(odd, parse_target(odd, "branch/1/1/1").value()), odd.find("pool.1"));
}

TEST(HeatMap, SaysWhyThereIsNone) {
    const nn::ModelPtr model = test::bundled_model("mlp");
    const std::vector<float> input = seen_by(*model, test::pictures()[7]);
    const Target target = winner_of(*model, input);
    EXPECT_THROW(heat_map(model, target, input, Method::GradCam), Error);
    const std::vector<HeatMap> maps = heat_maps(model, target, input, kMethods);
    for (const HeatMap& map : maps) {
        EXPECT_EQ(map.why_not.has_value(), map.method == Method::GradCam);
        EXPECT_EQ(map.values.empty(), map.why_not.has_value());
    }
    const auto refused = [&](const std::string& address, Method method, const HeatMapOptions& options) {
        return why_not(model->architecture, target_at(*model, address), method, options).has_value();
    };
    EXPECT_TRUE(refused("input/0/3/3", Method::Gradient, {}));
    EXPECT_TRUE(refused("output/3", Method::Occlusion, {.patch = 29}));
    EXPECT_FALSE(refused("output/3", Method::Occlusion, {.patch = 28}));
    const nn::Architecture odd = test::odd_network();
    const Target out = parse_target(odd, "out.pre/1").value();
    EXPECT_TRUE(why_not(odd, out, Method::GradCam, {.layer = odd.find("branch")}));
    EXPECT_TRUE(why_not(odd, out, Method::GradCam, {.layer = odd.find("fc")}));
    EXPECT_FALSE(why_not(odd, out, Method::GradCam, {.layer = odd.find("conv_2")}));
}

}  // namespace
}  // namespace convoscope::explain
