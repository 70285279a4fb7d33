#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/file.h"
#include "canvas/base64.h"
#include "canvas/files.h"
#include "canvas/preprocess.h"
#include "canvas/raster.h"
#include "support/data.h"
#include "support/error_line.h"
#include "support/folder.h"
#include "support/mutate.h"
#include "support/places.h"
#include "support/test_name.h"

namespace convoscope::canvas {
namespace {

using test::error_line;

std::shared_ptr<const Picture> small_base() {
    auto base = std::make_shared<Picture>(5, 3);
    for (std::size_t i = 0; i < base->ink.size(); ++i) base->ink[i] = static_cast<float>(i * 17) / 255;
    return base;
}

/// Everything that a drawing can have, with numbers that are not short.
Drawing rich_drawing() {
    Drawing drawing;
    drawing.width = 333.3f;
    drawing.height = 250;
    drawing.label = 7;
    drawing.base = small_base();
    drawing.strokes = {{{{0.1f, 1.0f / 3, 0}, {-20.25f, 1e6f, 0.016f}, {5, 6}}, 12.3456f, false},
                       {{{1e-7f, 2}}, default_pen_width(250), false},
                       {{{3, 4}, {5, 6}}, default_pen_width(250), true}};
    return drawing;
}

TEST(DrawingFileTest, ReadsBothFormsOfAStroke) {
    const Drawing drawing = parse_drawing(
        R"({"version": 1, "canvas": [500, 400], "strokes": [[[1, 2], [3.5, 4]], {"points": [[5, 6, 0], [7, 8, 0.25]],
            "width": 12.5, "erase": true}, {"points": [[9, 9]]}], "label": 7, "colour": "red"})",
        "a test");
    Drawing expected;
    expected.width = 500;
    expected.height = 400;
    expected.strokes = {
        {{{1, 2}, {3.5f, 4}}, 36, false}, {{{5, 6, 0}, {7, 8, 0.25f}}, 12.5f, true}, {{{9, 9}}, 36, false}};
    expected.label = 7;
    EXPECT_EQ(drawing, expected);
}

TEST(DrawingFileTest, ReadsBackIdenticalWhatWasWritten) {
    const Drawing drawing = rich_drawing();
    EXPECT_EQ(parse_drawing(to_json(drawing), "a test"), drawing);
    EXPECT_EQ(parse_drawing(to_json(Drawing{}), "a test"), Drawing{});
}

TEST(DrawingFileTest, EveryFloatReadsBackIdentical) {
    std::mt19937 random(3);
    Drawing drawing;
    drawing.strokes = {{{}, 9, false}};
    for (int i = 0; i < 20000; ++i) {
        const auto number = [&] {
            return std::ldexp(static_cast<float>(random()), static_cast<int>(random() % 60) - 50);
        };
        const Point point{-number(), number(), number()};
        if (is_drawable(point)) drawing.strokes[0].points.push_back(point);
    }
    ASSERT_GT(drawing.strokes[0].points.size(), 5000U);
    EXPECT_EQ(parse_drawing(to_json(drawing), "a test"), drawing);
}

TEST(DrawingFileTest, WritesTheShortFormWhereItSaysAll) {
    Drawing drawing;
    drawing.strokes = {{{{1, 2}, {3.5f, 4}}, default_pen_width(280), false}, {{{1, 2, 0}}, 30, true}};
    drawing.label = 3;
    EXPECT_EQ(to_json(drawing), R"({"version":1,"canvas":[280,280],"strokes":[[[1,2],[3.5,4]],)"
                                R"({"points":[[1,2,0]],"width":30,"erase":true}],"label":3})");
}

TEST(DrawingFileTest, LeavesOutStrokesWithoutPoints) {
    EXPECT_TRUE(parse_drawing(R"({"canvas": [9, 9], "strokes": [[], {"points": []}]})", "a test").blank());
}

TEST(DrawingFileTest, DarkInTheImageIsInkAndTransparentIsPaper) {
    const unsigned char pixels[] = {0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 0, 51, 51, 51, 255};
    const std::string json = R"({"canvas": [9, 9], "strokes": [], "image": ")" +
                             to_base64(encode_png(std::span(pixels), 4, 1, 4)) + "\"}";
    const std::vector<float> expected{1, 0, 0, 0.8f};
    EXPECT_EQ(parse_drawing(json, "a test").base->ink, expected);
}

