#include "nn/placement.h"

#include <gtest/gtest.h>

#include "nn/forward.h"

namespace convoscope::nn {
namespace {

using Picture = std::vector<float>;

void expect_near(const Picture& found, const Picture& wanted) {
    ASSERT_EQ(found.size(), wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], wanted[i], 1e-6) << i;
}

// The numbers are PyTorch's: torch.nn.functional.interpolate(mode="bilinear", antialias=True).
TEST(PlacementTest, ShrinksByWeightedMeans) {
    const Picture picture{0, 1, 2, 3};
    expect_near(resized(picture, 1, 4, 1, 2), {5.0f / 7, 16.0f / 7});
    expect_near(resized(picture, 4, 1, 2, 1), {5.0f / 7, 16.0f / 7});
}

TEST(PlacementTest, EnlargesByInterpolation) {
    expect_near(resized(Picture{0, 1}, 1, 2, 1, 4), {0, 0.25f, 0.75f, 1});
    expect_near(resized(Picture{0, 1, 2, 3}, 2, 2, 4, 2), {0, 1, 0.5f, 1.5f, 1.5f, 2.5f, 2, 3});
}

TEST(PlacementTest, LeavesWhatFits) {
    const Picture picture{0, 0.25f, 0.5f, 1, 0.125f, 0};
    expect_near(resized(picture, 2, 3, 2, 3), picture);
}

TEST(PlacementTest, TheInputIsFilledAndTurned) {
    InputSpec spec;
    spec.shape = {2, 4, 2};
    spec.low = 1;
    spec.high = 0;
    spec.placement = Placement::Resize;
    const Picture picture{0, 1, 1, 1};
    Picture target(16);
    load_input(spec, picture, 2, 2, target);
    expect_near(target, {1, 0, 0.75f, 0, 0.25f, 0, 0, 0, 1, 0, 0.75f, 0, 0.25f, 0, 0, 0});

    spec.transposed = true;
    const Picture row{0, 0.5f, 0.5f, 1, 1, 1};  // of three: two rows of it become two columns
    load_input(spec, row, 2, 3, target);
    spec.transposed = false;
    Picture turned(16);
    load_input(spec, Picture{0, 1, 0.5f, 1, 0.5f, 1}, 3, 2, turned);
    expect_near(target, turned);
}

TEST(PlacementTest, APaddedPictureIsTurned) {
    InputSpec spec;
    spec.shape = {1, 4, 3};
    spec.transposed = true;
    Picture target(12);
    load_input(spec, Picture{1, 0.5f, 0.25f, 0.75f}, 1, 4, target);
    expect_near(target, {0, 1, 0, 0, 0.5f, 0, 0, 0.25f, 0, 0, 0.75f, 0});
}

TEST(PlacementTest, SmallerInputsAreFilled) {
    InputSpec spec;
    spec.shape = {1, 8, 8};
    spec.placement = Placement::Resize;
    Picture target(64);
    load_input(spec, Picture(28 * 28, 0.5f), 28, 28, target);
    expect_near(target, Picture(64, 0.5f));
}

}  // namespace
}  // namespace convoscope::nn
