#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>
#include <ostream>
#include <set>

#include "cli/program.h"
#include "support/data.h"
#include "support/places.h"

namespace convoscope::test {
namespace {

const std::string kSampleDrawings = sample_drawings();
const std::string kFashionFolder = "/usr/share/datasets/fashion-mnist";  // Debian's dataset-fashion-mnist

/// What a model's card (assets/models/README.md) says of it.
struct Card {
    const char* name;
    int layers;  ///< the input among them
    int parameters;
    double scanned;  ///< accuracy on the test half of MNIST, or of Fashion-MNIST
    double large;    ///< on the pen-drawn digits of the unseen writers; 0 where it reads none
    double anywhere;
};

void PrintTo(const Card& card, std::ostream* stream) { *stream << card.name; }

constexpr Card kCards[] = {
    {"lenet5", 8, 61'706, 0.9956, 0.9976, 0.9976},   {"lenet5-1998", 8, 61'706, 0.9936, 0.9920, 0.9880},
    {"harley", 8, 63'802, 0.9934, 0.9952, 0.9888},   {"mlp", 4, 266'610, 0.9919, 0.9944, 0.9920},
    {"templates", 2, 7'850, 0.8966, 0.8695, 0.8583}, {"fashion", 8, 61'706, 0.9150, 0, 0},
};

/// Instruction sets sum in another order: of thousands of pictures one or two may change sides.
constexpr double kOtherRounding = 0.0003;

class BundledModel : public ::testing::TestWithParam<Card> {
  protected:
    bool reads_digits() const { return GetParam().large > 0; }

    double accuracy(std::vector<std::string> data) const {
        data.insert(data.begin(), {"evaluate", "--model", GetParam().name, "--json"});
        return json_lines(data).at(0)["accuracy"];
    }
};

TEST_P(BundledModel, Loads) {
    const auto shown = json_lines({"inspect", GetParam().name, "--json"}).at(0);
    EXPECT_EQ(shown["parameters"], GetParam().parameters);
    EXPECT_EQ(shown["layers"].size(), static_cast<std::size_t>(GetParam().layers));
    EXPECT_EQ(shown["classes"].size(), 10u);
}

TEST_P(BundledModel, Classifies) {
    const auto read = json_lines({"classify", kSampleDrawings, "--model", GetParam().name, "--json"});
    const auto classes = json_lines({"inspect", GetParam().name, "--json"}).at(0)["classes"];
    ASSERT_GE(read.size(), 10u);
    std::size_t right = 0;
    for (const auto& line : read) {
        double sum = 0;
        for (const auto& one : line["top"]) {
            sum += one["probability"].get<double>();
            EXPECT_NE(std::ranges::find(classes, one["class"]), classes.end()) << one;
        }
        EXPECT_NEAR(sum, 1.0, 1e-4);
        if (line["top"][0]["class"] == std::to_string(line["label"].get<int>())) ++right;
    }
    const std::size_t excused = GetParam().scanned > 0.95 ? 0 : 2;
    if (reads_digits()) {
        EXPECT_GE(right, read.size() - excused);
    }
}

TEST_P(BundledModel, Draws) {
    const ScratchFolder folder;
    const auto draw = [&](const std::string& name, const std::string& number) {
        const Outcome outcome = convoscope({"render", folder.file(name), "--size", "320x200", "--model",
                                            GetParam().name, "--strokes", kSampleDrawings + "#" + number});
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        return std::filesystem::file_size(folder.file(name));
    };
    EXPECT_GT(draw("one.png", "0"), 10'000u);
    EXPECT_NE(draw("one.png", "0"), draw("other.png", "1"));
}

TEST_P(BundledModel, ReadsScannedPicturesAsItsCardSays) {
    std::filesystem::path folder = kFashionFolder;
    if (reads_digits()) {
        if (data_folder().empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
        folder = data_folder() / "mnist";
    }
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no data set: install dataset-fashion-mnist";
    EXPECT_NEAR(accuracy({"--data", folder.string()}), GetParam().scanned, kOtherRounding);
}

class BundledDigitModel : public BundledModel {};

TEST_P(BundledDigitModel, ReadsUnseenWritersAsItsCardSays) {
    if (data_folder().empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const std::string strokes = (data_folder() / "strokes" / "pen-strokes.jsonl").string();
    const auto placed = [&](const std::string& placement) {
        return accuracy({"--strokes", strokes, "--first", "6245", "--placement", placement});
    };
    // One of the 1,249 is 0.08 %.
    EXPECT_NEAR(placed("large"), GetParam().large, 0.001);
    EXPECT_NEAR(placed("any"), GetParam().anywhere, 0.001);
}

std::string test_name(const ::testing::TestParamInfo<Card>& info) {
    std::string name = info.param.name;
    std::ranges::replace(name, '-', '_');
    return name;
}

std::vector<Card> digit_cards() {
    std::vector<Card> cards;
    std::ranges::copy_if(kCards, std::back_inserter(cards), [](const Card& card) { return card.large > 0; });
    return cards;
}

INSTANTIATE_TEST_SUITE_P(All, BundledModel, ::testing::ValuesIn(kCards), test_name);
INSTANTIATE_TEST_SUITE_P(All, BundledDigitModel, ::testing::ValuesIn(digit_cards()), test_name);

TEST(BundledModels, EachHasACard) {
    std::set<std::string> bundled;
    const nlohmann::json shown = json_lines({"inspect", "--json"}).at(0);
    for (const auto& model : shown["models"]) bundled.insert(model["name"]);
    std::set<std::string> carded;
    for (const Card& card : kCards) carded.insert(card.name);
    EXPECT_EQ(bundled, carded);
}

}  // namespace
}  // namespace convoscope::test
