#include "studio/sentence.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/bundled.h"

namespace convoscope::studio {
namespace {

canvas::Drawing seven() {
    canvas::Drawing drawing;
    drawing.strokes = {{{{60, 60, 0}, {220, 60, 0}, {130, 230, 0}}, 25, false}};
    return drawing;
}

/// What is said of the units of one model, with a seven drawn or nothing.
struct Said {
    explicit Said(const char* model, bool drawn = true) : exhibit(test::bundled_model(model)) {
        if (drawn) canvas.replace(seven());
        exhibit.read(canvas, {}, runner);
        if (exhibit.numbers()) exhibit.stage.show(exhibit.numbers(), true);
    }
    nn::Unit unit(const char* address) const {
        return nn::parse_address(exhibit.architecture(), address).value();
    }
    std::string of(const char* address) const {
        return sentence_of(exhibit, unit(address), Language::English);
    }

    Runner runner{0};
    canvas::Canvas canvas;
    Exhibit exhibit;
};

bool contains(const std::string& words, const char* part) { return words.find(part) != std::string::npos; }

TEST(Sentence, StrengthIsAShareOfTheLayersScale) {
    EXPECT_EQ(strength_of(0, 2), Strength::Silent);
    EXPECT_EQ(strength_of(0.01f, 2), Strength::Silent);
    EXPECT_EQ(strength_of(0.4f, 2), Strength::Weak);
    EXPECT_EQ(strength_of(1.0f, 2), Strength::Medium);
    EXPECT_EQ(strength_of(-1.9f, 2), Strength::Strong);
    EXPECT_EQ(strength_of(1, 0), Strength::Silent);
    EXPECT_EQ(strength_words(-1.9f, 2).in(Language::English), "strong and negative");
    EXPECT_EQ(strength_words(-0.001f, 2).in(Language::English), "silent");
}

TEST(Sentence, OfTheFirstConvolutionNamesAStroke) {
    const Said said("lenet5");
    const std::string words = said.of("conv1/3/10/10");
    EXPECT_TRUE(contains(words, "This neuron looks for strokes like \\ in a 5 × 5 patch; here it sees"))
        << words;
}

TEST(Sentence, SaysHowMuchOfItIsThere) {
    const Said said("lenet5");
    const auto values = said.exhibit.numbers()->activations(1);
    const auto strongest = std::ranges::max_element(values) - values.begin();
    const nn::Shape& shape = said.exhibit.architecture().nodes[1].output;
    const int area = shape.height * shape.width;
    const int index = static_cast<int>(strongest);
    const nn::Unit unit{1, index / area, index % area / shape.width, index % shape.width};
    const std::string words = sentence_of(said.exhibit, unit, Language::English);
    EXPECT_TRUE(contains(words, "; here it sees one: ")) << words;
    EXPECT_TRUE(words.ends_with(", strong.")) << words;
    EXPECT_TRUE(contains(said.of("conv1/3/0/0"), "here it sees none: ")) << said.of("conv1/3/0/0");
}

TEST(Sentence, OfADeeperUnitNamesWhatDrivesIt) {
    const Said said("lenet5");
    EXPECT_TRUE(
        contains(said.of("conv2/6/5/5"), "This neuron combines the maps of Max pooling 1, from 5 × 5 neurons"))
        << said.of("conv2/6/5/5");
    EXPECT_TRUE(contains(said.of("fc1/17"), "This neuron weighs all 400 neurons of Max pooling 2: "));
    EXPECT_TRUE(contains(said.of("pool2/1/2/2"), "passes on the largest of 2 × 2 neurons of Convolution 2: "));
    EXPECT_TRUE(contains(Said("harley").of("output/3"), "This neuron stands for \"3\": "));
    EXPECT_TRUE(contains(said.of("input/0/10/10"), "This is a pixel of what the network sees: "));
}

// Whatever pushes most the way the unit went: the sum's largest part, or its most negative one.
TEST(Sentence, TheDriverIsTheLargestPartOfTheSum) {
    const Said said("lenet5");
    const nn::Unit unit = said.unit("output/7");
    const nn::Calculation calculation = nn::calculate(said.exhibit.model(), *said.exhibit.numbers(), unit);
    const auto most = std::ranges::max_element(calculation.terms, {}, &nn::LinearTerm::contribution);
    const std::string words = said.of("output/7");
    EXPECT_TRUE(words.ends_with("Fully connected 2, neuron " + std::to_string(most->source) + ".")) << words;
}

TEST(Sentence, WhileNothingIsDrawnOnlyTheAimIsSaid) {
    const Said said("lenet5", false);
    EXPECT_EQ(said.of("fc1/17"), "This neuron weighs all 400 neurons of Max pooling 2.");
    EXPECT_EQ(said.of("input/0/3/4"), "This is a pixel of what the network sees.");
}

TEST(Sentence, OfATanhMayBeTheOpposite) {
    const Said said("harley");
    const auto values = said.exhibit.numbers()->activations(1);
    const auto lowest = static_cast<int>(std::ranges::min_element(values) - values.begin());
    const nn::Shape& shape = said.exhibit.architecture().nodes[1].output;
    const int area = shape.height * shape.width;
    const nn::Unit unit{1, lowest / area, lowest % area / shape.width, lowest % shape.width};
    const std::string words = sentence_of(said.exhibit, unit, Language::English);
    EXPECT_TRUE(contains(words, "; here it sees the opposite: -")) << words;
    EXPECT_TRUE(words.ends_with("strong and negative.")) << words;
}

}  // namespace
}  // namespace convoscope::studio
