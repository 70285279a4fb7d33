#include "studio/exhibit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/error.h"
#include "nn/ops/operator.h"
#include "nn/zoo.h"
#include "support/bundled.h"

namespace convoscope::studio {
namespace {

canvas::Drawing seven() {
    canvas::Drawing drawing;
    drawing.strokes = {{{{60, 60, 0}, {220, 60, 0}, {130, 230, 0}}, 25, false}};
    return drawing;
}

/// An exhibit with a canvas of its own.
struct Reader {
    explicit Reader(nn::ModelPtr model) : exhibit(std::move(model)) {}
    bool read() { return exhibit.read(canvas, preprocessing, runner); }
    const Reading& reading() const { return exhibit.reading(); }

    Runner runner{0};
    canvas::Canvas canvas;
    canvas::PreprocessOptions preprocessing;
    Exhibit exhibit;
};

TEST(Exhibit, ABlankCanvasIsReadAsBlank) {
    Reader reader(test::bundled_model("lenet5"));
    reader.read();
    EXPECT_EQ(reader.reading().verdict.kind, nn::VerdictKind::Blank);
    for (const float probability : reader.reading().probabilities) EXPECT_EQ(probability, 0);
}

TEST(Exhibit, ReadsADrawingOnceAndForgetsItWhenCleared) {
    Reader reader(test::bundled_model("lenet5"));
    reader.read();
    EXPECT_FALSE(reader.read());
    reader.canvas.replace(seven());
    EXPECT_TRUE(reader.read());
    EXPECT_FALSE(reader.read());
    EXPECT_EQ(reader.reading().verdict.kind, nn::VerdictKind::Class);
    EXPECT_EQ(reader.reading().verdict.best, 7);
    const auto& probabilities = reader.reading().probabilities;
    EXPECT_NEAR(std::accumulate(probabilities.begin(), probabilities.end(), 0.0), 1, 1e-5);
    EXPECT_EQ(reader.reading().drawing_revision, reader.canvas.revision());

    reader.canvas.clear();
    EXPECT_TRUE(reader.read());
    EXPECT_EQ(reader.reading().verdict.kind, nn::VerdictKind::Blank);
    EXPECT_EQ(reader.reading().probabilities[7], 0);
}

TEST(Exhibit, ReadsTheSameDrawingAnewWhenAStepIsLeftOut) {
    Reader reader(test::bundled_model("lenet5"));
    canvas::Drawing small = seven();
    for (canvas::Point& point : small.strokes[0].points) point = {point.x / 3, point.y / 3, 0};
    reader.canvas.replace(small);
    reader.read();
    const Reading usual = reader.reading();
    reader.preprocessing = {false, false, true};
    EXPECT_TRUE(reader.read());
    EXPECT_NE(reader.reading().probabilities, usual.probabilities);
    EXPECT_EQ(reader.exhibit.steps().cropped.width, reader.exhibit.steps().drawn.width);
    reader.preprocessing = {};
    EXPECT_TRUE(reader.read());
    EXPECT_EQ(reader.reading().probabilities, usual.probabilities);
}

TEST(Exhibit, TakesTheStepsThatTheModelWants) {
    Reader reader(std::make_shared<const nn::Model>(nn::empty_model(nn::fashion())));
    reader.canvas.replace(seven());
    reader.read();
    EXPECT_EQ(std::max(reader.exhibit.steps().scaled.width, reader.exhibit.steps().scaled.height), 28);
    EXPECT_FALSE(reader.reading().preprocessing.centre);
    EXPECT_TRUE(reader.reading().preprocessing.crop);
    EXPECT_FALSE(reader.read());
}

TEST(Exhibit, RefusesANetworkThatIsTooSmall) {
    nn::Architecture architecture = nn::lenet5();
    architecture.input.shape = {1, 20, 20};
    architecture.resolve();
    const auto model = std::make_shared<const nn::Model>(nn::empty_model(architecture));
    EXPECT_THROW(Exhibit exhibit(model), Error);
}

/// One linear layer of `classes` units over a picture in colour.
nn::ModelPtr for_photos(int side, std::vector<nn::ChannelRange> channels = {}) {
    nn::Architecture architecture;
    architecture.input.shape = {3, side, side};
    architecture.input.preprocessing = nn::Preprocessing::Photo;
    architecture.input.channels = std::move(channels);
    architecture.classes = {"red", "other"};
    nn::Node input;
    input.name = "input";
    nn::Node output;
    output.name = "output";
    output.op = &nn::ops::linear;
    output.inputs = {0};
    output.activation = nn::Activation::Softmax;
    output.channels = 2;
    architecture.nodes = {input, output};
    architecture.resolve();
    nn::Model model = nn::empty_model(architecture);
    model.edit([side](std::vector<nn::Parameters>& all) {
        for (int i = 0; i < side * side; ++i) all.back().weight[static_cast<std::size_t>(i)] = 1;
    });
    return std::make_shared<const nn::Model>(std::move(model));
}

/// A canvas with a photograph that is all of one colour.
canvas::Drawing sheet(unsigned char red, unsigned char green, unsigned char blue) {
    canvas::Photo photo{8, 8, {}, {}};
    for (int i = 0; i < 64; ++i) photo.rgb.insert(photo.rgb.end(), {red, green, blue});
    canvas::Drawing drawing;
    drawing.photo = std::make_shared<const canvas::Photo>(std::move(photo));
    return drawing;
}

TEST(Exhibit, ANetworkForPhotographsSeesColours) {
    Reader reader(for_photos(4, {{-1, 1}, {0, 2}, {5, 7}}));
    reader.read();
    EXPECT_EQ(reader.reading().verdict.kind, nn::VerdictKind::Blank);
    reader.canvas.replace(sheet(255, 0, 51));
    EXPECT_TRUE(reader.read());
    EXPECT_EQ(reader.reading().verdict.best, 0) << "red";
    const auto seen = reader.exhibit.workspace().activations(0);
    EXPECT_FLOAT_EQ(seen[0], 1);
    EXPECT_FLOAT_EQ(seen[16], 0);
    EXPECT_FLOAT_EQ(seen[32], 5.4f);
    ASSERT_NE(reader.exhibit.seen(), nullptr);
    EXPECT_FLOAT_EQ(reader.exhibit.seen()->planes[32], 0.2f);
}

TEST(Exhibit, OneCanDrawOnAPhotograph) {
    Reader reader(for_photos(28));
    reader.canvas.replace(sheet(0, 0, 0));
    reader.read();
    EXPECT_EQ(reader.exhibit.workspace().activations(0)[28 * 14 + 14], 0);
    reader.canvas.begin_stroke({140, 140, 0}, 100, false);
    reader.canvas.end_stroke();
    EXPECT_TRUE(reader.read());
    EXPECT_EQ(reader.exhibit.workspace().activations(0)[28 * 14 + 14], 1);
}

TEST(Exhibit, AnInkNetworkTakesNoNoticeOfColours) {
    Reader reader(test::bundled_model("lenet5"));
    reader.canvas.replace(seven());
    reader.read();
    EXPECT_EQ(reader.exhibit.seen(), nullptr);
}

/// A bundled model whose classes all have something in common.
nn::ModelPtr with_offset() {
    nn::Model model = *test::bundled_model("lenet5");
    model.edit([](std::vector<nn::Parameters>& all) {
        for (float& weight : all.back().weight) weight -= 0.25f;
        for (float& bias : all.back().bias) bias -= 1;
    });
    return std::make_shared<const nn::Model>(std::move(model));
}

TEST(Exhibit, AClassesCalculationIsAgainstWhatAllClassesHaveInCommon) {
    Reader reader(with_offset());
    reader.canvas.replace(seven());
    reader.read();
    Exhibit& exhibit = reader.exhibit;
    EXPECT_EQ(exhibit.calculation_against_mean(), nullptr);
    exhibit.view.selection = "output/7";
    ASSERT_NE(exhibit.calculation(), nullptr);
    EXPECT_LT(exhibit.calculation()->weighted_sum, 0);
    EXPECT_GT(exhibit.calculation_against_mean()->weighted_sum, 0);
    EXPECT_EQ(exhibit.calculation_against_mean()->activation, exhibit.calculation()->activation);
    // It follows the selection and the drawing; other layers are as they are.
    exhibit.view.selection = "output/3";
    EXPECT_LT(exhibit.calculation_against_mean()->weighted_sum, 0);
    EXPECT_EQ(exhibit.calculation_against_mean()->unit.map, 3);
    exhibit.view.selection = "fc2/3";
    EXPECT_EQ(exhibit.calculation_against_mean(), exhibit.calculation());
}

TEST(Exhibit, WhereTheClassesHaveNothingInCommonACalculationIsAsItIs) {
    Reader reader(test::bundled_model("lenet5"));
    reader.canvas.replace(seven());
    reader.read();
    reader.exhibit.view.selection = "output/7";
    ASSERT_NE(reader.exhibit.class_mean(), nullptr);
    EXPECT_TRUE(reader.exhibit.class_mean()->negligible);
    EXPECT_EQ(reader.exhibit.calculation_against_mean(), reader.exhibit.calculation());
    EXPECT_GT(reader.exhibit.calculation()->weighted_sum, 0);
}

}  // namespace
}  // namespace convoscope::studio
