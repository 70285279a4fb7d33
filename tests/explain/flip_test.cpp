#include "explain/flip.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/error.h"
#include "explain/changes.h"
#include "explain/class_of.h"
#include "explain/input_gradient.h"
#include "explain/passes.h"
#include "explain/reading.h"

namespace convoscope::explain {
namespace {

using test::finished;

TEST(ScoreGradient, IsWhatASmallChangeDoes) {
    for (const nn::ModelPtr& model : {test::bundled_model("lenet5"),
                                      test::random_model("odd", test::odd_network()), test::plain_model()}) {
        SCOPED_TRACE(model->name);
        const nn::Architecture& architecture = model->architecture;
        const std::size_t classes = architecture.classes.size();
        const auto input = test::random_page(architecture.input, 6);
        const auto way = test::random_values<float>(input.size(), 7);
        const auto weights = test::random_values<float>(classes, 8);  // which do not add up to 0
        nn::Workspace workspace(architecture);
        const auto score_at = [&](float step) {
            for (std::size_t i = 0; i < input.size(); ++i) workspace.input()[i] = input[i] + step * way[i];
            nn::forward(*model, workspace);
            const auto scores = scores_of(architecture, workspace);
            double sum = 0;
            for (std::size_t k = 0; k < classes; ++k)
                sum += static_cast<double>(weights[k]) * static_cast<double>(scores[k]);
            return sum;
        };
        constexpr float kStep = 2e-4f;  // few of the kinks lie within it
        const double slope = (score_at(kStep) - score_at(-kStep)) / (2 * static_cast<double>(kStep));
        score_at(0);
        ScoreGradient gradient(architecture);
        const auto slopes = gradient.of(*model, workspace, weights);
        double along = 0;
        for (std::size_t i = 0; i < input.size(); ++i)
            along += static_cast<double>(way[i]) * static_cast<double>(slopes[i]);
        EXPECT_NEAR(along, slope, 0.02 * std::abs(slope) + 1e-3);
    }
}

/// The result's numbers are those of its input, and its input is one that the network could be shown.
void expect_holds(const nn::Model& model, const std::vector<float>& input, const InputFlip& flip) {
    const nn::InputSpec& spec = model.architecture.input;
    const int area = spec.shape.height * spec.shape.width;
    const std::vector<float> outputs = test::outputs_of(model, flip.input);
    EXPECT_EQ(flip.found, answer_of(outputs) == flip.to);
    EXPECT_EQ(outputs[static_cast<std::size_t>(flip.to)], flip.probability);
    EXPECT_EQ(answer_of(test::outputs_of(model, input)), flip.from);
    double squares = 0;
    std::vector<float> ink(static_cast<std::size_t>(area));
    for (int value = 0; value < spec.shape.size(); ++value) {
        const auto at = static_cast<std::size_t>(value);
        const nn::ChannelRange range = spec.range(value / area);
        EXPECT_GE(flip.input[at], std::min(range.low, range.high));
        EXPECT_LE(flip.input[at], std::max(range.low, range.high));
        EXPECT_EQ(flip.change[at], flip.input[at] - input[at]);
        squares += std::pow(static_cast<double>(flip.change[at]), 2);
        ink[static_cast<std::size_t>(value % area)] +=
            flip.change[at] / (range.high - range.low) / static_cast<float>(spec.shape.channels);
    }
    EXPECT_NEAR(flip.l2, std::sqrt(squares), 1e-9);
    std::size_t changed = 0;
    for (int pixel = 0; pixel < area; ++pixel) {
        bool is_changed = false;
        for (int at = pixel; at < spec.shape.size(); at += area)
            is_changed = is_changed || flip.change[static_cast<std::size_t>(at)] != 0;
        if (!is_changed) continue;
        ASSERT_LT(changed, flip.pixels.size());
        EXPECT_EQ(flip.pixels[changed].row * spec.shape.width + flip.pixels[changed].column, pixel);
        EXPECT_FLOAT_EQ(flip.pixels[changed].ink, ink[static_cast<std::size_t>(pixel)]);
        ++changed;
    }
    EXPECT_EQ(changed, flip.pixels.size());
}

FlipExamples sample_digits(const nn::Model& model) {
    std::vector<std::vector<float>> inputs;
    for (int digit = 0; digit < 10; ++digit) inputs.push_back(test::digit_for(model, digit));
    return std::make_shared<const std::vector<std::vector<float>>>(std::move(inputs));
}

TEST(Flip, MakesEveryDigitEveryOther) {
    for (const char* name : {"lenet5", "mlp"}) {
        const nn::ModelPtr model = test::bundled_model(name);
        const FlipExamples examples = sample_digits(*model);
        std::size_t pixels = 0, all = 0;
        for (int digit = 0; digit < 10; digit += 3) {
            const std::vector<float> input = test::digit_for(*model, digit);
            for (int to = 0; to < 10; ++to) {
                if (to == digit) continue;
                SCOPED_TRACE(testing::Message() << name << ": " << digit << " to " << to);
                const InputFlip flip = finished(FlipJob(model, input, {.to = to}, examples));
                EXPECT_TRUE(flip.found);
                EXPECT_EQ(flip.from, digit);
                EXPECT_EQ(flip.to, to);
                expect_holds(*model, input, flip);
                EXPECT_LT(flip.pixels.size(), 80u);
                pixels += flip.pixels.size();
                ++all;
            }
        }
        EXPECT_LT(static_cast<double>(pixels) / static_cast<double>(all), 25);
    }
}

TEST(Flip, NeedsEachOfItsPixels) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    const std::vector<float> input = test::digit_for(*lenet, 3);
    const InputFlip flip = finished(FlipJob(lenet, input, {.to = 8}, sample_digits(*lenet)));
    ASSERT_TRUE(flip.found);
    for (const FlippedPixel& pixel : flip.pixels) {
        std::vector<float> without = flip.input;
        const auto at = static_cast<std::size_t>(32 * pixel.row + pixel.column);
        without[at] = input[at];
        EXPECT_NE(answer_of(test::outputs_of(*lenet, without)), 8);
    }
}

TEST(Flip, IsTheSameWheneverItIsRun) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    const std::vector<float> input = test::digit_for(*lenet, 4);
    const InputFlip one = finished(FlipJob(lenet, input, {.to = 9}));
    const InputFlip other = finished(FlipJob(lenet, input, {.to = 9}));
    EXPECT_EQ(one.input, other.input);
    EXPECT_EQ(one.steps, other.steps);
}

