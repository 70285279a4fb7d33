#include "features/find/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "canvas/files.h"
#include "nn/statistics.h"
#include "studio/exhibit.h"
#include "support/bundled.h"

namespace convoscope::find {
namespace {

/// A model that has read the first of the sample drawings.
class Read {
  public:
    explicit Read(const std::string& name) : exhibit_(test::bundled_model(name)) { read(0); }

    const nn::Model& model() const { return exhibit_.model(); }
    const nn::Workspace& workspace() const { return exhibit_.workspace(); }

    std::vector<Found> found(const std::string& query, std::size_t most = 50) const {
        return search(query, model(), &workspace(), most);
    }
    std::vector<Found> found_blank(const std::string& query) const { return search(query, model(), nullptr); }

    std::string address(const Found& found) const {
        return nn::format_address(model().architecture, found.unit);
    }
    std::vector<std::string> addresses(const std::string& query) const {
        std::vector<std::string> result;
        for (const Found& one : found(query)) result.push_back(address(one));
        return result;
    }

    float value(const nn::Unit& unit) const {
        return workspace().activations(
            unit.node)[static_cast<std::size_t>(nn::index_of(model().architecture, unit))];
    }
    std::vector<float> values(const std::vector<Found>& found) const {
        std::vector<float> result;
        for (const Found& one : found) result.push_back(value(one.unit));
        return result;
    }
    float largest(int layer) const { return std::ranges::max(workspace().activations(layer)); }
    int layer(const std::string& name) const { return model().architecture.find(name); }

  private:
    void read(int drawing) {
        Runner runner(0);
        exhibit_.read_to_the_end(
            canvas::Canvas(canvas::load_drawing(test::assets() / "drawings" / "digits.jsonl", drawing)), {},
            runner);
    }

    studio::Exhibit exhibit_;
};

const Read& lenet() {
    static const Read read("lenet5");
    return read;
}

bool falls(const std::vector<float>& values) {
    return std::ranges::is_sorted(values, std::ranges::greater());
}

TEST(SearchTest, AFullAddressIsThatUnitWithItsValue) {
    const auto found = lenet().found("conv2/9/3/4");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].unit, (nn::Unit{3, 9, 3, 4}));
    char expected[64];
    std::snprintf(expected, sizeof expected, "conv2/9/3/4 = %.3g",
                  static_cast<double>(lenet().value({3, 9, 3, 4})));
    EXPECT_EQ(found[0].words, expected);
    EXPECT_EQ(lenet().addresses("  CONV2/9/3/4 "), std::vector<std::string>{"conv2/9/3/4"});
}

TEST(SearchTest, WhatIsTypedMayGoOn) {
    const auto units = lenet().addresses("fc1/1");
    ASSERT_EQ(units.size(), 31u) << "1, 10 to 19, 100 to 119";
    EXPECT_EQ(units[0], "fc1/1");
    EXPECT_EQ(units[1], "fc1/10");
    EXPECT_EQ(units[11], "fc1/100");
    const auto pixels = lenet().addresses("input/0/3/2");
    ASSERT_EQ(pixels.size(), 11u) << "2, 20 to 29";
    EXPECT_EQ(pixels[0], "input/0/3/2");
    EXPECT_EQ(pixels[10], "input/0/3/29");
}

TEST(SearchTest, AMapIsItsUnitsStrongestFirst) {
    const auto found = lenet().found("pool2/9");
    ASSERT_EQ(found.size(), 25u);
    for (const Found& one : found) EXPECT_EQ(one.unit.map, 9);
    EXPECT_TRUE(falls(lenet().values(found)));
    const auto row = lenet().found("pool2/9/3");
    ASSERT_EQ(row.size(), 5u);
    for (const Found& one : row) EXPECT_EQ(one.unit.row, 3);
    EXPECT_TRUE(falls(lenet().values(row)));
    const auto more = lenet().found("pool2/1");
    ASSERT_EQ(more.size(), 31u) << "map 1, then the strongest of maps 10 to 15";
    EXPECT_EQ(more[25].unit.map, 10);
    EXPECT_EQ(more[30].unit.map, 15);
}

TEST(SearchTest, ALayerIsTheStrongestUnitOfEachMap) {
    for (const std::string query : {"conv2", "conv2/", "Conv2"}) {
        const auto found = lenet().found(query);
        ASSERT_EQ(found.size(), 16u) << query;
        EXPECT_TRUE(falls(lenet().values(found)));
        EXPECT_EQ(lenet().value(found[0].unit), lenet().largest(3));
        std::vector<int> maps;
        for (const Found& one : found) {
            maps.push_back(one.unit.map);
            for (int place = 0; place < 100; ++place)
                EXPECT_LE(lenet().value({3, one.unit.map, place / 10, place % 10}), lenet().value(one.unit));
        }
        std::ranges::sort(maps);
        EXPECT_EQ(std::ranges::adjacent_find(maps), maps.end());
    }
    EXPECT_EQ(lenet().found("fc2").size(), 50u) << "84 units, but no more than asked for";
    EXPECT_EQ(lenet().found("out").size(), 10u) << "the only layer that begins so";
}

