// "What does it confuse?": a data set is read, and its pictures are on the canvas by a click.

#include <gtest/gtest.h>

#include "app/explain_set.h"
#include "app/headless.h"
#include "base/error.h"
#include "base/workers.h"
#include "features/explain/confuses.h"
#include "features/photo_network.h"
#include "support/bundled.h"
#include "train/evaluate.h"
#include "train/show.h"

namespace convoscope::test {
namespace {

using explain_shown::Cell;
using explain_shown::Confuses;

class ExplainConfuses : public ::testing::Test {
  protected:
    ExplainConfuses() { give_small_set(headless_); }
    void open() {
        studio_.run("explain.open", "confuses");
        studio_.finish();
        headless_.settle();
    }
    const Confuses& state() { return headless_.part<Confuses>(); }
    const data::LabelledImages& images() { return *headless_.part<explain_shown::DataSet>().set->images; }

    Headless headless_{bundled_model("lenet5"), {.width = 1280, .height = 800}};
    studio::Studio& studio_ = headless_.studio();
};

TEST_F(ExplainConfuses, ReadsTheSetWithTheNetworkAsItIs) {
    studio_.run("explain.silence", "map conv1/2");
    open();
    ASSERT_TRUE(state().readings);
    EXPECT_EQ(state().of.model, studio_.exhibit().own_model());
    Workers workers(1);
    const train::Evaluation expected = train::evaluate(
        *studio_.exhibit().own_model(), headless_.part<explain_shown::DataSet>().part(), workers);
    EXPECT_EQ(state().readings->evaluation.confusion, expected.confusion);
    EXPECT_EQ(state().shown.size(), 10u);
    EXPECT_EQ(state().mistakes.count(), kSmallSet - expected.correct);
    EXPECT_FALSE(headless_.app().wants_frame()) << "it comes to rest";
}

TEST_F(ExplainConfuses, AnotherNetworkReadsItAnew) {
    open();
    const nn::ModelPtr before = state().of.model;
    studio_.show_model(bundled_model("mlp"));
    studio_.finish();
    EXPECT_EQ(state().of.model, studio_.exhibit().own_model());
    EXPECT_NE(state().of.model, before);
}

TEST_F(ExplainConfuses, AClickOnACellListsItsPictures) {
    open();
    EXPECT_FALSE(state().options.cell);
    // Down the page, in one column of the matrix, until a cell answers.
    for (double y = 300; y < 560 && !state().options.cell; y += 40) headless_.click(1100, y);
    ASSERT_TRUE(state().options.cell);
    EXPECT_EQ(state().listed, *state().options.cell);
    const int column = state().listed.read;
    headless_.click(1129, 420);
    EXPECT_EQ(state().listed.read, column + 1) << "the next column is the next class";
    studio_.run("explain.cell", "3 3");
    ASSERT_EQ(state().examples.count(), state().readings->cell(3, 3).size());
    for (std::size_t i = 0; i < state().examples.count(); ++i) {
        EXPECT_EQ(images().labels[state().examples.picture(i)], 3);
        EXPECT_EQ(state().examples.picture(i), state().readings->cell(3, 3)[i]);
    }
    for (const char* wrong : {"3", "3 10", "a b", "-1 3", "1.5 2"})
        EXPECT_THROW(studio_.run("explain.cell", wrong), Error) << wrong;
}

TEST_F(ExplainConfuses, AnExampleIsOnTheCanvasAndReadAsInTheSet) {
    headless_.draw({{0.5f, 0.2f, 0}, {0.5f, 0.8f, 0}});
    open();
    const std::uint32_t surest = state().readings->cell(7, 7).front();
    studio_.run("explain.example", std::to_string(surest));
    headless_.settle();
    const canvas::Drawing& drawing = studio_.canvas.drawing();
    ASSERT_TRUE(drawing.base);
    EXPECT_EQ(drawing.label, 7);
    EXPECT_EQ(drawing.base->width, images().width);
    for (std::size_t i = 0; i < images().plane_size(); ++i)
        ASSERT_FLOAT_EQ(drawing.base->ink[i], static_cast<float>(images().image(surest)[i]) / 255);
    EXPECT_EQ(studio_.exhibit().reading().verdict.best, 7);
    EXPECT_EQ(explain_shown::example_shown(studio_), surest);
    studio_.run("draw.undo");
    EXPECT_FALSE(explain_shown::example_shown(studio_));
    EXPECT_EQ(studio_.canvas.drawing().strokes.size(), 1u);
    EXPECT_THROW(studio_.run("explain.example", "200"), Error);
}

TEST_F(ExplainConfuses, TheSwitchShowsCounts) {
    open();
    const gl::Pixels pictures = headless_.pixels();
    studio_.run("explain.counts");
    headless_.settle();
    EXPECT_TRUE(state().options.counts);
    EXPECT_NE(headless_.pixels().rgba, pictures.rgba);
    studio_.run("explain.counts");
    headless_.settle();
    EXPECT_EQ(headless_.pixels().rgba, pictures.rgba);
}

// Of pictures in colour the network for photographs sees the same as where the set is read.
TEST(ExplainConfusesInColour, AnExampleIsSeenAsInTheSet) {
    Headless headless(photo_network());
    studio::Studio& studio = headless.studio();
    data::LabelledImages images{32, 32, 3, {}, {1, 0}};
    for (std::size_t i = 0; i < 2 * images.image_size(); ++i)
        images.pixels.push_back(static_cast<std::uint8_t>(i * 7 % 256));
    auto& own = headless.part<explain_shown::DataSet>();
    own.set = data::NamedSet{
        Message::verbatim("colours"), {}, std::make_shared<const data::LabelledImages>(std::move(images))};
    own.classes = studio.exhibit().architecture().classes;
    own.revision = 1;
    studio.run("explain.open", "confuses");
    studio.finish();
    headless.settle();
    ASSERT_TRUE(headless.part<Confuses>().readings);
    EXPECT_EQ(headless.part<Confuses>().best.count(), 2u);

    studio.run("explain.example", "1");
    studio.settle();
    const nn::Architecture& architecture = studio.exhibit().architecture();
    std::vector<float> expected(static_cast<std::size_t>(architecture.input.shape.size()));
    train::show(architecture.input, own.part(), 1, expected);
    const auto seen = studio.exhibit().workspace().activations(0);
    ASSERT_EQ(seen.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) ASSERT_NEAR(seen[i], expected[i], 1e-4) << i;
}

}  // namespace
}  // namespace convoscope::test
