// The window as someone uses it who draws: real pointer events, and what came of them read back.

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "canvas/files.h"
#include "headless/patience.h"
#include "headless/window.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

class Drawing : public WindowTest {
  protected:
    OpenWindow window_ = open();
    Pad pad_ = find_pad(window_);

    static auto strokes(std::size_t count) {
        return [=](const canvas::Drawing& drawing) { return drawing.strokes.size() == count; };
    }
    /// The kept drawing, when all that was done is in it.
    canvas::Drawing kept(std::size_t count) const {
        window_.wait_for_rest();
        return await_drawing(strokes(count));
    }
    std::string verdict(const std::string& name) const {
        const Outcome outcome = outcome_of(program(), {"classify", file(name), "--json"});
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        return nlohmann::json::parse(outcome.out)["verdict"];
    }
    Path across(double down) const { return line(pad_.at(0.2, down), pad_.at(0.8, down), 12); }
    Path down(double across) const { return line(pad_.at(across, 0.2), pad_.at(across, 0.8), 12); }
    void TearDown() override {
        const Outcome outcome = window_.quit();
        EXPECT_EQ(outcome.status, 0);
        EXPECT_EQ(outcome.err, "");
    }
};

TEST_F(Drawing, ASevenIsReadAsASeven) {
    window_.drag(seven(pad_));
    save_as(window_, "ctrl+s", "seven.jsonl");
    EXPECT_EQ(verdict("seven.jsonl"), "7");
}

TEST_F(Drawing, ASavedPictureIsReadAsWhatWasDrawn) {
    window_.drag(seven(pad_));
    save_as(window_, "ctrl+e", "seven.png");
    EXPECT_EQ(verdict("seven.png"), "7");

    window_.key("c");
    kept(0);
    window_.key("ctrl+o");
    window_.wait_for_rest();
    EXPECT_TRUE(window_.type_line("seven.png", [&] { return kept_drawing().base != nullptr; }));
    std::filesystem::copy_file(state_file("drawing-0.jsonl"), file("opened.jsonl"));
    EXPECT_EQ(verdict("opened.jsonl"), "7");
}

TEST_F(Drawing, ADialogThatIsLeftWritesNothing) {
    window_.drag(seven(pad_));
    window_.leave();
    const RgbPicture before = window_.look_at_rest();
    window_.key("ctrl+s");
    window_.wait_for_rest();
    EXPECT_GT(share_beyond(8, before, window_.look()), 0.01);
    window_.drag(across(0.5));  // nothing is drawn under a dialog
    window_.key("Escape");
    window_.leave();
    EXPECT_EQ(share_beyond(0, before, window_.look_at_rest()), 0);
    EXPECT_EQ(kept_drawing().strokes.size(), 1u);
    EXPECT_FALSE(std::filesystem::exists(file("drawing.jsonl")));
}

TEST_F(Drawing, TheSamplesComeOneAfterTheOther) {
    canvas::Drawing last;
    for (int i = 0; i < 3; ++i) {
        window_.key("n");
        last = await_drawing([&](const canvas::Drawing& now) { return !now.blank() && !(now == last); });
    }
}

TEST_F(Drawing, EveryMoveIsAPointWhereThePointerWas) {
    const Path path = seven(pad_);
    window_.drag(path);
    const auto drawing = await_drawing([&](const canvas::Drawing& kept) {
        return kept.strokes.size() == 1 && kept.strokes[0].points.size() >= path.size();
    });
    ASSERT_EQ(drawing.strokes.size(), 1u);
    const auto& points = drawing.strokes[0].points;
    // Between them there may be others, of the smooth line through all.
    auto next = points.begin();
    for (const Place place : path) {
        const double x = (place.x - pad_.left) / pad_.side * drawing.width;
        const double y = (place.y - pad_.top) / pad_.side * drawing.height;
        next = std::find_if(next, points.end(), [&](const canvas::Point& point) {
            return std::abs(point.x - x) <= 0.01 && std::abs(point.y - y) <= 0.01;
        });
        ASSERT_NE(next, points.end()) << place.x << ", " << place.y;
        ++next;
    }
    EXPECT_EQ(next, points.end());
    for (std::size_t i = 1; i < points.size(); ++i) EXPECT_GE(points[i].t, points[i - 1].t);
}