struct Lie {
    const char* json;
    const char* complaint;  ///< part of the error's line
};

class DrawingLieTest : public ::testing::TestWithParam<Lie> {};

TEST_P(DrawingLieTest, IsRefusedWithOneLineThatNamesItsPlace) {
    const std::string line = error_line([] { parse_drawing(GetParam().json, "x.jsonl", 3); });
    EXPECT_NE(line.find(GetParam().complaint), std::string::npos) << line;
    EXPECT_NE(line.find("'x.jsonl', line 3"), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos) << line;
}

const Lie lies[] = {
    {"", "not JSON"},
    {"strokes", "not JSON"},
    {R"({"canvas": [9, 9], "strokes": [)", "not JSON"},
    {"{\"canvas\": [9, 9], \"strokes\": [], \"x\": \"\n\"}", "not JSON"},
    {R"({"canvas": [9, 9], "strokes": []} {})", "not JSON"},
    {R"({"canvas": [NaN, 9], "strokes": []})", "not JSON"},
    {"[]", "not a JSON object"},
    {"7", "not a JSON object"},
    {R"({"version": 2, "canvas": [9, 9], "strokes": []})", "\"version\""},
    {R"({"version": "1", "canvas": [9, 9], "strokes": []})", "\"version\""},
    {R"({"strokes": []})", "\"canvas\""},
    {R"({"canvas": 9, "strokes": []})", "\"canvas\""},
    {R"({"canvas": [9], "strokes": []})", "\"canvas\""},
    {R"({"canvas": ["9", 9], "strokes": []})", "width is not a number"},
    {R"({"canvas": [9, null], "strokes": []})", "height is not a number"},
    {R"({"canvas": [0, 9], "strokes": []})", "between 1 and 16384"},
    {R"({"canvas": [-9, 9], "strokes": []})", "between 1 and 16384"},
    {R"({"canvas": [9, 1e30], "strokes": []})", "between 1 and 16384"},
    {R"({"canvas": [1e300, 9], "strokes": []})", "between 1 and 16384"},
    {R"({"canvas": [10, 161], "strokes": []})", "16 times"},
    {R"({"canvas": [9, 9]})", "\"strokes\""},
    {R"({"canvas": [9, 9], "strokes": {}})", "\"strokes\""},
    {R"({"canvas": [9, 9], "strokes": [7]})", "stroke 1 "},
    {R"({"canvas": [9, 9], "strokes": [[[1, 1]], {"width": 7}]})", "stroke 2 has no \"points\""},
    {R"({"canvas": [9, 9], "strokes": [[[1, 1]], {"points": 7}]})", "stroke 2 is not a list"},
    {R"({"canvas": [9, 9], "strokes": [[[1, 1], [1]]]})", "stroke 1, point 2 is not [x, y]"},
    {R"({"canvas": [9, 9], "strokes": [[[1, 1, 1, 1]]]})", "stroke 1, point 1 is not [x, y]"},
    {R"({"canvas": [9, 9], "strokes": [[1, 1]]})", "stroke 1, point 1 is not [x, y]"},
    {R"({"canvas": [9, 9], "strokes": [[[1, "1"]]]})", "stroke 1, point 1 is not [x, y]"},
    {R"({"canvas": [9, 9], "strokes": [[[1, null]]]})", "stroke 1, point 1 is not [x, y]"},
    {R"({"canvas": [9, 9], "strokes": [[[1, 1e38]]]})", "stroke 1, point 1 has a number beyond"},
    {R"({"canvas": [9, 9], "strokes": [[[1, 1e300]]]})", "stroke 1, point 1 has a number beyond"},
    {R"({"canvas": [9, 9], "strokes": [[[1, 1e400]]]})", "number that is too large"},
    {R"({"canvas": [9, 9], "strokes": [[[1, 1, -0.5]]]})", "negative t"},
    {R"({"canvas": [9, 9], "strokes": [[[1, 1, 1e300]]]})", "beyond"},
    {R"({"canvas": [9, 9], "strokes": [{"points": [[1, 1]], "width": 0}]})", "width is not between"},
    {R"({"canvas": [9, 9], "strokes": [{"points": [[1, 1]], "width": -3}]})", "width is not between"},
    {R"({"canvas": [9, 9], "strokes": [{"points": [[1, 1]], "width": 1e300}]})", "width is not between"},
    {R"({"canvas": [9, 9], "strokes": [{"points": [[1, 1]], "width": "3"}]})", "width is not a number"},
    {R"({"canvas": [9, 9], "strokes": [{"points": [[1, 1]], "erase": 1}]})", "\"erase\""},
    {R"({"canvas": [9, 9], "strokes": [], "label": "7"})", "\"label\""},
    {R"({"canvas": [9, 9], "strokes": [], "label": 7.5})", "\"label\""},
    {R"({"canvas": [9, 9], "strokes": [], "label": -1})", "\"label\""},
    {R"({"canvas": [9, 9], "strokes": [], "label": 256})", "\"label\""},
    {R"({"canvas": [9, 9], "strokes": [], "label": 4294967303})", "\"label\""},
    {R"({"canvas": [9, 9], "strokes": [], "image": 7})", "not base64"},
    {R"({"canvas": [9, 9], "strokes": [], "image": "AAA"})", "not base64"},
    {R"({"canvas": [9, 9], "strokes": [], "image": "AA~="})", "not base64"},
    {R"({"canvas": [9, 9], "strokes": [], "image": "AAAA"})", "not a PNG"},
    {R"({"canvas": [9, 9], "strokes": [], "image": "iVBORw0KGgo="})", "damaged"},
};
INSTANTIATE_TEST_SUITE_P(All, DrawingLieTest, ::testing::ValuesIn(lies), [](const auto& tested) {
    return test::numbered_name(tested.index, tested.param.complaint);
});