TEST(Flip, WorksInAnyValuesAndChannelsAndWithoutASoftmax) {
    nn::Architecture odd = test::odd_network();
    odd.input.channels = {{-1, 2}, {3, -0.5f}};
    nn::Model plain = *test::plain_model();
    plain.architecture.input.low = 0.5f;
    plain.architecture.input.high = -1;
    int found = 0;
    for (const nn::ModelPtr& model : {test::random_model("odd", odd),
                                      nn::ModelPtr(std::make_shared<nn::Model>(plain)), test::slow_model()}) {
        const auto input = test::random_page(model->architecture.input, 9);
        const int from = answer_of(test::outputs_of(*model, input));
        for (int to = 0; to < static_cast<int>(model->architecture.classes.size()); ++to) {
            if (to == from) continue;
            SCOPED_TRACE(testing::Message() << model->name << ": " << from << " to " << to);
            const InputFlip flip = finished(FlipJob(model, input, {.to = to, .most_pixels = 40}));
            expect_holds(*model, input, flip);
            EXPECT_LE(flip.pixels.size(), 40u);
            found += flip.found;
        }
    }
    EXPECT_GT(found, 0);
}

/// Of a network that only adds up, the fewest pixels are those that do most.
TEST(Flip, TakesTheFewestPixelsWhereThatIsKnown) {
    const nn::ModelPtr model = test::random_model(
        "sum",
        test::network({1, 6, 7},
                      {test::input_node(), test::linear_node("out", 0, 2, nn::Activation::Softmax)}, 2));
    const std::vector<float>& weight = model->parameters()[1].weight;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto input = test::random_page(model->architecture.input, seed);
        nn::Workspace workspace(model->architecture);
        std::ranges::copy(input, workspace.input().begin());
        nn::forward(*model, workspace);
        const int from = answer_of(workspace.output()), to = 1 - from;
        const auto logits = workspace.pre_activations(1);
        double missing = static_cast<double>(logits[static_cast<std::size_t>(from)] -
                                             logits[static_cast<std::size_t>(to)]);
        std::vector<double> gains;
        for (std::size_t pixel = 0; pixel < 42; ++pixel) {
            const double slope = static_cast<double>(weight[static_cast<std::size_t>(42 * to) + pixel] -
                                                     weight[static_cast<std::size_t>(42 * from) + pixel]);
            const double ink = static_cast<double>(input[pixel]);
            gains.push_back(slope > 0 ? slope * (1 - ink) : -slope * ink);
        }
        std::ranges::sort(gains, std::greater());
        std::size_t fewest = 0;
        while (missing > -1e-3) missing -= gains[fewest++];
        const InputFlip flip = finished(FlipJob(model, input, {.to = to}));
        EXPECT_TRUE(flip.found);
        EXPECT_EQ(flip.pixels.size(), fewest) << seed;
        EXPECT_NEAR(flip.probability, 0.5f, 0.02f);  // no more than it takes
    }
}

TEST(Flip, SaysWhereNothingWasFound) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    const std::vector<float> input = test::digit_for(*lenet, 0);
    const InputFlip flip = finished(FlipJob(lenet, input, {.to = 1, .most_pixels = 1}));
    EXPECT_FALSE(flip.found);
    EXPECT_EQ(flip.steps, 2);  // one each of two searches
    EXPECT_EQ(flip.pixels.size(), 1u);
    expect_holds(*lenet, input, flip);
    FlipJob already(lenet, input, {.to = 0});
    EXPECT_THROW(already.step(), Error);
}

TEST(Flip, KnowsClassesByNameFirst) {
    nn::Architecture architecture =
        test::network({1, 2, 2}, {test::input_node(), test::linear_node("out", 0, 3)}, 3);
    architecture.classes = {"cat", "0", "dog"};
    const nn::ModelPtr model = test::random_model("names", architecture);
    EXPECT_EQ(class_of(*model, "dog"), 2);
    EXPECT_EQ(class_of(*model, "0"), 1);
    EXPECT_EQ(class_of(*model, "2"), 2);
    for (const char* wrong : {"3", "-1", "1.5", "", "do"})
        EXPECT_THROW(class_of(*model, wrong), Error) << wrong;
}

}  // namespace
}  // namespace convoscope::explain