TEST_F(Drawing, AFewMovesMakeASmoothLine) {
    // Eight places of a circle: what is kept is a circle all the same, whether they come in one frame or
    // many.
    Path path;
    for (int i = 0; i <= 8; ++i)
        path.push_back(pad_.at(0.5 + 0.3 * std::cos(i * 0.785398), 0.5 + 0.3 * std::sin(i * 0.785398)));
    window_.drag(path);
    const auto quick = kept(1).strokes[0].points;
    EXPECT_GT(quick.size(), 30u);
    for (const canvas::Point& point : quick) EXPECT_NEAR(std::hypot(point.x - 140, point.y - 140), 84, 2.5);
    window_.key("c");
    kept(0);
    window_.press(path.front());
    for (std::size_t i = 1; i < path.size(); ++i) window_.move(path[i]);
    window_.release();
    const auto slow = kept(1).strokes[0].points;
    ASSERT_EQ(slow.size(), quick.size());
    for (std::size_t i = 0; i < slow.size(); ++i) {
        EXPECT_EQ(slow[i].x, quick[i].x);
        EXPECT_EQ(slow[i].y, quick[i].y);
    }
}

TEST_F(Drawing, ASampleIsChosenFromAGallery) {
    window_.key("shift+n");
    window_.drag(across(0.5));  // nothing is drawn under it, and a press beside it closes it
    window_.wait_for_rest();
    EXPECT_TRUE(window_.studio().canvas.drawing().blank());
    EXPECT_FALSE(window_.studio().places.blocked);
    window_.key("shift+n");
    window_.key("Right");
    window_.key("Right");
    window_.key("Right");
    window_.key("Left");
    window_.key("Return");
    EXPECT_EQ(kept(1).label, 2);
    EXPECT_FALSE(window_.studio().places.blocked);
    // What was shown last is marked; the rows lie one below the other.
    window_.key("shift+n");
    window_.key("Down");
    window_.key("Return");
    EXPECT_EQ(await_drawing([](const canvas::Drawing& now) { return now.label != 2; }).label, 7);
    window_.key("shift+n");
    window_.key("Escape");
    EXPECT_FALSE(window_.studio().places.blocked);
    EXPECT_EQ(window_.studio().canvas.drawing().label, 7);
}

TEST_F(Drawing, AClickInTheGalleryTakesThatSample) {
    window_.key("shift+n");
    // Its pictures stand in the middle of the window: the one in the middle is of the second row.
    window_.click({window_.width() / 2, window_.height() / 2});
    const auto label = await_drawing([](const canvas::Drawing& now) { return !now.blank(); }).label;
    ASSERT_TRUE(label);
    EXPECT_GE(*label, 5);
    EXPECT_LE(*label, 9);
}

TEST_F(Drawing, AModelOfClothesHasClothesToChooseFrom) {
    window_.studio().run("model.show", "fashion");
    window_.key("n");
    window_.wait_for_rest();
    const studio::Exhibit& exhibit = window_.studio().exhibit();
    EXPECT_EQ(exhibit.architecture().classes.at(static_cast<std::size_t>(exhibit.reading().verdict.best)),
              "T-shirt");
}

TEST_F(Drawing, InkAppearsUnderThePen) {
    const RgbPicture before = window_.look_at_rest();
    const Path path = across(0.25);
    window_.drag(path);
    window_.leave();
    const RgbPicture after = window_.look_at_rest();
    for (const Place place : path) EXPECT_GT(levels_between(before, after, place.x, place.y), 100);
    // Nothing but the stroke: the pad above it and the corner far below stay as they were.
    for (const Place place : {pad_.at(0.5, 0.05), pad_.at(0.9, 0.9)})
        EXPECT_EQ(levels_between(before, after, place.x, place.y), 0);
}

// The network's reading, on the stage and in the panels, changes while the pen is still down.
TEST_F(Drawing, IsReadWhileTheStrokeGrows) {
    const int stage = static_cast<int>(pad_.left + pad_.side) + 40;
    const auto stage_of = [&](const RgbPicture& picture) {
        return cut(picture, stage, 0, picture.width - stage, picture.height);
    };
    const Path path = seven(pad_);
    const RgbPicture blank = stage_of(window_.look_at_rest());
    window_.press(path.front());
    window_.move_along(Path(path.begin() + 1, path.begin() + 20));
    const RgbPicture half = stage_of(window_.look_at_rest());
    window_.move_along(Path(path.begin() + 20, path.end()));
    const RgbPicture whole = stage_of(window_.look_at_rest());
    window_.release();
    const RgbPicture let_go = stage_of(window_.look_at_rest());
    EXPECT_GT(share_beyond(30, blank, half), 0.01);
    EXPECT_GT(share_beyond(30, half, whole), 0.01);
    EXPECT_EQ(share_beyond(0, whole, let_go), 0);
}

