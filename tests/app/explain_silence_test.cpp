// "What can it do without?": parts are switched off, and picture, answer and accuracy follow.

#include <gtest/gtest.h>

#include <algorithm>

#include "app/explain_set.h"
#include "app/headless.h"
#include "base/error.h"
#include "explain/silenced.h"
#include "features/explain/silence.h"
#include "features/explain/trying.h"
#include "nn/forward.h"
#include "support/bundled.h"
#include "train/show.h"

namespace convoscope::test {
namespace {

using explain_shown::Silence;
using explain_shown::Tried;

class ExplainSilence : public ::testing::Test {
  protected:
    ExplainSilence() {
        give_small_set(headless_);
        headless_.draw({{0.5f, 0.2f, 0}, {0.5f, 0.5f, 0}, {0.5f, 0.8f, 0}});
    }
    std::vector<float> activations(const char* layer) {
        const auto& exhibit = studio_.exhibit();
        const auto values = exhibit.workspace().activations(exhibit.architecture().find(layer));
        return {values.begin(), values.end()};
    }
    std::vector<float> probabilities() { return studio_.exhibit().reading().probabilities; }
    void run(const char* id, const std::string& argument = {}) {
        studio_.run(id, argument);
        frames();
    }
    /// One in which the network is altered, and one in which it reads.
    void frames() {
        headless_.frame();
        headless_.frame();
    }
    /// Pictures of the set that are read rightly with this off, one by one.
    long correct(const explain::Silenced& silenced) {
        const explain::Silencer silencer(studio_.exhibit().own_model(), silenced);
        const train::Part part = headless_.part<explain_shown::DataSet>().part();
        nn::Workspace workspace(silencer.model()->architecture);
        long right = 0;
        for (std::size_t i = 0; i < part.count; ++i) {
            train::show(silencer.model()->architecture.input, part, i, workspace.input());
            silencer.forward(workspace);
            const auto output = workspace.output();
            right += std::ranges::max_element(output) - output.begin() == part.label(i);
        }
        return right;
    }

    Headless headless_{bundled_model("lenet5")};
    studio::Studio& studio_ = headless_.studio();
};

TEST_F(ExplainSilence, AMapThatIsOffIsZeroAndTheAnswerFollows) {
    const std::vector<float> before = probabilities();
    run("explain.silence", "map conv1/2/3/3");
    EXPECT_EQ(studio_.view().explanation, "silence");
    const std::vector<float> layer = activations("conv1");
    const std::size_t plane = layer.size() / 6;
    const auto of_map = [&](std::size_t map) {
        return std::vector(layer.begin() + static_cast<long>(map * plane),
                           layer.begin() + static_cast<long>((map + 1) * plane));
    };
    EXPECT_EQ(of_map(2), std::vector<float>(plane, 0.0f));
    EXPECT_NE(of_map(1), std::vector<float>(plane, 0.0f));

    const explain::Silencer silencer(studio_.exhibit().own_model(),
                                     {{{explain::SwitchKind::Map, "conv1/2", {}, 0}}});
    nn::Workspace workspace(studio_.exhibit().architecture());
    studio_.exhibit().load_unaltered(workspace.input());
    silencer.forward(workspace);
    const auto expected = workspace.output();
    EXPECT_EQ(probabilities(), std::vector<float>(expected.begin(), expected.end()));
    EXPECT_NE(probabilities(), before);

    run("explain.on_again", "map conv1/2");
    EXPECT_EQ(probabilities(), before);
    EXPECT_FALSE(studio_.can_run("explain.on_again")) << "nothing is off";
}

TEST_F(ExplainSilence, ABiasIsOffInTheModelOnShow) {
    const auto fc1 = static_cast<std::size_t>(studio_.exhibit().architecture().find("fc1"));
    ASSERT_NE(studio_.exhibit().model().parameters()[fc1].bias[17], 0);
    run("explain.silence", "bias fc1/17");
    EXPECT_EQ(studio_.exhibit().model().parameters()[fc1].bias[17], 0);
    run("explain.on_again");
    EXPECT_EQ(studio_.exhibit().model_pointer(), studio_.exhibit().own_model());
}

TEST_F(ExplainSilence, WhatIsOffStaysOffWhileLayersAreScrambled) {
    run("explain.scramble", "2");
    const std::vector<float> scrambled = probabilities();
    run("explain.silence", "conv2/9/3/4");
    headless_.part<Tried>().now.scrambled = 2;
    frames();
    const auto& exhibit = studio_.exhibit();
    EXPECT_NE(exhibit.model_pointer(), exhibit.own_model());
    const nn::Unit unit = *nn::parse_address(exhibit.architecture(), "conv2/9/3/4");
    EXPECT_EQ(activations("conv2")[static_cast<std::size_t>(nn::index_of(exhibit.architecture(), unit))], 0);
    run("explain.on_again");
    EXPECT_EQ(probabilities(), scrambled);
}

TEST_F(ExplainSilence, AWrongAddressChangesNothing) {
    run("explain.silence", "fc1/17");
    for (const char* wrong : {"fc1/999", "map nowhere/3", "bias pool1/0", "edge fc1/17", "map "})
        EXPECT_THROW(studio_.run("explain.silence", wrong), Error) << wrong;
    EXPECT_THROW(studio_.run("explain.on_again", "fc1/16"), Error);
    EXPECT_EQ(headless_.part<Tried>().now.silenced.switches.size(), 1u);
}

TEST_F(ExplainSilence, UndoIsAboutTheDrawing) {
    run("explain.silence", "fc1/17");
    headless_.key('Z', studio::kControl);
    EXPECT_TRUE(studio_.canvas.drawing().blank());
    EXPECT_EQ(headless_.part<Tried>().now.silenced.switches.size(), 1u);
}

TEST_F(ExplainSilence, ClosingTheExplanationsBringsTheNetworkBack) {
    const std::vector<float> before = probabilities();
    run("explain.silence", "map conv1/2");
    ASSERT_NE(probabilities(), before);
    run("explain.open", "maps");
    EXPECT_NE(probabilities(), before) << "the other pages are about the network that is on show";
    run("explain.close");
    EXPECT_EQ(probabilities(), before);
}

TEST_F(ExplainSilence, TheAccuracyIsThatOfTheSetReadWithoutThem) {
    run("explain.silence", "map conv1/2");
    run("explain.silence", "map conv1/5");
    studio_.finish();
    const Silence& state = headless_.part<Silence>();
    EXPECT_TRUE(state.everything.whole);
    EXPECT_TRUE(state.without.whole);
    EXPECT_EQ(state.everything.found.pictures, kSmallSet);
    EXPECT_EQ(state.everything.found.correct, correct({}));
    EXPECT_EQ(state.without.found.correct, correct(headless_.part<Tried>().now.silenced));
    EXPECT_LT(state.without.found.correct, state.everything.found.correct);
}

TEST_F(ExplainSilence, EachMapIsTriedAlone) {
    run("explain.open", "silence");
    studio_.finish();
    const Silence& state = headless_.part<Silence>();
    ASSERT_TRUE(state.each.whole);
    ASSERT_EQ(state.each.found.without.size(), 22u);
    for (const std::size_t at : {std::size_t{2}, std::size_t{15}}) {
        const explain::Without& one = state.each.found.without[at];
        EXPECT_EQ(one.correct, correct({{{explain::SwitchKind::Map, one.address, {}, 0}}})) << one.address;
    }
    // A switch is about the network as it is now, the chart about each map alone.
    run("explain.silence", "map conv1/2");
    EXPECT_TRUE(state.each.whole);
}

}  // namespace
}  // namespace convoscope::test
