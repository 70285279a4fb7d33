// The first screen: a ghost that draws, and what somebody does meanwhile.

#include "headless/window.h"

namespace convoscope::test {
namespace {

class Welcome : public WindowTest {
  protected:
    void start() { window_.studio().run("help.welcome"); }
    const canvas::Drawing& shown() { return window_.studio().shown_canvas().drawing(); }
    bool shows_a_ghost() { return window_.studio().ghost.has_value(); }
    /// What is seen beside the left column.
    RgbPicture stage() {
        const RgbPicture whole = window_.look_at_rest();
        const int left = static_cast<int>(window_.studio().places.stage.x);
        return cut(whole, left, 0, whole.width - left, whole.height);
    }
    int read() { return window_.studio().exhibit().reading().verdict.best; }

    OpenWindow window_ = open();
};

TEST_F(Welcome, AGhostDrawsAThreeThatIsReadAndSeenAndNotKept) {
    const RgbPicture blank = window_.look_at_rest();
    start();
    window_.pass(1.2);
    ASSERT_TRUE(shows_a_ghost());
    const std::size_t half = shown().strokes.at(0).points.size();
    window_.pass(10);
    EXPECT_GT(shown().strokes.at(0).points.size(), half);
    EXPECT_EQ(read(), 3);
    EXPECT_GT(share_beyond(30, blank, window_.look_at_rest()), 0.01);
    EXPECT_TRUE(window_.studio().canvas.drawing().blank());
    EXPECT_FALSE(window_.studio().canvas.can_undo());
    EXPECT_TRUE(kept_drawing().blank());
}

TEST_F(Welcome, ThePulseRunsOnceAndThenItRests) {
    start();
    bool pulsed = false;
    for (int i = 0; i < 80; ++i) {
        window_.pass(0.1);
        pulsed = pulsed || window_.studio().view().pulse >= 0;
    }
    EXPECT_TRUE(pulsed);
    EXPECT_LT(window_.studio().view().pulse, 0);
    const RgbPicture rest = window_.look_at_rest();
    window_.pass(5);
    EXPECT_EQ(share_beyond(0, rest, window_.look()), 0);
}

TEST_F(Welcome, APressOnThePadIsAlreadyTheFirstStroke) {
    const Pad pad = find_pad(window_);
    const std::uint64_t before = window_.studio().canvas.revision();
    start();
    window_.pass(1.5);
    window_.drag(line(pad.at(0.3, 0.3), pad.at(0.7, 0.3), 8));
    EXPECT_FALSE(shows_a_ghost());
    EXPECT_EQ(window_.studio().canvas.drawing().strokes.size(), 1u);
    EXPECT_GT(window_.studio().canvas.revision(), before);
    // Undo leads back to the blank page, not to the ghost's drawing.
    window_.key("ctrl+z");
    EXPECT_TRUE(window_.studio().canvas.drawing().blank());
    EXPECT_FALSE(window_.studio().canvas.can_undo());
}

TEST_F(Welcome, EscEndsIt) {
    start();
    window_.pass(3);
    window_.key("Escape");
    EXPECT_FALSE(shows_a_ghost());
    EXPECT_LT(window_.studio().view().pulse, 0);
    EXPECT_EQ(window_.studio().exhibit().reading().verdict.kind, nn::VerdictKind::Blank);
}

TEST_F(Welcome, WhoClicksANeuronMeanwhileLooksIntoTheDrawingAtOnce) {
    start();
    window_.pass(1.2);
    const std::size_t half = shown().strokes.at(0).points.size();
    window_.click(point_at_a_unit(window_));
    EXPECT_TRUE(shows_a_ghost());
    EXPECT_GT(shown().strokes.at(0).points.size(), half);
    EXPECT_NE(window_.studio().view().selection, "");
    EXPECT_EQ(read(), 3);
    window_.key("space");  // a sweep has something to compute
    EXPECT_TRUE(shows_a_ghost());
    EXPECT_TRUE(window_.studio().view().sweep);
}

TEST_F(Welcome, WhatDrawsEndsIt) {
    for (const std::string command : {"draw.clear", "draw.sample"}) {
        start();
        window_.pass(3);
        ASSERT_TRUE(shows_a_ghost());
        window_.studio().run(command);
        window_.wait_for_rest();
        EXPECT_FALSE(shows_a_ghost()) << command;
    }
}

TEST_F(Welcome, TheCalloutsGoAtTheFirstStrokeAndNotBefore) {
    window_.leave();
    const RgbPicture plain = stage();
    start();
    window_.pass(10);
    window_.key("Escape");
    const RgbPicture callouts = stage();
    EXPECT_GT(share_beyond(30, plain, callouts), 0.0005);
    const Pad pad = find_pad(window_);
    window_.drag(line(pad.at(0.3, 0.3), pad.at(0.7, 0.3), 8));
    window_.key("ctrl+z");
    window_.leave();
    EXPECT_EQ(share_beyond(0, plain, stage()), 0);
}

TEST_F(Welcome, WhatOneHasDrawnComesBackAfterIt) {
    window_.drag(seven(find_pad(window_)));
    window_.leave();
    const RgbPicture before = window_.look_at_rest();
    const canvas::Drawing mine = window_.studio().canvas.drawing();
    start();
    window_.pass(8);
    EXPECT_EQ(read(), 3);
    window_.key("Escape");
    EXPECT_EQ(shown(), mine);
    EXPECT_EQ(read(), 7);
    EXPECT_EQ(kept_drawing(), mine);
}

TEST_F(Welcome, WithoutMotionEverythingIsThereAtOnce) {
    window_.studio().settings.motion = false;
    start();
    window_.wait_for_rest();
    EXPECT_EQ(read(), 3);
    EXPECT_LT(window_.studio().view().pulse, 0);
}

TEST_F(Welcome, AModelOfClothesIsShownClothes) {
    window_.studio().run("model.show", "fashion");
    start();
    window_.pass(10);
    EXPECT_EQ(read(), 0);
}

}  // namespace
}  // namespace convoscope::test
