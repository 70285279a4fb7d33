#include "canvas/photo.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>

#include "base/file.h"
#include "canvas/files.h"
#include "support/error_line.h"
#include "support/temporary_folder.h"

namespace convoscope::canvas {
namespace {

using Rgb = std::array<unsigned char, 3>;

constexpr Rgb kRed{200, 10, 20};
constexpr Rgb kGreen{30, 180, 40};

/// Its left half is red, its right half green.
std::string two_colours_png(int width, int height) {
    std::vector<unsigned char> rgb;
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column)
            for (const unsigned char value : column < width / 2 ? kRed : kGreen) rgb.push_back(value);
    return encode_png(rgb, width, height, 3);
}

class PhotoTest : public testing::Test {
  protected:
    Drawing photo(int width, int height) const {
        write_file(folder_ / "photo.png", two_colours_png(width, height));
        return load_drawing(folder_ / "photo.png");
    }

    test::TemporaryFolder folder_;
};

float light_of(const Colours& seen, int channel, int row, int column) {
    return seen.planes[static_cast<std::size_t>((channel * seen.height + row) * seen.width + column)];
}

void expect_colour(const Colours& seen, int row, int column, const Rgb& rgb) {
    for (int channel = 0; channel < 3; ++channel)
        EXPECT_NEAR(light_of(seen, channel, row, column), rgb[static_cast<std::size_t>(channel)] / 255.0,
                    1e-6)
            << "channel " << channel << " at " << row << ", " << column;
}

TEST_F(PhotoTest, APictureFileIsAPhotographToo) {
    const Drawing drawing = photo(60, 40);
    ASSERT_TRUE(drawing.photo);
    EXPECT_TRUE(drawing.base) << "for networks that see ink";
    EXPECT_EQ(drawing.photo->width, 60);
    EXPECT_EQ(drawing.photo->height, 40);
    EXPECT_EQ(drawing.photo->rgb[0], kRed[0]);
}

TEST_F(PhotoTest, ALargePictureIsKeptSmaller) {
    const Drawing drawing = photo(1200, 300);
    EXPECT_EQ(drawing.photo->width, kLargestPhoto);
    EXPECT_EQ(drawing.photo->height, 128);
}

TEST_F(PhotoTest, ADrawingIsSavedWithItsColours) {
    const Drawing drawing = photo(60, 40);
    save_drawings(std::span(&drawing, 1), folder_ / "saved.jsonl");
    EXPECT_EQ(load_drawing(folder_ / "saved.jsonl"), drawing);
}

TEST_F(PhotoTest, APhotoThatIsNoPngIsRefused) {
    EXPECT_NE(test::error_line([] {
                  parse_drawing(R"({"canvas":[9,9],"strokes":[],"photo":"Qk0="})", "x");
              }).find("\"photo\" is not a PNG"),
              std::string::npos);
}

TEST_F(PhotoTest, ANetworkSeesTheMiddleOfTheSizeThatItWants) {
    PhotoView view;
    const Colours& whole = view.update(photo(60, 40), {.height = 20, .width = 20});
    ASSERT_EQ(whole.planes.size(), 3u * 20 * 20);
    expect_colour(whole, 0, 0, kRed);
    expect_colour(whole, 19, 19, kGreen);
    EXPECT_FALSE(view.blank());
    // Of the 40 x 40 in the middle, a half: 20 pixels, as large as the input.
    const Colours& part = view.update(photo(60, 40), {.height = 20, .width = 20, .seen = 0.5f});
    expect_colour(part, 10, 8, kRed);
    expect_colour(part, 10, 11, kGreen);
}

TEST_F(PhotoTest, OnePlaneIsItsLuminance) {
    PhotoView view;
    const Colours& seen = view.update(photo(60, 40), {.channels = 1, .height = 10, .width = 10});
    ASSERT_EQ(seen.planes.size(), 100u);
    EXPECT_NEAR(seen.planes[0], (0.299 * 200 + 0.587 * 10 + 0.114 * 20) / 255, 1e-5);
}

TEST_F(PhotoTest, WhatIsDrawnLiesOnThePhotographAndTheEraserTakesThatAlone) {
    Drawing drawing = photo(60, 60);
    drawing.strokes = {{{{140, 140}}, 100, false}};
    PhotoView view;
    const PhotoOptions options{.height = 28, .width = 28};
    EXPECT_FLOAT_EQ(light_of(view.update(drawing, options), 2, 14, 14), 1) << "white ink";
    expect_colour(view.update(drawing, options), 1, 1, kRed);
    PhotoOptions dark = options;
    dark.dark_ink = true;
    EXPECT_FLOAT_EQ(light_of(view.update(drawing, dark), 0, 14, 14), 0) << "black ink";
    drawing.strokes.push_back({{{140, 140}}, 200, true});
    expect_colour(view.update(drawing, options), 14, 5, kRed);
    expect_colour(view.update(drawing, options), 14, 12, kRed);
}

TEST_F(PhotoTest, WithoutAPhotographInkIsOnPaper) {
    Drawing drawing;
    PhotoView view;
    const PhotoOptions options{.height = 28, .width = 28};
    view.update(drawing, options);
    EXPECT_TRUE(view.blank());
    drawing.strokes = {{{{140, 140}}, 100, false}};
    const Colours& seen = view.update(drawing, options);
    EXPECT_FALSE(view.blank());
    EXPECT_EQ(light_of(seen, 1, 0, 0), 0);
    EXPECT_EQ(light_of(seen, 1, 14, 14), 1);
    PhotoOptions dark = options;
    dark.dark_ink = true;
    EXPECT_EQ(light_of(view.update(drawing, dark), 1, 0, 0), 1) << "white paper below black ink";
}

}  // namespace
}  // namespace convoscope::canvas