TEST(SearchTest, TheBeginningOfNamesListsLayers) {
    const auto found = lenet().found("fc");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].unit.node, lenet().layer("fc1"));
    EXPECT_EQ(found[1].unit.node, lenet().layer("fc2"));
    EXPECT_EQ(lenet().value(found[1].unit), lenet().largest(lenet().layer("fc2")));
}

TEST(SearchTest, ALayerIsFoundByItsTitle) {
    EXPECT_EQ(lenet().addresses("Convolution 2"), lenet().addresses("conv2"));
    EXPECT_EQ(lenet().addresses("convolution"), lenet().addresses("conv"));
    EXPECT_EQ(lenet().addresses("strongest in Convolution 2"), lenet().addresses("strongest in conv2"));
    EXPECT_EQ(lenet().addresses("fully connected 1/17"), lenet().addresses("fc1/17"));
    EXPECT_EQ(lenet().addresses("卷积 2 最强"), lenet().addresses("strongest conv2"));
}

TEST(SearchTest, StrongestAndWeakest) {
    const int fc2 = lenet().layer("fc2");
    for (const std::string query :
         {"strongest in fc2", "strongest fc2", "STR fc2", "strongest units in fc2"}) {
        const auto found = lenet().found(query);
        ASSERT_EQ(found.size(), 50u) << query;
        EXPECT_TRUE(falls(lenet().values(found)));
        EXPECT_EQ(lenet().value(found[0].unit), lenet().largest(fc2));
        for (const Found& one : found) EXPECT_EQ(one.unit.node, fc2);
    }
    const auto weakest = lenet().values(lenet().found("weakest in output"));
    ASSERT_EQ(weakest.size(), 10u);
    EXPECT_TRUE(std::ranges::is_sorted(weakest));
    EXPECT_EQ(lenet().found("strongest", 3).size(), 3u);
    const auto over_all = lenet().found("strongest");
    EXPECT_TRUE(falls(lenet().values(over_all)));
    float largest = 0;
    for (int layer = 1; layer < 8; ++layer) largest = std::max(largest, lenet().largest(layer));
    EXPECT_EQ(lenet().value(over_all[0].unit), largest);
    for (const Found& one : over_all) EXPECT_NE(one.unit.node, 0) << "ink is no answer";
    EXPECT_EQ(lenet().found("strongest in input", 1)[0].unit.node, 0) << "but for one who asks for it";
    EXPECT_TRUE(lenet().found("strongest in nothing").empty());
}

TEST(SearchTest, WeakestMayBeNegative) {
    const Read read("lenet5-1998");
    const auto found = read.found("weakest in c3", 5);
    ASSERT_EQ(found.size(), 5u);
    EXPECT_EQ(read.value(found[0].unit), std::ranges::min(read.workspace().activations(read.layer("c3"))));
    EXPECT_LT(read.value(found[0].unit), 0.0f);
    EXPECT_NE(found[0].words.find(" = -"), std::string::npos);
}

TEST(SearchTest, DeadUnitsAreTheOnesThatStatisticsCounts) {
    std::size_t all = 0;
    for (int layer = 0; layer < 8; ++layer) {
        const nn::Node& node = lenet().model().architecture.nodes[static_cast<std::size_t>(layer)];
        const std::size_t dead = nn::dead_units(node.activation, lenet().workspace().activations(layer));
        const auto found = lenet().found("dead in " + node.name, 100000);
        EXPECT_EQ(found.size(), dead) << node.name;
        for (const Found& one : found) EXPECT_EQ(lenet().value(one.unit), 0.0f);
        all += dead;
    }
    EXPECT_GT(all, 100u);
    EXPECT_EQ(lenet().found("dead units", 100000).size(), all);
    EXPECT_EQ(lenet().found("dead", 100000).size(), all);
    EXPECT_EQ(lenet().found("silent neurons", 100000).size(), all);  // what they are called
    EXPECT_EQ(lenet().found("dead units in conv1", 7).size(), 7u);
    EXPECT_TRUE(lenet().found("dead in conv1", 1)[0].words.ends_with(" = 0"));
}

TEST(SearchTest, ClassesAreOutputUnits) {
    for (const std::string query : {"digit 3", "class 3", "3", "DIG 3"})
        EXPECT_EQ(lenet().addresses(query), std::vector<std::string>{"output/3"}) << query;
    EXPECT_EQ(lenet().found("digit").size(), 10u) << "all of them while it is being typed";
    EXPECT_TRUE(lenet().found("digit 12").empty());
    const Read read("fashion");
    for (const std::string query : {"class Coat", "coat", "COA", "class c"})
        EXPECT_EQ(read.addresses(query), std::vector<std::string>{"output/4"}) << query;
    EXPECT_EQ(read.addresses("ankle boot"), std::vector<std::string>{"output/9"}) << "names may have blanks";
    EXPECT_TRUE(read.found("coat")[0].words.starts_with("output/4 (coat) = "));
    EXPECT_EQ(read.addresses("shirt"), std::vector<std::string>{"output/6"}) << "not the T-shirt";
}

