#include "explain/scrub.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "canvas/files.h"
#include "explain/passes.h"
#include "explain/reading.h"

namespace convoscope::explain {
namespace {

using test::finished;

canvas::Drawing sample(int digit) {
    return canvas::load_drawing(test::assets() / "drawings" / "digits.jsonl", digit);
}

/// An unlucky 8: a 3, then the strokes that close it, and an eraser over one of them. With times.
canvas::Drawing long_drawing() {
    canvas::Drawing drawing;
    const auto add = [&](std::initializer_list<canvas::Point> corners, float width, bool erase) {
        canvas::Stroke stroke{{}, width, erase};
        const canvas::Point* last = nullptr;
        float seconds = 0;
        for (const canvas::Point& corner : corners) {
            for (int part = last ? 1 : 20; part <= 20; ++part) {
                const float share = static_cast<float>(part) / 20;
                const canvas::Point from = last ? *last : corner;
                stroke.points.push_back(
                    {from.x + share * (corner.x - from.x), from.y + share * (corner.y - from.y), seconds});
                seconds += 0.125f;
            }
            last = &corner;
        }
        drawing.strokes.push_back(std::move(stroke));
    };
    add({{90, 50}, {180, 60}, {130, 130}, {190, 190}, {90, 230}}, 25, false);
    add({{90, 50}, {85, 90}, {130, 130}}, 25, false);
    add({{130, 130}, {80, 190}, {90, 230}}, 25, false);
    add({{60, 90}, {100, 90}}, 40, true);
    return drawing;
}

DrawingWay plain_way() { return {}; }

/// Everything afresh: raster, steps, forward. Nothing where the drawing is blank.
std::vector<float> read_by_hand(const nn::Model& model, const canvas::Drawing& drawing,
                                const canvas::PreprocessOptions& options = {}) {
    canvas::Rasteriser rasteriser;
    const canvas::Steps steps = canvas::preprocess(rasteriser.update(drawing), options);
    if (steps.blank) return {};
    nn::Workspace workspace(model.architecture);
    test::read(model, steps.centred, workspace);
    return {workspace.output().begin(), workspace.output().end()};
}

TEST(Moments, AreAtStridesAndAtTheEndsOfStrokes) {
    const canvas::Drawing drawing = long_drawing();
    const std::size_t counts[] = {81, 41, 41, 21};
    const std::vector<Moment> all = moments_of(drawing, 1000);
    ASSERT_EQ(all.size(), 185u);
    EXPECT_EQ(all[0], (Moment{0, -1, 0, 0}));
    EXPECT_EQ(all[81], (Moment{81, 0, 81, 10}));
    EXPECT_EQ(all[82], (Moment{82, 1, 1, 10}));
    EXPECT_EQ(all[84], (Moment{84, 1, 3, 10.25}));
    EXPECT_EQ(all[184], (Moment{184, 3, 21, 22.5}));
    const std::vector<Moment> some = moments_of(drawing, 30);  // 184 / 8 = 23
    std::vector<std::size_t> expected;
    for (std::size_t points = 0; points <= 184; points += 8) expected.push_back(points);
    std::size_t end = 0;
    for (const std::size_t count : counts) expected.push_back(end += count);
    std::ranges::sort(expected);
    expected.erase(std::ranges::unique(expected).begin(), expected.end());
    ASSERT_EQ(some.size(), expected.size());
    for (std::size_t i = 0; i < some.size(); ++i) {
        EXPECT_EQ(some[i].points, expected[i]);
        EXPECT_EQ(some[i], moment_at(drawing, expected[i]));
    }
    canvas::Drawing untimed = drawing;
    untimed.strokes[1].points[4].t = -1;
    for (const Moment& moment : moments_of(untimed)) EXPECT_LT(moment.seconds, 0);
}

TEST(Moments, AreOfBeginningsOfTheDrawing) {
    const canvas::Drawing drawing = long_drawing();
    EXPECT_EQ(beginning_of(drawing, 184), drawing);
    EXPECT_TRUE(beginning_of(drawing, 0).blank());
    const canvas::Drawing some = beginning_of(drawing, 84);
    ASSERT_EQ(some.strokes.size(), 2u);
    EXPECT_EQ(some.strokes[0], drawing.strokes[0]);
    EXPECT_EQ(some.strokes[1].points.size(), 3u);
    EXPECT_EQ(some.strokes[1].points[2], drawing.strokes[1].points[2]);
    const canvas::Drawing rest = without_stroke(drawing, 1);
    ASSERT_EQ(rest.strokes.size(), 3u);
    EXPECT_EQ(rest.strokes[1], drawing.strokes[2]);
}

void expect_by_hand(const nn::Model& model, const canvas::Drawing& drawing, const Scrub& scrub,
                    const canvas::PreprocessOptions& options) {
    EXPECT_EQ(scrub.drawing, drawing);
    EXPECT_EQ(scrub.moments, moments_of(drawing));
    ASSERT_EQ(scrub.probabilities.size(), scrub.moments.size());
    const std::vector<float> nothing(model.architecture.classes.size());
    const auto expect = [&](const canvas::Drawing& shown, bool blank, const std::vector<float>& outputs) {
        const std::vector<float> expected = read_by_hand(model, shown, options);
        EXPECT_EQ(blank, expected.empty());
        EXPECT_EQ(outputs, expected.empty() ? nothing : expected);
    };
    for (std::size_t i = 0; i < scrub.moments.size(); ++i)
        expect(beginning_of(drawing, scrub.moments[i].points), scrub.blank[i] != 0, scrub.probabilities[i]);
    ASSERT_EQ(scrub.without.size(), drawing.strokes.size());
    for (std::size_t k = 0; k < drawing.strokes.size(); ++k)
        expect(without_stroke(drawing, static_cast<int>(k)), scrub.without[k].blank,
               scrub.without[k].probabilities);
}

TEST(Scrub, ReadsEveryMomentAsTheCanvasWould) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    for (const int threads : {1, 2})
        for (const bool crop : {true, false}) {
            DrawingWay way;
            way.preprocessing.crop = crop;
            for (const canvas::Drawing& drawing : {long_drawing(), sample(4)})
                expect_by_hand(*lenet, drawing, finished(ScrubJob(lenet, drawing, way, threads)),
                               way.preprocessing);
        }
}

TEST(Scrub, NamesTheInkThatFlippedTheAnswer) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    std::size_t all = 0;
    for (const canvas::Drawing& drawing : {long_drawing(), sample(8), sample(5), sample(4)}) {
        const Scrub scrub = finished(ScrubJob(lenet, drawing, plain_way(), 2));
        std::size_t next = 0;
        for (std::size_t i = 1; i < scrub.moments.size(); ++i) {
            if (scrub.blank[i - 1] || scrub.blank[i]) continue;
            const int from = answer_of(scrub.probabilities[i - 1]), to = answer_of(scrub.probabilities[i]);
            if (from == to) continue;
            ASSERT_LT(next, scrub.flips.size());
            const ScrubFlip& flip = scrub.flips[next++];
            EXPECT_EQ(flip.moment, i);
            EXPECT_EQ(flip.from, from);
            EXPECT_EQ(flip.to, to);
            std::size_t before = flip.point;
            for (int k = 0; k < flip.stroke; ++k)
                before += drawing.strokes[static_cast<std::size_t>(k)].points.size();
            EXPECT_GE(before, scrub.moments[i - 1].points);
            EXPECT_LT(before, scrub.moments[i].points);
            EXPECT_EQ(answer_of(read_by_hand(*lenet, beginning_of(drawing, before))), from);
            EXPECT_NE(answer_of(read_by_hand(*lenet, beginning_of(drawing, before + 1))), from);
        }
        EXPECT_EQ(next, scrub.flips.size());
        all += next;
    }
    EXPECT_GT(all, 5u);
}

