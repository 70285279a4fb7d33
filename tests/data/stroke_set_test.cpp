#include "data/stroke_set.h"

#include <gtest/gtest.h>

#include <cmath>

#include "canvas/files.h"
#include "canvas/raster.h"
#include "support/data.h"
#include "support/error_line.h"
#include "support/folder.h"

namespace convoscope::data {
namespace {

class StrokeSetTest : public test::FolderTest {
  protected:
    static canvas::Drawing drawing(int label) {
        canvas::Drawing result;
        result.strokes = {{{{80, 70}, {200, 70}, {120, 220.0f - static_cast<float>(label)}}, 24, false}};
        result.label = label;
        return result;
    }
};

TEST_F(StrokeSetTest, IsWhatTheCanvasShowsTheNetwork) {
    const std::vector<canvas::Drawing> drawings{drawing(7), drawing(0), drawing(200)};
    canvas::save_drawings(drawings, folder_ / "x.jsonl");
    const std::vector<canvas::Drawing> loaded = load_labelled_drawings(folder_ / "x.jsonl");
    EXPECT_EQ(loaded, drawings);
    const LabelledImages images = to_images(loaded);
    EXPECT_EQ(images.labels, (std::vector<std::uint8_t>{7, 0, 200}));
    EXPECT_EQ(images.width, 28);
    EXPECT_EQ(images.height, 28);
    ASSERT_EQ(images.pixels.size(), 3U * 28 * 28);
    for (std::size_t i = 0; i < 3; ++i) {
        const canvas::Picture seen = canvas::preprocess(canvas::Rasteriser().update(drawings[i])).centred;
        for (std::size_t pixel = 0; pixel < seen.ink.size(); ++pixel)
            ASSERT_EQ(images.image(i)[pixel], std::lround(seen.ink[pixel] * 255));
    }
}

TEST_F(StrokeSetTest, RefusesADrawingWithoutALabel) {
    canvas::Drawing unlabelled = drawing(7);
    unlabelled.label.reset();
    canvas::save_drawings(std::vector{drawing(7), unlabelled}, folder_ / "x.jsonl");
    const std::string line = test::error_line([&] { load_labelled_drawings(folder_ / "x.jsonl"); });
    EXPECT_NE(line.find("drawing 1 (from 0) has no \"label\""), std::string::npos) << line;
}

TEST_F(StrokeSetTest, PenStrokesAreAllInk) {
    const std::filesystem::path data = test::data_folder();
    if (data.empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const LabelledImages images = to_images(load_labelled_drawings(data / "strokes" / "pen-strokes.jsonl"));
    ASSERT_EQ(images.count(), 7494U);
    for (std::size_t i = 0; i < images.count(); ++i) {
        int ink = 0;
        for (const std::uint8_t value : images.image(i)) ink += value;
        ASSERT_GT(ink, 255 * 20) << "drawing " << i;
    }
}

}  // namespace
}  // namespace convoscope::data
