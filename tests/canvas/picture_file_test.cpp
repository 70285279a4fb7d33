#include <gtest/gtest.h>
#include <stb_image_write.h>

#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include "base/file.h"
#include "canvas/files.h"
#include "canvas/preprocess.h"
#include "canvas/raster.h"
#include "support/error_line.h"
#include "support/folder.h"
#include "support/mutate.h"

namespace convoscope::canvas {
namespace {

using test::error_line;

/// A seven, as ink.
Picture seven(int height = 280) {
    Drawing drawing;
    drawing.strokes = {{{{80, 70}, {200, 70}, {120, 220}}, 24, false}};
    return Rasteriser(height).update(drawing);
}

/// Grey levels made from ink by `level(row, column, ink)`, 0 .. 255.
std::vector<unsigned char> shade(const Picture& ink, const std::function<double(int, int, double)>& level) {
    std::vector<unsigned char> grey;
    for (int row = 0; row < ink.height; ++row)
        for (int column = 0; column < ink.width; ++column)
            grey.push_back(static_cast<unsigned char>(std::lround(
                std::clamp(level(row, column, static_cast<double>(ink.at(row, column))), 0.0, 255.0))));
    return grey;
}

Picture decode(const std::vector<unsigned char>& grey, const Picture& like) {
    return decode_picture(encode_png(grey, like.width, like.height, 1), "a test");
}

void append_bytes(void* to, void* data, int size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

double greatest_difference(const Picture& a, const Picture& b) {
    EXPECT_EQ(a.width, b.width);
    EXPECT_EQ(a.height, b.height);
    double greatest = 0;
    for (std::size_t i = 0; i < a.ink.size() && i < b.ink.size(); ++i)
        greatest =
            std::max(greatest, std::abs(static_cast<double>(a.ink[i]) - static_cast<double>(b.ink[i])));
    return greatest;
}

double mean_difference(const Picture& a, const Picture& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.ink.size(); ++i)
        sum += std::abs(static_cast<double>(a.ink[i]) - static_cast<double>(b.ink[i]));
    return sum / static_cast<double>(a.ink.size());
}

TEST(PictureFileTest, ACleanPictureIsItsInk) {
    const Picture ink = seven();
    EXPECT_LE(greatest_difference(decode_picture(encode_png(ink), "a test"), ink), 0.03);
}

TEST(PictureFileTest, LightOnDarkIsTheSameAsDarkOnLight) {
    const Picture ink = seven();
    const Picture dark = decode(shade(ink, [](int, int, double i) { return 255 - 255 * i; }), ink);
    const Picture light = decode(shade(ink, [](int, int, double i) { return 255 * i; }), ink);
    EXPECT_LE(greatest_difference(dark, light), 1e-6);
}

TEST(PictureFileTest, TransparencyIsPaper) {
    const Picture ink = seven();
    for (const std::uint8_t colour :
         {std::uint8_t{0}, std::uint8_t{255}}) {  // black ink or white ink on nothing
        std::vector<unsigned char> pixels;
        for (const float value : ink.ink)
            for (const int channel : {0, 1, 2, 3})
                pixels.push_back(channel < 3 ? colour : static_cast<unsigned char>(std::lround(value * 255)));
        const Picture decoded = decode_picture(encode_png(pixels, ink.width, ink.height, 4), "a test");
        EXPECT_LE(greatest_difference(decoded, ink), 0.03) << int{colour};
    }
}

TEST(PictureFileTest, FaintInkOnGreyPaperIsFullInk) {
    const Picture ink = seven();
    const Picture decoded = decode(shade(ink, [](int, int, double i) { return 190 - 60 * i; }), ink);
    EXPECT_LE(greatest_difference(decoded, ink), 0.06);
}

TEST(PictureFileTest, APhotographsLightAndNoiseAreTakenOut) {
    const Picture ink = seven();
    std::mt19937 random(5);
    std::normal_distribution<double> noise(0, 5);
    const auto photograph = [&](int row, int column, double i) {
        const double x = column / 140.0 - 1, y = row / 140.0 - 1;
        const double light = 0.75 + 0.15 * x - 0.1 * y - 0.1 * (x * x + y * y);  // a gradient and a vignette
        return 255 * light * (1 - 0.65 * i) + noise(random);
    };
    const Picture decoded = decode(shade(ink, photograph), ink);
    EXPECT_LE(mean_difference(decoded, ink), 0.01);
    for (int row = 0; row < ink.height; ++row) {
        for (int column = 0; column < ink.width; ++column) {
            const bool far_from_ink = std::abs(row - 140) > 100 || std::abs(column - 140) > 100;
            ASSERT_FALSE(far_from_ink && decoded.at(row, column) > 0) << row << " " << column;
        }
    }
    // Not `centred`: a grain of noise may tip the centre of mass over into the next pixel.
    EXPECT_LE(mean_difference(preprocess(decoded).scaled, preprocess(ink).scaled), 0.03);
}

TEST(PictureFileTest, EmptyPaperHasNoInk) {
    std::mt19937 random(6);
    std::normal_distribution<double> noise(0, 4);
    const Picture paper(200, 150);
    for (const double level : {0.0, 128.0, 255.0}) {
        const auto noisy = [&](int, int, double) { return level + noise(random); };
        EXPECT_EQ(decode(shade(paper, noisy), paper), paper) << level;
        EXPECT_EQ(decode(shade(paper, [&](int, int, double) { return level; }), paper), paper) << level;
    }
}

TEST(PictureFileTest, DustIsNotInk) {
    const Picture ink = seven();
    const auto dusty = [](int row, int column, double i) {
        const bool faint = row >= 20 && row < 40 && column >= 20 && column < 40;
        const bool small = row >= 250 && row < 253 && column >= 250 && column < 253;
        return 255 - 255 * (faint ? 0.3 : small ? 1.0 : i);
    };
    EXPECT_LE(greatest_difference(decode(shade(ink, dusty), ink), ink), 0.03);
}

TEST(PictureFileTest, ReadsColourJpegAndBmp) {
    const Picture ink = seven();
    std::vector<unsigned char> rgb;
    for (const float value : ink.ink)
        for (const double paper : {255.0, 250.0, 235.0})
            rgb.push_back(
                static_cast<unsigned char>(std::lround(paper * (1 - 0.9 * static_cast<double>(value)))));
    std::string jpeg, bmp;
    stbi_write_jpg_to_func(append_bytes, &jpeg, ink.width, ink.height, 3, rgb.data(), 85);
    stbi_write_bmp_to_func(append_bytes, &bmp, ink.width, ink.height, 3, rgb.data());
    EXPECT_LE(greatest_difference(decode_picture(bmp, "a test"), ink), 0.04);
    EXPECT_LE(mean_difference(decode_picture(jpeg, "a test"), ink), 0.005);
    const Picture seen = preprocess(decode_picture(jpeg, "a test")).centred;
    EXPECT_LE(greatest_difference(seen, preprocess(ink).centred), 0.15);
}

TEST(PictureFileTest, AveragesLargePictures) {
    const Picture ink = seven(2100);
    const Picture decoded = decode_picture(encode_png(ink), "a test");
    EXPECT_EQ(decoded.width, 1050);
    EXPECT_LE(mean_difference(preprocess(decoded).centred, preprocess(ink).centred), 0.005);
}

TEST(PictureFileTest, TakesPicturesOfAnyShape) {
    for (const auto& [width, height] : {std::pair{1, 1}, {1, 300}, {300, 1}, {2, 2}, {3000, 2}, {7, 5000}}) {
        std::vector<unsigned char> grey(static_cast<std::size_t>(width) * height, 255);
        grey[grey.size() / 2] = 0;
        const Picture picture = decode_picture(encode_png(grey, width, height, 1), "a test");
        const Drawing drawing = to_drawing(picture);
        EXPECT_EQ(drawing.base->width, 280);
        EXPECT_FALSE(preprocess(Rasteriser().update(drawing)).centred.empty());
    }
}

TEST(PictureFileTest, RefusesWhatIsNoPicture) {
    EXPECT_NE(error_line([] { decode_picture("", "x.png"); }).find("'x.png' as a picture: it is empty"),
              std::string::npos);
    EXPECT_NE(error_line([] { decode_picture("GIF89a....", "x.png"); }).find("not PNG, JPEG or BMP"),
              std::string::npos);
    const std::string png = encode_png(seven());
    EXPECT_NE(error_line([&] { decode_picture(png.substr(0, png.size() / 2), "x"); }).find("damaged"),
              std::string::npos);
    EXPECT_NE(error_line([&] { decode_picture(png.substr(0, 20), "x"); }).find("damaged"), std::string::npos);
}

TEST(PictureFileTest, RefusesGiantsBeforeDecodingThem) {
    std::string png = encode_png(seven(28));
    png[16] = 0x00;  // the width's four bytes: 0x0fffff00
    png[17] = 0x0f;
    png[18] = static_cast<char>(0xff);
    const std::string line = error_line([&] { decode_picture(png, "x.png"); });
    EXPECT_FALSE(line.empty());
    EXPECT_EQ(line.find('\n'), std::string::npos);
    const std::vector<unsigned char> row(17000);
    EXPECT_NE(error_line([&] { decode_picture(encode_png(row, 17000, 1, 1), "x"); }).find("17000 x 1"),
              std::string::npos);
}

/// A few bytes cannot make the program take hundreds of megabytes.
TEST(PictureFileTest, RefusesMorePixelsThanItsBytesCanStandFor) {
    const std::vector<unsigned char> rgb(16 * 16 * 3, 200);
    std::string jpeg, bmp;
    stbi_write_jpg_to_func(append_bytes, &jpeg, 16, 16, 3, rgb.data(), 85);
    stbi_write_bmp_to_func(append_bytes, &bmp, 16, 16, 3, rgb.data());
    std::string png = encode_png(seven(28));
    EXPECT_EQ(error_line([&] { decode_picture(bmp, "x"); }), "");
    EXPECT_EQ(error_line([&] { decode_picture(jpeg, "x"); }), "");
    const std::size_t size = jpeg.find("\xff\xc0") + 5;  // of the frame's header: rows, columns
    jpeg.replace(size, 4, "\x1f\x40\x1f\x40");
    bmp.replace(18, 8, std::string("\x40\x1f\0\0\x40\x1f\0\0", 8));
    png.replace(16, 8, std::string("\0\0\x1f\x40\0\0\x1f\x40", 8));
    for (const std::string& bytes : {jpeg, bmp, png}) {
        const std::string line = error_line([&] { decode_picture(bytes, "x"); });
        EXPECT_NE(line.find("8000 x 8000 pixels, for which its"), std::string::npos) << line;
    }
}

class PictureFilesTest : public test::FolderTest {};

TEST_F(PictureFilesTest, APictureBecomesABaseInTheMiddleOfTheCanvas) {
    Picture wide(56, 28);
    for (int row = 7; row < 21; ++row)
        for (int column = 14; column < 42; ++column) wide.at(row, column) = 1;
    save_png(wide, folder_ / "wide.anything");
    const Drawing drawing = load_drawing(folder_ / "wide.anything");
    Picture expected(280, 280);
    for (int row = 70 + 35; row < 70 + 105; ++row)
        for (int column = 70; column < 210; ++column) expected.at(row, column) = 1;
    ASSERT_TRUE(drawing.base);
    EXPECT_EQ(*drawing.base, expected);
    EXPECT_EQ(drawing.width, 280);
    EXPECT_EQ(drawing.height, 280);
    EXPECT_TRUE(drawing.strokes.empty());
    EXPECT_NE(error_line([&] { load_drawing(folder_ / "wide.anything", 1); }), "");
}

TEST_F(PictureFilesTest, ALoadedPictureReadsBackIdenticalFromAStrokeFile) {
    save_png(seven(100), folder_ / "x.png");
    Drawing drawing = load_drawing(folder_ / "x.png");
    drawing.strokes = {{{{1, 2, 0}}, 20, true}};
    save_drawings(std::span(&drawing, 1), folder_ / "x.jsonl");
    EXPECT_EQ(load_drawing(folder_ / "x.jsonl"), drawing);
}

TEST(PictureMutationTest, DecodesOrRefusesButNeverBreaks) {
    const Picture ink = seven(40);
    std::vector<unsigned char> rgb(ink.ink.size() * 3, 200);
    std::string jpeg, bmp;
    stbi_write_jpg_to_func(append_bytes, &jpeg, ink.width, ink.height, 3, rgb.data(), 85);
    stbi_write_bmp_to_func(append_bytes, &bmp, ink.width, ink.height, 3, rgb.data());
    std::mt19937 random(7);
    int decoded = 0;
    for (const std::string& valid : {encode_png(ink), jpeg, bmp}) {
        for (int i = 0; i < 1000; ++i) {
            try {
                const Picture picture = decode_picture(test::mutate(valid, random), "a test");
                for (const float value : picture.ink) ASSERT_TRUE(value >= 0 && value <= 1);
                ++decoded;
            } catch (const Error&) {
            }
        }
    }
    EXPECT_GT(decoded, 100);
    EXPECT_LT(decoded, 2900);
}

}  // namespace
}  // namespace convoscope::canvas
