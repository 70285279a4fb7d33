// Inputs found by gradient ascent.
#include "explain/maximise.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "base/job.h"
#include "data/own_digits.h"
#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/zoo.h"
#include "support/bundled.h"
#include "train/show.h"

namespace convoscope::explain {
namespace {

MaximiseJob::Result found(const nn::ModelPtr& model, const std::string& address, MaximiseOptions options = {},
                          bool whole_map = false) {
    MaximiseJob job(model, aim_at(*model, address, whole_map), options);
    while (job.step()) {
    }
    EXPECT_EQ(job.progress(), 1.0f);
    return job.result();
}

float value_of_picture(const nn::Model& model, const Aim& aim, const std::vector<float>& picture) {
    nn::Workspace workspace(model.architecture);
    std::ranges::copy(picture, workspace.input().begin());
    nn::forward(model, workspace);
    return value_of(model.architecture, workspace, aim);
}

nn::ModelPtr initialised(nn::Architecture architecture) {
    nn::Model model = nn::empty_model(std::move(architecture));
    nn::initialise(model, 3);
    return std::make_shared<nn::Model>(std::move(model));
}

TEST(Maximise, ALogitGoesBeyondThatOfEveryOwnDigit) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    const nn::Architecture& architecture = model->architecture;
    const auto digits = std::make_shared<data::LabelledImages>(data::load_own_digits(test::assets()));
    const train::Part part = train::whole(digits);
    std::vector<float> largest(10, -1000.0f);
    nn::Workspace workspace(architecture);
    for (std::size_t i = 0; i < part.count; ++i) {
        train::show(architecture.input, part, i, workspace.input());
        nn::forward(*model, workspace);
        const auto logits = workspace.pre_activations(static_cast<int>(architecture.nodes.size()) - 1);
        for (std::size_t k = 0; k < 10; ++k) largest[k] = std::max(largest[k], logits[k]);
    }
    for (const int digit : {0, 2, 4, 7}) {
        const auto result = found(model, "output.pre/" + std::to_string(digit));
        EXPECT_GT(result.climbs.front().value, largest[static_cast<std::size_t>(digit)] + 0.5f) << digit;
        nn::Workspace shown(architecture);
        std::ranges::copy(result.climbs.front().picture, shown.input().begin());
        nn::forward(*model, shown);
        EXPECT_EQ(winner(architecture, shown), logit_of(architecture, digit));
    }
}

TEST(Maximise, RaisesTheValueInEveryLayer) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    for (const char* address :
         {"conv1/0", "conv1.pre/3", "pool1/2", "conv2/9", "fc1/17", "fc2/5", "output/2"}) {
        SCOPED_TRACE(address);
        const auto result = found(model, address, {.starts = 2});
        for (const Climb& climb : result.climbs) {
            ASSERT_EQ(climb.values.size(), 201u);
            EXPECT_GT(climb.value, climb.values.front() + 0.2f);
            EXPECT_EQ(climb.value, climb.values.back());
            EXPECT_EQ(climb.value, value_of_picture(*model, result.aim, climb.picture));
        }
        EXPECT_GE(result.climbs[0].value, result.climbs[1].value);
    }
}

/// On a blank page, to which the noise fades, all that mlp's 3 hears is off.
TEST(Maximise, FindsAWayOutOfWhereThereIsNoGradient) {
    const nn::ModelPtr model = test::bundled_model("mlp");
    for (const Climb& climb : found(model, "output.pre/3").climbs) EXPECT_GT(climb.value, 5.0f);
}

TEST(Maximise, OfAMapItIsTheMean) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    const auto result = found(model, "conv2/9", {.starts = 1}, true);
    nn::Workspace workspace(model->architecture);
    std::ranges::copy(result.climbs[0].picture, workspace.input().begin());
    nn::forward(*model, workspace);
    const auto map = workspace.activations(model->architecture.find("conv2")).subspan(9 * 100, 100);
    double sum = 0;
    for (const float value : map) sum += static_cast<double>(value);
    EXPECT_NEAR(result.climbs[0].value, sum / 100, 1e-5);
    EXPECT_GT(result.climbs[0].value, 0.1f);
    EXPECT_EQ(result.field.last_row - result.field.first_row, 32);
}

/// Small steps, and nothing that pulls against them.
TEST(Maximise, WithoutPriorsEverySmallStepGoesUp) {
    const nn::ModelPtr model = initialised(nn::lenet5_1998());
    const auto result = found(model, model->architecture.nodes.back().name + ".pre/1",
                              {.starts = 2,
                               .steps = 40,
                               .noise = 0.5f,
                               .rate = 2e-3f,
                               .decay = 0,
                               .fade = 0,
                               .blur_every = 0,
                               .jitter = 0});
    for (const Climb& climb : result.climbs)
        for (std::size_t i = 1; i < climb.values.size(); ++i)
            EXPECT_GT(climb.values[i], climb.values[i - 1]) << i;
}