TEST_F(Drawing, UndoRedoAndClear) {
    window_.drag(across(0.3));
    window_.drag(across(0.6));
    const auto two = kept(2);
    window_.key("ctrl+z");
    EXPECT_EQ(kept(1).strokes[0], two.strokes[0]);
    window_.key("ctrl+y");
    EXPECT_EQ(kept(2), two);
    window_.key("ctrl+z");
    kept(1);
    window_.key("ctrl+shift+z");
    EXPECT_EQ(kept(2), two);
    window_.key("c");
    kept(0);
    window_.key("ctrl+z");
    EXPECT_EQ(kept(2), two);
}

// Undo takes the stroke that is being drawn; the pen draws again when it comes down again.
TEST_F(Drawing, UndoInMidStroke) {
    const Path path = across(0.4);
    window_.press(path.front());
    window_.move_along(Path(path.begin() + 1, path.begin() + 6));
    kept(1);
    window_.key("ctrl+z");
    kept(0);
    window_.move_along(Path(path.begin() + 6, path.end()));
    window_.release();
    window_.wait_for_rest();
    EXPECT_TRUE(kept_drawing().strokes.empty());
    window_.drag(path);
    EXPECT_EQ(kept(1).strokes[0].points.size(), path.size());
}

TEST_F(Drawing, TheRightButtonErases) {
    window_.drag(across(0.3), 3);
    const auto drawing = kept(1);
    ASSERT_EQ(drawing.strokes.size(), 1u);
    EXPECT_TRUE(drawing.strokes[0].erase);
}

// Flipping a step changes what the network sees and says, at once; flipping it back leaves no trace.
TEST_F(Drawing, StepsCanBeLeftOut) {
    window_.drag(line(pad_.at(0.1, 0.1), pad_.at(0.15, 0.4), 8));
    window_.leave();
    const RgbPicture before = window_.look_at_rest();
    for (const char* key : {"7", "8", "9"}) {
        window_.key(key);
        const RgbPicture without = window_.look_at_rest();
        EXPECT_GT(share_beyond(16, before, without), 0.002) << key;
        window_.key(key);
        EXPECT_EQ(share_beyond(0, before, window_.look_at_rest()), 0) << key;
    }
}

TEST_F(Drawing, TheEraserTakesInkAway) {
    const RgbPicture blank = window_.look_at_rest();
    window_.drag(across(0.3));
    kept(1);
    window_.key("e");
    window_.drag(down(0.4));
    const auto drawing = kept(2);
    ASSERT_EQ(drawing.strokes.size(), 2u);
    EXPECT_FALSE(drawing.strokes[0].erase);
    EXPECT_TRUE(drawing.strokes[1].erase);
    window_.leave();
    const RgbPicture after = window_.look_at_rest();
    const auto inked = [&](Place place) { return levels_between(blank, after, place.x, place.y) > 100; };
    EXPECT_TRUE(inked(pad_.at(0.25, 0.3)));
    EXPECT_FALSE(inked(pad_.at(0.4, 0.3)));
    EXPECT_TRUE(inked(pad_.at(0.7, 0.3)));

    window_.key("p");
    window_.drag(down(0.4));
    const auto third = kept(3);
    ASSERT_EQ(third.strokes.size(), 3u);
    EXPECT_FALSE(third.strokes[2].erase);
}

TEST_F(Drawing, AWiderPenIsWider) {
    window_.drag(across(0.3));
    window_.key("bracketright");
    window_.drag(across(0.6));
    const auto drawing = kept(2);
    ASSERT_EQ(drawing.strokes.size(), 2u);
    EXPECT_GT(drawing.strokes[1].width, 1.05f * drawing.strokes[0].width);
    window_.key("bracketleft");
    window_.drag(across(0.8));
    const auto third = kept(3);
    ASSERT_EQ(third.strokes.size(), 3u);
    EXPECT_NEAR(third.strokes[2].width, drawing.strokes[0].width, 0.01f);
}

TEST_F(Drawing, AStrokeThatLeavesThePadGoesOn) {
    const Path path = line(pad_.at(0.5, 0.5), {static_cast<int>(pad_.left + pad_.side) + 200, 300}, 20);
    window_.drag(path);
    const auto drawing = await_drawing([&](const canvas::Drawing& kept) {
        return kept.strokes.size() == 1 && kept.strokes[0].points.size() >= path.size();
    });
    ASSERT_EQ(drawing.strokes.size(), 1u);
    EXPECT_GT(drawing.strokes[0].points.back().x, drawing.width);
}

}  // namespace
}  // namespace convoscope::test
