// A network that takes longer than a frame is read by a job: the pen never waits, newer ink cancels, what is
// shown is whole.

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "models/architecture_json.h"
#include "nn/initialise.h"
#include "studio/exhibit.h"

namespace convoscope::studio {
namespace {

using std::chrono::microseconds;

/// Eight layers, slow on purpose: some 30 million multiplications.
nn::ModelPtr slow_model() {
    std::string nodes = R"({"name":"input","op":"input","inputs":[]})";
    std::string below = "input";
    for (int i = 1; i <= 6; ++i) {
        const std::string name = "conv" + std::to_string(i);
        nodes += R"(,{"name":")" + name + R"(","op":"conv","inputs":[")" + below +
                 R"("],"channels":16,"kernel":[5,5],"stride":1,"padding":2,"activation":"relu"})";
        below = name;
    }
    nodes += R"(,{"name":"output","op":"linear","inputs":[")" + below +
             R"("],"channels":10,"activation":"softmax"})";
    const std::string json = R"({"version":1,"nodes":[)" + nodes +
                             R"(],"classes":["0","1","2","3","4","5","6","7","8","9"],)"
                             R"("input":{"shape":[1,28,28],"range":[0,1],"preprocessing":"mnist"},)"
                             R"("temperature":1,"unsure_below":0.5})";
    nn::Model model = nn::empty_model(models::parse_architecture(json));
    nn::initialise(model, 7);
    return std::make_shared<const nn::Model>(std::move(model));
}

canvas::Drawing line_to(float x) {
    canvas::Drawing drawing;
    drawing.strokes = {{{{60, 60, 0}, {x, 200, 0}}, 25, false}};
    return drawing;
}

/// What a pass of its own makes of the drawing.
std::vector<float> probabilities_of(const nn::ModelPtr& model, const canvas::Drawing& drawing) {
    Exhibit exhibit(model);
    Runner runner(0);
    exhibit.read_to_the_end(canvas::Canvas(drawing), {}, runner);
    return exhibit.reading().probabilities;
}

struct SlowReader {
    explicit SlowReader(int threads) : runner(threads) {}
    bool read() { return exhibit.read(canvas, {}, runner); }

    nn::ModelPtr model = slow_model();
    Runner runner;
    canvas::Canvas canvas;
    Exhibit exhibit{model};
};

TEST(ReadingJob, AFastNetworkIsReadInTheFrameAndASlowOneIsNot) {
    SlowReader reader(0);
    EXPECT_TRUE(reader.exhibit.is_slow());
    reader.canvas.replace(line_to(100));
    EXPECT_FALSE(reader.read());
    EXPECT_TRUE(reader.exhibit.is_reading());
    EXPECT_TRUE(reader.exhibit.reading().blank) << "what was whole is shown meanwhile";
    EXPECT_FALSE(reader.exhibit.steps().blank) << "the steps are of the ink as it is now";
}

TEST(ReadingJob, AdvancesLayerByLayerAndIsWholeInTheEnd) {
    SlowReader reader(0);
    reader.canvas.replace(line_to(100));
    reader.read();
    for (int layer = 1; layer < 7; ++layer) {
        reader.runner.run_for(microseconds(0));
        EXPECT_FALSE(reader.read()) << layer;
    }
    reader.runner.run_for(microseconds(0));
    EXPECT_TRUE(reader.read());
    EXPECT_FALSE(reader.exhibit.is_reading());
    EXPECT_EQ(reader.exhibit.reading().drawing_revision, reader.canvas.revision());
    EXPECT_EQ(reader.exhibit.reading().probabilities, probabilities_of(reader.model, line_to(100)));
}

TEST(ReadingJob, NewerInkCancelsWhatHasHardlyBegun) {
    SlowReader reader(0);
    reader.canvas.replace(line_to(100));
    reader.read();
    reader.runner.run_for(microseconds(0));  // one layer of eight
    reader.canvas.replace(line_to(200));
    EXPECT_FALSE(reader.read());
    int steps = 0;
    while (!reader.read()) {
        reader.runner.run_for(microseconds(0));
        ASSERT_LT(++steps, 100);
    }
    EXPECT_EQ(reader.exhibit.reading().drawing_revision, reader.canvas.revision())
        << "the older one never shows";
    EXPECT_EQ(reader.exhibit.reading().probabilities, probabilities_of(reader.model, line_to(200)));
}

TEST(ReadingJob, WhatIsMoreThanHalfDoneIsShownBeforeTheNewerInk) {
    SlowReader reader(0);
    reader.canvas.replace(line_to(100));
    const std::uint64_t first = reader.canvas.revision();
    reader.read();
    for (int layer = 0; layer < 5; ++layer) reader.runner.run_for(microseconds(0));
    reader.canvas.replace(line_to(200));
    std::vector<std::uint64_t> shown;
    for (int steps = 0; steps < 100; ++steps) {
        if (reader.read()) shown.push_back(reader.exhibit.reading().drawing_revision);
        reader.runner.run_for(microseconds(0));
    }
    EXPECT_EQ(shown, (std::vector<std::uint64_t>{first, reader.canvas.revision()}));
}

TEST(ReadingJob, ABlankCanvasWaitsForNothing) {
    SlowReader reader(0);
    reader.canvas.replace(line_to(100));
    reader.read();
    reader.canvas.clear();
    EXPECT_TRUE(reader.read());
    EXPECT_FALSE(reader.exhibit.is_reading());
    EXPECT_TRUE(reader.exhibit.reading().blank);
}

class ReadingOnThreads : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Threads, ReadingOnThreads, ::testing::Values(0, 1, 3),
                         [](const auto& test) { return "With" + std::to_string(test.param); });

TEST_P(ReadingOnThreads, InkGoesOnWhileItReadsAndTheLastOneIsRead) {
    SlowReader reader(GetParam());
    for (int i = 0; i < 60; ++i) {
        reader.canvas.replace(line_to(80 + static_cast<float>(i)));
        reader.read();
        reader.runner.run_for(microseconds(200));
        if (GetParam() > 0) std::this_thread::sleep_for(microseconds(500));
    }
    reader.exhibit.read_to_the_end(reader.canvas, {}, reader.runner);
    EXPECT_EQ(reader.exhibit.reading().drawing_revision, reader.canvas.revision());
    EXPECT_EQ(reader.exhibit.reading().probabilities,
              probabilities_of(reader.model, reader.canvas.drawing()));
}

TEST_P(ReadingOnThreads, AnExhibitMayGoWhileItsJobRuns) {
    Runner runner(GetParam());
    const nn::ModelPtr model = slow_model();
    for (int i = 0; i < 10; ++i) {
        Exhibit exhibit(model);
        exhibit.read(canvas::Canvas(line_to(100)), {}, runner);
        runner.run_for(microseconds(0));
    }
    SUCCEED();
}

}  // namespace
}  // namespace convoscope::studio
