#include "ui/class_rows.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convoscope::ui {
namespace {

using Rows = std::vector<int>;

std::vector<std::string> numbered(int count) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) names.push_back("Class " + std::to_string(i));
    return names;
}

TEST(ClassRows, FewClassesAreAllThereInTheirOrder) {
    const std::vector<float> probabilities{0.1f, 0.6f, 0.3f};
    EXPECT_EQ(shown_classes(numbered(3), probabilities, ""), (Rows{0, 1, 2}));
    EXPECT_EQ(shown_classes(numbered(3), probabilities, "nothing"), (Rows{0, 1, 2})) << "there is no search";
}

TEST(ClassRows, OfAThousandTheTenBest) {
    std::vector<float> probabilities(1000, 0.0f);
    for (int k = 0; k < 12; ++k)
        probabilities[static_cast<std::size_t>(999 - 80 * k)] = 0.1f - 0.005f * static_cast<float>(k);
    const Rows shown = shown_classes(numbered(1000), probabilities, "");
    ASSERT_EQ(shown.size(), kBestClasses);
    for (int k = 0; k < 10; ++k) EXPECT_EQ(shown[static_cast<std::size_t>(k)], 999 - 80 * k);
}

TEST(ClassRows, TheSearchGoesOverAllOfThemWhateverTheCase) {
    const std::vector<float> probabilities(1000, 0.001f);
    EXPECT_EQ(shown_classes(numbered(1000), probabilities, "CLASS 77"),
              (Rows{77, 770, 771, 772, 773, 774, 775, 776, 777, 778}));
    EXPECT_EQ(shown_classes(numbered(1000), probabilities, "class 123"), (Rows{123}));
    EXPECT_EQ(shown_classes(numbered(1000), probabilities, "cat"), Rows{});
    auto names = numbered(30);
    names[4] = "\u732b";
    EXPECT_EQ(shown_classes(names, std::vector<float>(30, 0.1f), "\u732b"), (Rows{4}));
}

}  // namespace
}  // namespace convoscope::ui