TEST(DrawingFileTest, RefusesTooManyPoints) {
    std::string json = R"({"canvas": [9, 9], "strokes": [[[1,1])";
    for (std::size_t i = 1; i < Limits::points; ++i) json += ",[1,1]";
    EXPECT_EQ(error_line([&] { parse_drawing(json + "]]}", "x"); }), "");
    EXPECT_NE(error_line([&] { parse_drawing(json + "],[[1,1]]]}", "x"); }).find("more than 1000000 points"),
              std::string::npos);
}

TEST(DrawingFileTest, RefusesABasePictureThatIsTooLargeBeforeDecodingIt) {
    const std::vector<unsigned char> row(5000);
    const std::string json =
        R"({"canvas": [9, 9], "strokes": [], "image": ")" + to_base64(encode_png(row, 5000, 1, 1)) + "\"}";
    EXPECT_NE(error_line([&] { parse_drawing(json, "x"); }).find("5000 x 1 pixels"), std::string::npos);
}

TEST(DrawingFileTest, DeepNestingIsNoDanger) {
    const std::string deep(1'000'000, '[');
    EXPECT_NE(error_line([&] { parse_drawing(deep, "x"); }), "");
    const std::string closed =
        R"({"canvas": [9, 9], "strokes": [], "x": )" + deep + std::string(deep.size(), ']') + "}";
    EXPECT_EQ(error_line([&] { parse_drawing(closed, "x"); }), "");
}

class DrawingFilesTest : public test::FolderTest {};

TEST_F(DrawingFilesTest, SavesAndLoadsSeveral) {
    const std::vector<Drawing> drawings{rich_drawing(), Drawing{}, rich_drawing()};
    save_drawings(drawings, folder_ / "x.jsonl");
    EXPECT_EQ(load_drawings(folder_ / "x.jsonl"), drawings);
    EXPECT_EQ(load_drawing(folder_ / "x.jsonl", 2), drawings[2]);
}

TEST_F(DrawingFilesTest, TakesEmptyLinesWindowsLinesAndAByteOrderMark) {
    write_file(folder_ / "x",
               "\xef\xbb\xbf\r\n" + to_json(rich_drawing()) + "\r\n\n  \n" + to_json(Drawing{}));
    EXPECT_EQ(load_drawings(folder_ / "x").size(), 2U);
    EXPECT_EQ(load_drawing(folder_ / "x", 1), Drawing{});
}