TEST(Maximise, TheSeedDecidesAndTheNumberOfStartsDoesNot) {
    const nn::ModelPtr model = initialised(nn::lenet5());
    const MaximiseOptions options{.starts = 1, .steps = 30, .seed = 5};
    MaximiseOptions several = options;
    several.starts = 3;
    MaximiseOptions other = options;
    other.seed = 6;
    const auto once = found(model, "fc1/3", options);
    EXPECT_EQ(found(model, "fc1/3", options).climbs[0].picture, once.climbs[0].picture);
    EXPECT_NE(found(model, "fc1/3", other).climbs[0].picture, once.climbs[0].picture);
    const auto climbs = found(model, "fc1/3", several).climbs;
    EXPECT_EQ(std::ranges::count_if(climbs,
                                    [&](const Climb& one) { return one.picture == once.climbs[0].picture; }),
              1);
    EXPECT_NE(climbs[0].picture, climbs[1].picture);
}

/// Colours, each in a range of its own, one of them turned round.
TEST(Maximise, PixelsStayWithinTheirChannelsRange) {
    nn::Architecture architecture = test::odd_network();
    architecture.input.preprocessing = nn::Preprocessing::Photo;
    architecture.input.channels = {{-2.0f, 3.0f}, {0.5f, -0.5f}};
    const nn::ModelPtr model = initialised(architecture);
    const auto result = found(model, "conv_2/4", {.starts = 2, .steps = 60, .rate = 2});
    const std::size_t plane = 13 * 17;
    float reached = 0;
    for (const Climb& climb : result.climbs)
        for (std::size_t i = 0; i < climb.picture.size(); ++i) {
            const float low = i < plane ? -2.0f : -0.5f;
            const float high = i < plane ? 3.0f : 0.5f;
            EXPECT_GE(climb.picture[i], low);
            EXPECT_LE(climb.picture[i], high);
            if (climb.picture[i] == low || climb.picture[i] == high) ++reached;
        }
    EXPECT_GT(reached, 0.0f);  // the bounds were met
    EXPECT_GT(result.climbs[0].value, result.climbs[0].values[0]);
}

TEST(Maximise, HandsOverThePictureAsItForms) {
    const nn::ModelPtr model = initialised(nn::lenet5());
    const auto watch = std::make_shared<MaximiseJob::Watch>();
    MaximiseJob job(model, aim_at(*model, "fc1/3", false), {.starts = 2, .steps = 2000}, watch);
    EXPECT_FALSE(watch->take());
    EXPECT_TRUE(job.step());
    const auto first = watch->take();
    ASSERT_TRUE(first);
    EXPECT_FALSE(watch->take());
    ASSERT_GE(first->climbs.size(), 1u);
    EXPECT_EQ(first->climbs[0].picture.size(), 1024u);
    EXPECT_LT(first->climbs[0].values.size(), 2001u);
    EXPECT_LT(job.progress(), 1.0f);
    while (job.step()) {
    }
    const auto last = watch->take();
    const auto result = job.result();
    ASSERT_TRUE(last);
    EXPECT_EQ(std::max(last->climbs[0].value, last->climbs[1].value), result.climbs[0].value);
}

TEST(Maximise, RunsAsAJob) {
    const nn::ModelPtr model = initialised(nn::lenet5());
    Runner runner(0);
    auto pending =
        runner.start(MaximiseJob(model, aim_at(*model, "fc1/3", false), {.starts = 1, .steps = 20}));
    while (runner.busy()) runner.run_for(std::chrono::milliseconds(1));
    EXPECT_EQ(pending.take()->climbs[0].values.size(), 21u);
}

TEST(Maximise, SaysWhatCannotBeClimbed) {
    const nn::ModelPtr model = initialised(nn::lenet5());
    EXPECT_THROW(aim_at(*model, "conv9/0", false), Error);
    const Aim aim = aim_at(*model, "fc1/3", false);
    EXPECT_THROW(MaximiseJob(model, aim, {.steps = 0}), Error);
    EXPECT_THROW(MaximiseJob(model, aim, {.starts = 0}), Error);
    EXPECT_THROW(MaximiseJob(model, aim_at(*model, "input/0/3/3", false)), Error);
}

}  // namespace
}  // namespace convoscope::explain