TEST(Scrub, GoesOnFromWhatItReadBefore) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    const canvas::Drawing whole = long_drawing();
    const auto count_steps = [](ScrubJob& job) {
        int steps = 1;
        while (job.step()) ++steps;
        return steps;
    };
    for (const std::size_t points : {60u, 84u, 180u}) {
        canvas::Drawing drawing = beginning_of(whole, points);
        drawing.strokes.back().points.back().x += 3;  // the pen's line is not settled at its end
        const auto before = std::make_shared<const Scrub>(finished(ScrubJob(lenet, drawing, plain_way(), 1)));
        ScrubJob afresh(lenet, whole, plain_way(), 1), further(lenet, whole, plain_way(), 1, before);
        EXPECT_LT(count_steps(further), count_steps(afresh));
        const Scrub expected = afresh.result(), scrub = further.result();
        EXPECT_EQ(scrub.moments, expected.moments);
        EXPECT_EQ(scrub.probabilities, expected.probabilities);
        EXPECT_EQ(scrub.blank, expected.blank);
        EXPECT_EQ(scrub.flips.size(), expected.flips.size());
    }
}

TEST(Scrub, BeginsWithThePictureUnderTheStrokes) {
    const nn::ModelPtr lenet = test::bundled_model("lenet5");
    canvas::Rasteriser rasteriser;
    canvas::Drawing drawing = canvas::to_drawing(rasteriser.update(sample(1)));
    drawing.strokes = {long_drawing().strokes[3]};
    const Scrub scrub = finished(ScrubJob(lenet, drawing, plain_way(), 2));
    EXPECT_FALSE(scrub.blank[0]);
    EXPECT_EQ(answer_of(scrub.probabilities[0]), 1);
    expect_by_hand(*lenet, drawing, scrub, {});
    const Scrub blank = finished(ScrubJob(lenet, canvas::Drawing(), plain_way(), 2));
    EXPECT_EQ(blank.moments.size(), 1u);
    EXPECT_TRUE(blank.blank[0]);
    EXPECT_TRUE(blank.flips.empty());
}

TEST(Scrub, ShowsNetworksForPhotographsTheCanvas) {
    const canvas::Drawing drawing = long_drawing();
    DrawingWay way;
    way.photo = {.channels = 1, .height = 12, .width = 10};
    nn::Architecture grey = test::plain_model()->architecture;
    grey.input.preprocessing = nn::Preprocessing::Photo;
    grey.input.shape.channels = 1;
    grey.resolve();
    const nn::ModelPtr network = test::random_model("grey", grey);
    const Scrub scrub = finished(ScrubJob(network, drawing, way, 2));
    for (const std::size_t i : {std::size_t{1}, scrub.moments.size() / 2, scrub.moments.size() - 1}) {
        canvas::PhotoView view;
        const canvas::Colours& seen = view.update(beginning_of(drawing, scrub.moments[i].points), way.photo);
        nn::Workspace workspace(network->architecture);
        nn::load_colours(network->architecture.input, seen.planes, workspace.input());
        nn::forward(*network, workspace);
        EXPECT_TRUE(std::ranges::equal(workspace.output(), scrub.probabilities[i]));
    }
}

}  // namespace
}  // namespace convoscope::explain