TEST_F(DrawingFilesTest, ErrorsNameFileAndLine) {
    write_file(folder_ / "x.jsonl", to_json(Drawing{}) + "\n\n{\"canvas\": 7}\n");
    const std::string line = error_line([&] { load_drawings(folder_ / "x.jsonl"); });
    EXPECT_NE(line.find("x.jsonl', line 3: "), std::string::npos) << line;
    EXPECT_EQ(error_line([&] { load_drawing(folder_ / "x.jsonl", 0); }), "");
    EXPECT_NE(error_line([&] { load_drawing(folder_ / "x.jsonl", 1); }).find("line 3"), std::string::npos);
    EXPECT_NE(error_line([&] { load_drawing(folder_ / "x.jsonl", 2); }).find("it has 2"), std::string::npos);
    EXPECT_NE(error_line([&] { load_drawing(folder_ / "x.jsonl", -1); }), "");
}

TEST_F(DrawingFilesTest, RefusesEmptyAndForeignFiles) {
    write_file(folder_ / "empty", "");
    EXPECT_NE(error_line([&] { load_drawings(folder_ / "empty"); }).find("no drawing"), std::string::npos);
    EXPECT_NE(error_line([&] { load_drawing(folder_ / "empty"); }).find("no drawing"), std::string::npos);
    write_file(folder_ / "text.png", "Hello\n");
    EXPECT_NE(error_line([&] { load_drawing(folder_ / "text.png"); }).find("neither"), std::string::npos);
    EXPECT_NE(error_line([&] { load_drawing(folder_ / "absent"); }), "");
}

TEST_F(DrawingFilesTest, ReadsTheDataSet) {
    const std::filesystem::path data = test::data_folder();
    if (data.empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const std::vector<Drawing> drawings = load_drawings(data / "strokes" / "pen-strokes.jsonl");
    EXPECT_EQ(drawings.size(), 7494U);
    EXPECT_EQ(drawings[0].label, 8);
    EXPECT_EQ(drawings[0].strokes[0].width, 45);
    EXPECT_EQ(drawings[0].strokes[0].points[1], (Point{267, 164}));
    save_drawings(drawings, folder_ / "again.jsonl");
    EXPECT_EQ(load_drawings(folder_ / "again.jsonl"), drawings);
}

TEST(SampleDrawingsTest, AreLargeDigitsWithTheirTimes) {
    const std::vector<Drawing> samples = load_drawings(test::sample_drawings());
    ASSERT_GE(samples.size(), 10U);
    for (int digit = 0; digit < 10; ++digit) EXPECT_EQ(samples[static_cast<std::size_t>(digit)].label, digit);
    for (const Drawing& sample : samples) {
        const Steps steps = preprocess(Rasteriser().update(sample));
        EXPECT_GT(steps.cropped.height, 180);
        for (const Stroke& stroke : sample.strokes) {
            EXPECT_EQ(stroke.points.front().t, 0);
            const auto earlier = [](Point a, Point b) { return a.t < b.t; };
            EXPECT_TRUE(std::ranges::is_sorted(stroke.points, earlier));
        }
    }
}

TEST(DrawingMutationTest, ParsesOrRefusesButNeverBreaks) {
    std::mt19937 random(4);
    Drawing without_base = rich_drawing();
    without_base.base.reset();
    const std::string valid[] = {to_json(rich_drawing()), to_json(without_base)};
    int parsed = 0;
    for (int i = 0; i < 6000; ++i) {
        const std::string wrong = test::mutate(valid[i % 2], random);
        try {
            const Drawing drawing = parse_drawing(wrong, "a test");
            EXPECT_EQ(parse_drawing(to_json(drawing), "a test"), drawing) << wrong;
            ++parsed;
        } catch (const Error&) {
        }
    }
    EXPECT_GT(parsed, 300);
    EXPECT_LT(parsed, 5500);
}

TEST(Base64Test, KnowsTheStandardsExamples) {
    const std::pair<std::string, std::string> examples[] = {{"", ""},
                                                            {"f", "Zg=="},
                                                            {"fo", "Zm8="},
                                                            {"foo", "Zm9v"},
                                                            {"foob", "Zm9vYg=="},
                                                            {"fooba", "Zm9vYmE="},
                                                            {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : examples) {
        EXPECT_EQ(to_base64(bytes), text);
        EXPECT_EQ(from_base64(text), bytes);
    }
    for (const char* wrong :
         {"Zg=", "Zg", "Z===", "====", "Zh==", "Zm9=", "Z=g=", "Zg==Zg==", "Zm9\n", "Zm 9"})
        EXPECT_EQ(from_base64(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace convoscope::canvas
