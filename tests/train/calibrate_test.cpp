#include "train/calibrate.h"

#include <gtest/gtest.h>

#include "nn/initialise.h"
#include "nn/ops/operator.h"
#include "train/evaluate.h"
#include "train/tiny.h"

namespace convoscope::train {
namespace {

/// Logits are the first three pixels of the input, whatever else there is.
nn::Model pixel_model(float factor) {
    nn::Architecture architecture;
    architecture.input.shape = {1, 10, 10};
    architecture.classes = {"a", "b", "c"};
    nn::Node input;
    input.name = "input";
    nn::Node output;
    output.name = "output";
    output.op = &nn::ops::linear;
    output.inputs = {0};
    output.activation = nn::Activation::Softmax;
    output.channels = 3;
    architecture.nodes = {input, output};
    architecture.resolve();
    nn::Model model = nn::empty_model(architecture);
    model.edit([factor](std::vector<nn::Parameters>& parameters) {
        for (int k = 0; k < 3; ++k) parameters[1].weight[k * 100 + k] = factor;
    });
    return model;
}

/// 100 pictures whose class-0 pixel is full of ink, `right` of which are of class 0 and the others of
/// class 1.
std::shared_ptr<data::LabelledImages> leaning(int right) {
    auto images = std::make_shared<data::LabelledImages>();
    images->height = images->width = 10;
    images->pixels.assign(100 * 100, 0);
    for (int i = 0; i < 100; ++i) {
        images->pixels[i * 100] = 255;
        images->labels.push_back(i < right ? 0 : 1);
    }
    return images;
}

TEST(Calibrate, TheTemperatureMakesProbabilitiesTrue) {
    Workers workers(2);
    nn::Model model = pixel_model(20.0f);  // says 100 %, where 80 % are right
    const Part part = whole(leaning(80));
    const Evaluation before = evaluate(model, part, workers);
    EXPECT_NEAR(before.calibration_error(), 0.2, 1e-3);
    model.architecture.temperature = fit_temperature(model, {{{part}}}, workers);
    const Evaluation after = evaluate(model, part, workers);
    EXPECT_LT(after.loss, before.loss);
    EXPECT_NEAR(after.calibration_error(), 0.0, 1e-3);
    nn::Workspace workspace(model.architecture);
    workspace.input()[0] = 1.0f;
    nn::forward(model, workspace);
    EXPECT_NEAR(workspace.output()[0], 0.8, 1e-3);
}

TEST(Calibrate, ItWorksTheOtherWayToo) {
    Workers workers(1);
    nn::Model model = pixel_model(1.0f);  // says 58 %, where 95 % are right
    model.architecture.temperature = fit_temperature(model, {{{whole(leaning(95))}}}, workers);
    nn::Workspace workspace(model.architecture);
    workspace.input()[0] = 1.0f;
    nn::forward(model, workspace);
    EXPECT_NEAR(workspace.output()[0], 0.95, 1e-3);
}

TEST(Calibrate, SeveralSetsCountByTheirWeights) {
    Workers workers(1);
    nn::Model model = pixel_model(1.0f);
    const std::vector<HeldOut> sets{{whole(leaning(95)), 3.0}, {whole(leaning(75)), 1.0}};
    model.architecture.temperature = fit_temperature(model, sets, workers);
    nn::Workspace workspace(model.architecture);
    workspace.input()[0] = 1.0f;
    nn::forward(model, workspace);
    EXPECT_NEAR(workspace.output()[0], 0.9, 1e-3);
}

/// Pictures whose class-0 pixel has 1, 2, ... `count` times `step` levels of ink.
std::shared_ptr<data::LabelledImages> graded(int count, int step) {
    auto images = std::make_shared<data::LabelledImages>();
    images->height = images->width = 10;
    images->pixels.assign(count * 100, 0);
    for (int i = 0; i < count; ++i) {
        images->pixels[i * 100] = static_cast<std::uint8_t>((i + 1) * step);
        images->labels.push_back(0);
    }
    return images;
}

float sureness_of(float logit) { return 1.0f / (1.0f + 2.0f * std::exp(-logit)); }

TEST(Calibrate, TheThresholdIsReachedByAllButSevenInAThousandOfEverySet) {
    Workers workers(2);
    const nn::Model model = pixel_model(4.0f);
    // Of 250 pictures one may be lost (0.7 % are 1.75): the second is the least sure that is kept.
    const std::vector<HeldOut> fine{{whole(graded(250, 1))}};
    EXPECT_NEAR(fit_threshold(model, fine, workers), sureness_of(4.0f * 2 / 255), 1e-5);
    // Of 100 none may, and the set that is less sure decides.
    const std::vector<HeldOut> two{{whole(leaning(95))}, {whole(graded(100, 2))}};
    EXPECT_NEAR(fit_threshold(model, two, workers), sureness_of(4.0f * 2 / 255), 1e-5);
    EXPECT_FLOAT_EQ(fit_threshold(pixel_model(20.0f), {{{whole(leaning(95))}}}, workers), 0.9f);
    EXPECT_NEAR(fit_threshold(pixel_model(-4.0f), {{{whole(leaning(95))}}}, workers), 0.49546f, 1e-4);
}

}  // namespace
}  // namespace convoscope::train
