#include "app/session.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "app/assets.h"
#include "base/error.h"
#include "nn/zoo.h"

namespace convoscope::app {
namespace {

canvas::Drawing seven() {
    canvas::Drawing drawing;
    drawing.strokes = {{{{60, 60, 0}, {220, 60, 0}, {130, 230, 0}}, 25, false}};
    return drawing;
}

TEST(Session, ABlankCanvasIsReadAsBlank) {
    Session session(open_model("lenet5"));
    session.read();
    EXPECT_EQ(session.reading().verdict.kind, nn::VerdictKind::Blank);
    for (const float probability : session.reading().probabilities) EXPECT_EQ(probability, 0);
}

TEST(Session, ReadsADrawingOnceAndForgetsItWhenCleared) {
    Session session(open_model("lenet5"));
    session.read();
    EXPECT_FALSE(session.read());
    session.canvas().replace(seven());
    EXPECT_TRUE(session.read());
    EXPECT_FALSE(session.read());
    EXPECT_EQ(session.reading().verdict.kind, nn::VerdictKind::Class);
    EXPECT_EQ(session.reading().verdict.best, 7);
    const auto& probabilities = session.reading().probabilities;
    EXPECT_NEAR(std::accumulate(probabilities.begin(), probabilities.end(), 0.0), 1, 1e-5);
    EXPECT_EQ(session.reading().drawing_revision, session.canvas().revision());

    session.canvas().clear();
    EXPECT_TRUE(session.read());
    EXPECT_EQ(session.reading().verdict.kind, nn::VerdictKind::Blank);
    EXPECT_EQ(session.reading().probabilities[7], 0);
}

TEST(Session, ReadsTheSameDrawingAnewWhenAStepIsLeftOut) {
    Session session(open_model("lenet5"));
    canvas::Drawing small = seven();
    for (canvas::Point& point : small.strokes[0].points) point = {point.x / 3, point.y / 3, 0};
    session.canvas().replace(small);
    session.read();
    const Reading usual = session.reading();
    session.set_preprocessing({false, false, true});
    EXPECT_TRUE(session.read());
    EXPECT_NE(session.reading().probabilities, usual.probabilities);
    EXPECT_EQ(session.reading().steps.cropped.width, session.reading().steps.drawn.width);
    session.set_preprocessing({});
    EXPECT_TRUE(session.read());
    EXPECT_EQ(session.reading().probabilities, usual.probabilities);
}

TEST(Session, TakesTheStepsThatTheModelWants) {
    Session session(std::make_shared<const nn::Model>(nn::empty_model(nn::fashion())));
    session.canvas().replace(seven());
    session.read();
    EXPECT_EQ(std::max(session.reading().steps.scaled.width, session.reading().steps.scaled.height), 28);
    EXPECT_FALSE(session.reading().preprocessing.centre);
    EXPECT_TRUE(session.reading().preprocessing.crop);
    EXPECT_FALSE(session.read());
}

TEST(Session, RefusesANetworkThatIsTooSmall) {
    nn::Architecture architecture = nn::lenet5();
    architecture.input.shape = {1, 20, 20};
    architecture.resolve();
    const auto model = std::make_shared<const nn::Model>(nn::empty_model(architecture));
    EXPECT_THROW(Session session(model), Error);
}

}  // namespace
}  // namespace convoscope::app
