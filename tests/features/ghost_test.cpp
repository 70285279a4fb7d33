#include "features/welcome/ghost.h"

#include <gtest/gtest.h>

#include "canvas/files.h"
#include "support/places.h"

namespace convoscope::welcome {
namespace {

canvas::Drawing two_strokes() {
    canvas::Drawing drawing;
    drawing.strokes = {{{{10, 10, 0}, {20, 10, 0.5f}, {30, 10, 1}}, 20, false},
                       {{{10, 50, 0}, {20, 50, 0.4f}}, 20, false}};
    drawing.label = 4;
    return drawing;
}

TEST(Ghost, TakesAsLongAsTheHandDid) {
    EXPECT_DOUBLE_EQ(duration(canvas::Drawing{}), 0);
    EXPECT_NEAR(duration(two_strokes()), 1.65, 1e-6);
}

TEST(Ghost, DrawsPointByPointAndRestsBetweenStrokes) {
    const canvas::Drawing drawing = two_strokes();
    EXPECT_TRUE(beginning(drawing, -0.1).blank());
    const auto points = [&](double seconds) {
        std::vector<std::size_t> counts;
        for (const canvas::Stroke& stroke : beginning(drawing, seconds).strokes)
            counts.push_back(stroke.points.size());
        return counts;
    };
    using Counts = std::vector<std::size_t>;
    EXPECT_EQ(points(0), (Counts{1}));
    EXPECT_EQ(points(0.6), (Counts{2}));
    EXPECT_EQ(points(1.1), (Counts{3}));
    EXPECT_EQ(points(1.3), (Counts{3, 1}));
    EXPECT_EQ(points(9), (Counts{3, 2}));
}

TEST(Ghost, InTheEndItHasDrawnWhatTheSampleIs) {
    for (const canvas::Drawing& sample : canvas::load_drawings(test::sample_drawings())) {
        canvas::Drawing expected = sample;
        expected.label.reset();
        EXPECT_EQ(beginning(sample, duration(sample) + 0.01), expected);
    }
}

}  // namespace
}  // namespace convoscope::welcome