TEST(SearchTest, ClothesAreFoundInEitherLanguage) {
    const Read fashion("fashion");
    EXPECT_EQ(fashion.addresses("coat"), fashion.addresses("外套"));
    EXPECT_EQ(fashion.addresses("类别外套"), std::vector<std::string>{"output/4"});
}

TEST(SearchTest, ChineseQueriesFindTheSame) {
    for (const auto& [chinese, english] :
         std::vector<std::pair<std::string, std::string>>{{"最强", "strongest"},
                                                          {"fc2 最强", "strongest in fc2"},
                                                          {"最强 fc2", "strongest in fc2"},
                                                          {"在FC2中最强的神经元", "strongest in fc2"},
                                                          {"fc2层最弱", "weakest in fc2"},
                                                          {"沉默神经元", "dead units"},
                                                          {"conv1 的沉默神经元", "dead in conv1"},
                                                          {"数字 3", "digit 3"},
                                                          {"数字3", "digit 3"},
                                                          {"类别 7", "class 7"}}) {
        EXPECT_FALSE(lenet().addresses(chinese).empty()) << chinese;
        EXPECT_EQ(lenet().addresses(chinese), lenet().addresses(english)) << chinese;
    }
    // While it is being typed, and what is no query.
    EXPECT_FALSE(lenet().addresses("最").empty());
    EXPECT_TRUE(lenet().addresses("中").empty());
}

TEST(SearchTest, NothingTypedSuggestsTheStrongestOfEachLayer) {
    for (const std::string query : {"", "  "}) {
        const auto found = lenet().found(query);
        ASSERT_EQ(found.size(), 8u);
        for (int index = 0; index < 8; ++index) {
            EXPECT_EQ(found[static_cast<std::size_t>(index)].unit.node, 7 - index);
            EXPECT_EQ(lenet().value(found[static_cast<std::size_t>(index)].unit), lenet().largest(7 - index));
        }
    }
}

TEST(SearchTest, NonsenseFindsNothing) {
    for (const std::string query : {"xyzzy", "conv2/16/0/0", "conv2/9/3/4/5", "conv2/9//4", "fc1/120",
                                    "fc1/-1", "fc1/01", "conv9/1", "/", "99999999999999999999", "in fc2"})
        EXPECT_TRUE(lenet().found(query).empty()) << query;
}

TEST(SearchTest, ABlankCanvasHasUnitsButNoValues) {
    const auto one = lenet().found_blank("conv2/9/3/4");
    ASSERT_EQ(one.size(), 1u);
    EXPECT_EQ(one[0].words, "conv2/9/3/4");
    const auto map = lenet().found_blank("pool2/9");
    ASSERT_EQ(map.size(), 25u);
    EXPECT_EQ(map[0].words, "pool2/9/0/0");
    EXPECT_EQ(map[24].words, "pool2/9/4/4");
    EXPECT_EQ(lenet().found_blank("").size(), 8u);
    EXPECT_EQ(lenet().found_blank("3").at(0).words, "output/3");
    for (const std::string query : {"strongest", "strongest in fc2", "weakest", "dead", "dead in conv1"})
        EXPECT_TRUE(lenet().found_blank(query).empty()) << query;
}

TEST(SearchTest, FindsNoUnitTwiceAndNoMoreThanAsked) {
    for (const std::string query : {"s", "c", "d", "in", "o", "conv1", "fc1/1", "digit", "3"})
        for (const char* model : {"lenet5", "lenet5-1998", "fashion"}) {
            const Read read(model);
            std::vector<std::string> found = read.addresses(query);
            EXPECT_LE(found.size(), 50u);
            std::ranges::sort(found);
            EXPECT_EQ(std::ranges::adjacent_find(found), found.end()) << query;
        }
    EXPECT_TRUE(lenet().found("", 0).empty());
}

TEST(Search, FindsAnImportedLayerByItsTitleAndByItsFilesName) {
    nn::Model model = *test::bundled_model("lenet5");
    nn::Architecture architecture = model.architecture;
    architecture.nodes[3].name = "features_features.3_Conv";
    architecture.nodes[3].origin = "/features/features.3/Conv";
    const nn::Model imported(architecture, model.parameters());
    for (const char* query :
         {"/features/features.3/Conv", "FEATURES.3/conv", "features_feat", "features.3", "convolution 2"}) {
        const auto found = search(query, imported, nullptr);
        ASSERT_FALSE(found.empty()) << query;
        EXPECT_EQ(found.front().unit.node, 3) << query;
        EXPECT_EQ(found.size(), 16u) << query << ": each of its maps";
    }
}

}  // namespace
}  // namespace convoscope::find
