#include <gtest/gtest.h>

#include <vector>

#include "features/welcome/placement.h"

namespace convoscope::welcome {
namespace {

using scene::Vector2;
using scene::Viewport;

const Viewport kRoom{0, 0, 400, 300};
const Vector2 kSize(120, 30);

bool contains(const Viewport& outer, const Viewport& inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width &&
           inner.y + inner.height <= outer.y + outer.height;
}

TEST(CalloutPlacement, StandsBesideWhatItPointsAtAndInTheRoom) {
    for (float x = 0; x <= 400; x += 20)
        for (float y = 0; y <= 300; y += 20) {
            const auto spot = place_beside({x, y}, kSize, kRoom, {}, 20);
            ASSERT_TRUE(spot) << x << ", " << y;
            EXPECT_TRUE(contains(kRoom, *spot)) << x << ", " << y;
            EXPECT_FALSE(spot->contains({x, y}));
        }
}

TEST(CalloutPlacement, CoversNothingThatIsTaken) {
    std::vector<Viewport> taken{{190, 140, 20, 20}};
    for (int i = 0; i < 4; ++i) {
        const auto spot = place_beside({200, 150}, kSize, kRoom, taken, 20);
        ASSERT_TRUE(spot) << i;
        for (const Viewport& other : taken)
            EXPECT_FALSE(spot->x < other.x + other.width && other.x < spot->x + spot->width &&
                         spot->y < other.y + other.height && other.y < spot->y + spot->height)
                << i;
        taken.push_back(*spot);
    }
}

TEST(CalloutPlacement, ThereIsNoneWhereNothingIsFree) {
    EXPECT_FALSE(place_beside({200, 150}, kSize, {150, 100, 100, 100}, {}, 20));
    const std::vector<Viewport> all{kRoom};
    EXPECT_FALSE(place_beside({200, 150}, kSize, kRoom, all, 20));
}

}  // namespace
}  // namespace convoscope::welcome
