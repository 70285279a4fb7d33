#include "explain/changer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "explain/changes.h"
#include "explain/morphology.h"

namespace convoscope::explain {
namespace {

using test::changed_page;
using test::coloured_input;
using test::plain_input;
using test::random_page;

struct Place {
    double x = 0;
    double y = 0;
};

/// Each value of the result by the sum of all pixels' tent functions at the place that it came from; what
/// the tents leave over is paper.
std::vector<double> mapped(const nn::InputSpec& spec, const std::vector<float>& page,
                           const std::function<Place(Place)>& came_from) {
    const auto [channels, height, width] = spec.shape;
    std::vector<double> result;
    for (int channel = 0; channel < channels; ++channel) {
        const double paper = static_cast<double>(spec.range(channel).low);
        for (int row = 0; row < height; ++row) {
            for (int column = 0; column < width; ++column) {
                const Place from = came_from({column - (width - 1) / 2.0, row - (height - 1) / 2.0});
                const double x = from.x + (width - 1) / 2.0, y = from.y + (height - 1) / 2.0;
                double value = paper;
                for (int r = 0; r < height; ++r)
                    for (int c = 0; c < width; ++c)
                        value += std::max(0.0, 1 - std::abs(x - c)) * std::max(0.0, 1 - std::abs(y - r)) *
                                 (static_cast<double>(
                                      page[static_cast<std::size_t>((channel * height + r) * width + c)]) -
                                  paper);
                result.push_back(value);
            }
        }
    }
    return result;
}

Changes with(float Changes::*amount, float value) {
    Changes changes;
    changes.*amount = value;
    return changes;
}

TEST(Changer, ChangesNoBitWhereAllIsNeutral) {
    for (const nn::InputSpec& spec : {plain_input(1, 7, 9), coloured_input(8, 6)}) {
        std::vector<float> page = random_page(spec, 1);
        page[3] = 17.3f;  // beyond ink, as nothing that was drawn is
        Changes changes;
        EXPECT_EQ(changed_page(spec, changes, page), page);
        changes.cover_x = 2;  // of no cover
        changes.layer_noise = 1;
        changes.noisy_layer = "fc1";
        changes.seed = 77;
        EXPECT_EQ(changed_page(spec, changes, page), page);
    }
}

TEST(Changer, ChangesSomethingByEachTransform) {
    const nn::InputSpec spec = coloured_input(11, 12);
    const std::vector<float> page = random_page(spec, 2);
    for (const Transform& transform : transforms()) {
        const AmountRange range = range_of(transform, spec.shape);
        Changes changes;
        const bool is_place = transform.amount == &Changes::cover_x || transform.amount == &Changes::cover_y;
        if (is_place) changes.cover = 3;
        const std::vector<float> before = changed_page(spec, changes, page);
        changes.*transform.amount = 0.3f * transform.neutral + 0.7f * range.high;
        const bool hidden = transform.amount == &Changes::layer_noise;
        EXPECT_EQ(changed_page(spec, changes, page) == before, hidden) << transform.id;
    }
}

TEST(Changer, TurnsByAQuarterExactly) {
    for (const int side : {7, 8, 32}) {
        for (const nn::InputSpec& spec : {plain_input(1, side, side), coloured_input(side, side)}) {
            const std::vector<float> page = random_page(spec, 3);
            const auto at = [&](int channel, int row, int column) {
                return static_cast<std::size_t>((channel * side + row) * side + column);
            };
            std::vector<float> clockwise(page.size()), half(page.size());
            for (int channel = 0; channel < spec.shape.channels; ++channel) {
                for (int row = 0; row < side; ++row) {
                    for (int column = 0; column < side; ++column) {
                        const float value = page[at(channel, row, column)];
                        clockwise[at(channel, column, side - 1 - row)] = value;
                        half[at(channel, side - 1 - row, side - 1 - column)] = value;
                    }
                }
            }
            EXPECT_EQ(changed_page(spec, with(&Changes::rotate, 90), page), clockwise);
            EXPECT_EQ(changed_page(spec, with(&Changes::rotate, -90), clockwise), page);
            EXPECT_EQ(changed_page(spec, with(&Changes::rotate, 180), page), half);
            EXPECT_EQ(changed_page(spec, with(&Changes::rotate, -180), page), half);
        }
    }
}

TEST(Changer, ShiftsByWholePixelsExactly) {
    const nn::InputSpec spec = coloured_input(8, 9);
    const std::vector<float> page = random_page(spec, 4);
    Changes changes;
    changes.shift_x = 2;
    changes.shift_y = -3;
    const std::vector<float> shifted = changed_page(spec, changes, page);
    for (int value = 0; value < spec.shape.size(); ++value) {
        const int channel = value / 72, row = value % 72 / 9 + 3, column = value % 9 - 2;
        const bool inside = row < 8 && column >= 0;
        EXPECT_EQ(shifted[static_cast<std::size_t>(value)],
                  inside ? page[static_cast<std::size_t>((channel * 8 + row) * 9 + column)]
                         : spec.range(channel).low);
    }
}

TEST(Changer, MapsThePlaneAboutItsMiddle) {
    for (const nn::InputSpec& spec : {plain_input(1, 9, 9), plain_input(2, 6, 11), coloured_input(10, 8)}) {
        const std::vector<float> page = random_page(spec, 5);
        const auto expect = [&](const Changes& changes, const std::function<Place(Place)>& came_from) {
            EXPECT_TRUE(test::agree(changed_page(spec, changes, page), mapped(spec, page, came_from), 1e-6));
        };
        const double angle = 33 * std::numbers::pi / 180;
        // Clockwise as one sees it: what was above comes to the right.
        const auto turned_back = [angle](Place p) {
            return Place{std::cos(angle) * p.x + std::sin(angle) * p.y,
                         -std::sin(angle) * p.x + std::cos(angle) * p.y};
        };
        expect(with(&Changes::rotate, 33), turned_back);
        expect(with(&Changes::scale, 1.25f), [](Place p) { return Place{p.x / 1.25, p.y / 1.25}; });
        expect(with(&Changes::scale, 0.5f), [](Place p) { return Place{p.x / 0.5, p.y / 0.5}; });
        expect(with(&Changes::shift_x, 1.25f), [](Place p) { return Place{p.x - 1.25, p.y}; });
        expect(with(&Changes::shift_y, -0.75f), [](Place p) { return Place{p.x, p.y + 0.75}; });
        expect(with(&Changes::shear, 0.5f), [](Place p) { return Place{p.x + 0.5 * p.y, p.y}; });
        Changes all;
        all.rotate = 33;
        all.scale = 1.5f;
        all.shear = -0.25f;
        all.shift_x = 0.5f;
        all.shift_y = 1.75f;
        expect(all, [&](Place p) {
            const Place upright = turned_back({p.x - 0.5, p.y - 1.75});
            return Place{(upright.x - 0.25 * upright.y) / 1.5, upright.y / 1.5};
        });
    }
}

TEST(Changer, TurnsWhatIsUpToTheRight) {
    const nn::InputSpec spec = plain_input(1, 9, 9);
    std::vector<float> page(81), expected(81);
    page[1 * 9 + 4] = 1;      // above the middle
    expected[4 * 9 + 7] = 1;  // to its right
    EXPECT_EQ(changed_page(spec, with(&Changes::rotate, 90), page), expected);
}

TEST(Changer, BlursWithAGaussianOverPaper) {
    const nn::InputSpec spec = coloured_input(9, 8);
    const std::vector<float> page = random_page(spec, 6);
    const double deviation = 0.75;
    const int reach = 3;  // 4 deviations
    std::vector<double> expected;
    double sum = 0;
    const auto tap = [&](int away) { return std::exp(-away * away / (2 * deviation * deviation)); };
    for (int away = -reach; away <= reach; ++away) sum += tap(away);
    for (int value = 0; value < spec.shape.size(); ++value) {
        const int channel = value / 72, row = value % 72 / 8, column = value % 8;
        double blurred = 0;
        for (int r = row - reach; r <= row + reach; ++r) {
            for (int c = column - reach; c <= column + reach; ++c) {
                const bool inside = r >= 0 && r < 9 && c >= 0 && c < 8;
                const float from = inside ? page[static_cast<std::size_t>((channel * 9 + r) * 8 + c)]
                                          : spec.range(channel).low;
                blurred += tap(r - row) * tap(c - column) / (sum * sum) * static_cast<double>(from);
            }
        }
        expected.push_back(blurred);
    }
    EXPECT_TRUE(test::agree(changed_page(spec, with(&Changes::blur, 0.75f), page), expected, 1e-6));
}

TEST(Changer, CountsInkAndPaperInTheNetworksOwnValues) {
    const nn::InputSpec spec = coloured_input(6, 7);
    const std::vector<float> page = random_page(spec, 7);
    const auto expect = [&](const Changes& changes, const std::function<double(double)>& ink_becomes) {
        std::vector<double> expected;
        for (std::size_t value = 0; value < page.size(); ++value) {
            const nn::ChannelRange range = spec.range(static_cast<int>(value) / 42);
            const double paper = static_cast<double>(range.low);
            const double whole = static_cast<double>(range.high) - paper;
            expected.push_back(paper +
                               whole * ink_becomes((static_cast<double>(page[value]) - paper) / whole));
        }
        EXPECT_TRUE(test::agree(changed_page(spec, changes, page), expected, 1e-6));
    };
    expect(with(&Changes::dim, 0.25f), [](double ink) { return 0.75 * ink; });
    expect(with(&Changes::dim, 1), [](double) { return 0.0; });
    expect(with(&Changes::invert, 1), [](double ink) { return 1 - ink; });
    expect(with(&Changes::invert, 0.25f), [](double ink) { return 0.75 * ink + 0.25 * (1 - ink); });
    // Thickening is of ink, too, where paper has the larger value.
    std::vector<float> thicker = changed_page(spec, with(&Changes::thicken, 0.5f), page);
    for (int channel = 0; channel < 3; ++channel) {
        const nn::ChannelRange range = spec.range(channel);
        std::vector<float> ink(page.begin() + 42 * channel, page.begin() + 42 * (channel + 1));
        for (float& value : ink) value = (value - range.low) / (range.high - range.low);
        Morphology().dilate(0.5f, ink, 6, 7);
        for (int value = 0; value < 42; ++value)
            EXPECT_NEAR(thicker[static_cast<std::size_t>(42 * channel + value)],
                        range.low + (range.high - range.low) * ink[static_cast<std::size_t>(value)], 1e-6f);
    }
}

TEST(Changer, CoversASquareAndPartsOfPixels) {
    const nn::InputSpec spec = plain_input(1, 8, 8);
    const std::vector<float> page(64, 1.0f);
    Changes changes = with(&Changes::cover, 3);
    changes.cover_x = 1;
    changes.cover_y = -2;
    // From 3.5 to 6.5 across, from 0.5 to 3.5 down.
    const float across[] = {0, 0, 0, 0.5f, 1, 1, 0.5f, 0}, down[] = {0.5f, 1, 1, 0.5f, 0, 0, 0, 0};
    const std::vector<float> covered = changed_page(spec, changes, page);
    for (int row = 0; row < 8; ++row)
        for (int column = 0; column < 8; ++column)
            EXPECT_FLOAT_EQ(covered[static_cast<std::size_t>(8 * row + column)],
                            1 - down[row] * across[column]);
}

TEST(Changer, GrowsTheSameNoise) {
    const nn::InputSpec spec = plain_input(2, 40, 50);
    const std::vector<float> page(4000, 0.5f);
    const std::vector<float> little = changed_page(spec, with(&Changes::noise, 0.05f), page);
    const std::vector<float> more = changed_page(spec, with(&Changes::noise, 0.1f), page);
    EXPECT_EQ(changed_page(spec, with(&Changes::noise, 0.05f), page), little);
    double sum = 0, squares = 0, skewed = 0;
    for (std::size_t i = 0; i < page.size(); ++i) {
        EXPECT_NEAR(more[i] - 0.5f, 2 * (little[i] - 0.5f), 1e-6f);
        const double unit = static_cast<double>(more[i] - 0.5f) / 0.1;
        sum += unit;
        squares += unit * unit;
        skewed += unit * unit * unit * unit;
    }
    EXPECT_NEAR(sum / 4000, 0, 0.05);
    EXPECT_NEAR(squares / 4000, 1, 0.07);
    EXPECT_NEAR(skewed / 4000, 3, 0.4);  // a normal distribution's fourth moment
    for (const float value : changed_page(spec, with(&Changes::noise, 1), page)) {
        EXPECT_GE(value, 0);
        EXPECT_LE(value, 1);
    }
    Changes other = with(&Changes::noise, 0.05f);
    other.seed = 2;
    EXPECT_NE(changed_page(spec, other, page), little);
}

TEST(Changer, KeepsSaltAndPepperWhenThereIsMore) {
    const nn::InputSpec spec = coloured_input(50, 40);
    std::vector<float> page;
    for (int value = 0; value < 6000; ++value) {
        const nn::ChannelRange range = spec.range(value / 2000);
        page.push_back((range.low + range.high) / 2);
    }
    std::vector<float> before = page;
    for (const float share : {0.1f, 0.3f, 0.6f, 1.0f}) {
        const std::vector<float> after = changed_page(spec, with(&Changes::salt_pepper, share), page);
        int struck = 0, salt = 0;
        for (int place = 0; place < 2000; ++place) {
            const bool is_struck =
                after[static_cast<std::size_t>(place)] != page[static_cast<std::size_t>(place)];
            struck += is_struck;
            const bool is_ink = after[static_cast<std::size_t>(place)] == spec.range(0).high;
            salt += is_ink;
            for (int channel = 0; channel < 3; ++channel) {
                const auto at = static_cast<std::size_t>(2000 * channel + place);
                const nn::ChannelRange range = spec.range(channel);
                EXPECT_EQ(after[at], is_struck ? (is_ink ? range.high : range.low) : page[at]);
                EXPECT_TRUE(before[at] == page[at] || after[at] == before[at]);
            }
        }
        EXPECT_NEAR(struck / 2000.0, static_cast<double>(share), 0.04);
        EXPECT_NEAR(static_cast<double>(salt) / struck, 0.5, 0.08);
        before = after;
    }
}

TEST(Changer, AppliesThemInTheStatedOrder) {
    const nn::InputSpec spec = coloured_input(12, 12);
    const std::vector<float> page = random_page(spec, 8);
    Changes all;
    std::vector<float> one_by_one = page;
    const auto apply = [&](const std::vector<std::pair<float Changes::*, float>>& amounts) {
        Changes some;
        for (const auto& [amount, value] : amounts) all.*amount = some.*amount = value;
        one_by_one = changed_page(spec, some, one_by_one);
    };
    apply({{&Changes::thicken, 0.6f}});
    apply({{&Changes::thin, 0.4f}});
    apply({{&Changes::rotate, 20},
           {&Changes::scale, 0.9f},
           {&Changes::shear, 0.2f},
           {&Changes::shift_x, 1.5f}});
    apply({{&Changes::blur, 0.5f}});
    apply({{&Changes::dim, 0.2f}});
    apply({{&Changes::cover, 4}, {&Changes::cover_x, 2}});
    apply({{&Changes::invert, 0.9f}});
    apply({{&Changes::noise, 0.1f}});
    apply({{&Changes::salt_pepper, 0.1f}});
    EXPECT_TRUE(test::agree(changed_page(spec, all, page), one_by_one, 1e-5));
}

TEST(Changer, ChangesWhatPeopleSeeOfATransposedInput) {
    nn::InputSpec upright = plain_input(2, 6, 9), transposed = plain_input(2, 9, 6);
    transposed.transposed = true;
    const std::vector<float> page = random_page(upright, 9);
    const auto lie = [](const std::vector<float>& values) {
        std::vector<float> lying(values.size());
        for (int i = 0; i < 108; ++i)
            lying[static_cast<std::size_t>(i / 54 * 54 + i % 9 * 6 + i % 54 / 9)] = values[i];
        return lying;
    };
    Changes changes;
    changes.rotate = 20;
    changes.shift_x = 1;
    changes.cover = 2;
    changes.cover_y = 1;
    changes.noise = 0.1f;
    EXPECT_EQ(changed_page(transposed, changes, lie(page)), lie(changed_page(upright, changes, page)));
}

TEST(Changer, MayWriteOverWhatItReads) {
    const nn::InputSpec spec = plain_input(1, 9, 9);
    std::vector<float> page = random_page(spec, 10);
    const std::vector<float> expected = changed_page(spec, with(&Changes::rotate, 30), page);
    Changer(spec).apply(with(&Changes::rotate, 30), page, page);
    EXPECT_EQ(page, expected);
}

}  // namespace
}  // namespace convoscope::explain
