// What a page says of a whole layer is counted once, and by a job where the values are many.

#include "features/ask/measure.h"

#include <gtest/gtest.h>

#include "features/ask/ask.h"
#include "features/ask/pages.h"
#include "models/architecture_json.h"
#include "nn/initialise.h"
#include "studio/selection.h"
#include "support/bundled.h"

namespace convoscope::ask {
namespace {

using studio::Studio;

/// A convolution of 313,600 units, which a job reads, and a linear layer of 313,600 weights.
nn::ModelPtr large_model() {
    nn::Model model = nn::empty_model(models::parse_architecture(R"({"version": 1, "nodes": [
        {"name": "input", "op": "input", "inputs": []},
        {"name": "conv1", "op": "conv", "inputs": ["input"], "channels": 400, "kernel": [7, 7], "stride": 1,
         "padding": 3, "activation": "relu"},
        {"name": "pool1", "op": "max_pool", "inputs": ["conv1"], "kernel": [28, 28], "stride": 28, "padding": 0,
         "activation": "identity"},
        {"name": "fc1", "op": "linear", "inputs": ["pool1"], "channels": 784, "activation": "relu"},
        {"name": "output", "op": "linear", "inputs": ["fc1"], "channels": 2, "activation": "softmax"}],
        "classes": ["no", "yes"], "input": {"shape": [1, 28, 28], "range": [0, 1], "preprocessing": "mnist"},
        "temperature": 1, "unsure_below": 0.5})"));
    nn::initialise(model, 7);
    return std::make_shared<const nn::Model>(std::move(model));
}

class MeasurementTest : public testing::Test {
  protected:
    /// Opens a studio without threads on a drawing, and a page of a layer there.
    Studio& open(nn::ModelPtr model, const std::string& layer, const std::string& page) {
        studio::Setup setup;
        setup.model = std::move(model);
        studio_.emplace(std::move(setup));
        draw(200);
        studio::inspect(*studio_, studio_->exhibit().architecture().find(layer));
        studio_->view().page = page;
        return *studio_;
    }
    void draw(float x) {
        canvas::Drawing drawing;
        drawing.strokes = {{{{60, 60, 0}, {x, 200, 0}}, 25, false}};
        studio_->canvas.replace(drawing);
        studio_->settle();
    }
    void run_jobs() {
        while (studio_->runner().busy()) studio_->runner().run_for(std::chrono::microseconds(1));
    }
    void expect_of(std::span<const float> values, nn::Activation activation) {
        const Measured* measured = measurement_.of(*studio_);
        ASSERT_TRUE(measured);
        const nn::Statistics whole = nn::statistics_of(values);
        EXPECT_EQ(measured->statistics.count, whole.count);
        EXPECT_EQ(measured->statistics.mean, whole.mean);
        EXPECT_EQ(measured->statistics.histogram, whole.histogram);
        EXPECT_EQ(measured->silent, nn::dead_units(activation, values));
    }

    std::optional<Studio> studio_;
    Measurement measurement_;
};

TEST_F(MeasurementTest, FewValuesAreThereAtOnceAndFollowTheDrawing) {
    Studio& studio = open(test::bundled_model("lenet5"), "conv2", "layer");
    const int node = studio.exhibit().architecture().find("conv2");
    measurement_.follow(studio);
    expect_of(studio.exhibit().workspace().activations(node), nn::Activation::Relu);
    draw(80);
    EXPECT_FALSE(measurement_.of(studio)) << "of another drawing";
    measurement_.follow(studio);
    expect_of(studio.exhibit().workspace().activations(node), nn::Activation::Relu);
}

TEST_F(MeasurementTest, ManyWeightsAreCountedByAJob) {
    Studio& studio = open(large_model(), "fc1", "weights");
    measurement_.follow(studio);
    EXPECT_FALSE(measurement_.of(studio));
    EXPECT_TRUE(studio.runner().busy());
    run_jobs();
    EXPECT_TRUE(measurement_.has_news());
    measurement_.follow(studio);
    const int node = studio.exhibit().architecture().find("fc1");
    expect_of(studio.exhibit().model().parameters()[static_cast<std::size_t>(node)].weight,
              nn::Activation::Identity);
    draw(80);
    EXPECT_TRUE(measurement_.of(studio)) << "weights are the same whatever is drawn";
}

TEST_F(MeasurementTest, ManyActivationsAreCountedByAJobThatNewInkCancels) {
    Studio& studio = open(large_model(), "conv1", "layer");
    ASSERT_TRUE(studio.exhibit().is_slow());
    measurement_.follow(studio);
    EXPECT_FALSE(measurement_.of(studio));
    studio.runner().run_for(std::chrono::microseconds(1));
    draw(80);
    measurement_.follow(studio);
    run_jobs();
    measurement_.follow(studio);
    expect_of(studio.exhibit().workspace().activations(1), nn::Activation::Relu);
}

TEST_F(MeasurementTest, ThereIsNothingToMeasureOfAUnitOrOfNothingDrawn) {
    Studio& studio = open(test::bundled_model("lenet5"), "conv2", "unit");
    measurement_.follow(studio);
    EXPECT_FALSE(measurement_.of(studio));
    studio.view().page = "layer";
    studio.canvas.replace({});
    studio.settle();
    measurement_.follow(studio);
    EXPECT_FALSE(measurement_.of(studio));
    studio.view().page = "no such page";
    EXPECT_EQ(&open_page(studio), pages().front());
}

}  // namespace
}  // namespace convoscope::ask
