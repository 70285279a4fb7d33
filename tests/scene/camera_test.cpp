#include "scene/camera.h"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include "base/number.h"
#include "nn/zoo.h"
#include "support/test_name.h"

namespace convoscope::scene {
namespace {

const Viewport kStage{100, 50, 900, 600};

TEST(Camera, OriginalPresetIsHarleys) {
    const Layout layout = make_layout(nn::lenet5(), {Arrangement::Original, 1.5f});
    const Camera camera = preset_camera(Preset::Original, layout, 1.5f);
    EXPECT_TRUE(camera.eye().isApprox(Vector3(0, 200, 1000), 1e-4f)) << camera.eye().transpose();
    EXPECT_FLOAT_EQ(camera.field_of_view, 70);
}

TEST(Camera, MatrixAndProjectAgree) {
    Camera camera;
    camera.yaw = 30;
    camera.pitch = 25;
    camera.distance = 900;
    camera.target = {10, -20, 30};
    const Vector3 point(120, 40, -70);
    const Eigen::Vector4f clip = camera.view_projection(kStage.aspect()) * point.homogeneous();
    const Vector3 seen = camera.project(point, kStage);
    EXPECT_NEAR(seen.x(), kStage.x + (clip.x() / clip.w() * 0.5f + 0.5f) * kStage.width, 0.01f);
    EXPECT_NEAR(seen.y(), kStage.y + (0.5f - clip.y() / clip.w() * 0.5f) * kStage.height, 0.01f);
    EXPECT_NEAR(seen.z(), clip.w(), 0.01f);
}

TEST(Camera, RayGoesThroughWhatIsSeenThere) {
    Camera camera;
    camera.yaw = -50;
    camera.pitch = 40;
    const Vector3 point(200, 10, 50);
    const Ray ray = camera.ray(camera.project(point, kStage).head<2>(), kStage);
    const Vector3 offset = point - ray.origin;
    EXPECT_NEAR((offset - ray.direction * offset.dot(ray.direction)).norm(), 0, 0.05f);
}

TEST(Camera, ZoomKeepsWhatIsUnderThePointer) {
    Camera camera;
    camera.pitch = 35;
    camera.yaw = 20;
    const Vector2 pixel(300, 200);
    const Ray before = camera.ray(pixel, kStage);
    const float depth = camera.distance / before.direction.dot(camera.forward());
    const Vector3 point = before.origin + before.direction * depth;  // at the target's depth
    camera.zoom(0.5f, pixel, kStage);
    const Vector3 seen = camera.project(point, kStage);
    EXPECT_NEAR(seen.x(), pixel.x(), 0.1f);
    EXPECT_NEAR(seen.y(), pixel.y(), 0.1f);
    EXPECT_FLOAT_EQ(camera.distance, 500);
}

TEST(Camera, PanMovesThePictureWithThePointer) {
    Camera camera;
    const Vector3 before = camera.project(camera.target, kStage);
    const Vector3 target = camera.target;
    camera.pan({40, -25}, kStage);
    const Vector3 after = camera.project(target, kStage);
    EXPECT_NEAR(after.x() - before.x(), 40, 0.1f);
    EXPECT_NEAR(after.y() - before.y(), -25, 0.1f);
}

TEST(Camera, OrbitStopsOverhead) {
    Camera camera;
    camera.orbit({0, 100000});
    EXPECT_FLOAT_EQ(camera.pitch, 90);
    EXPECT_TRUE(camera.view_projection(1).allFinite());
}

TEST(Camera, OrbitStaysAboveTheGround) {
    Camera camera;
    camera.orbit({0, -100000});
    EXPECT_GT(camera.pitch, 0);
    EXPECT_LT(camera.pitch, 10);
    camera.pitch = -20;  // as a saved view may have it
    camera.orbit({10, -10});
    EXPECT_FLOAT_EQ(camera.pitch, -20) << "no jump";
    camera.orbit({0, 10});
    EXPECT_GT(camera.pitch, -20);
}

class FitTest : public ::testing::TestWithParam<float> {};

TEST_P(FitTest, EveryPresetButTheOriginalHoldsTheWholeNetwork) {
    const float aspect = GetParam();
    const Viewport stage{0, 0, 1000 * aspect, 1000};
    for (const Preset preset : {Preset::Stage, Preset::Flat, Preset::Side}) {
        const Layout layout = make_layout(nn::lenet5(), {arrangement_of(preset), aspect});
        const Camera camera = preset_camera(preset, layout, aspect);
        for (const Vector3& point : corners(layout)) {
            const Vector3 seen = camera.project(point, stage);
            EXPECT_TRUE(stage.contains(seen.head<2>())) << point.transpose() << " aspect " << aspect;
        }
    }
}

TEST_P(FitTest, HoldsWhatIsLeftWhereLayersAreFoldedOrHidden) {
    const float aspect = GetParam();
    const Viewport stage{0, 0, 1000 * aspect, 1000};
    for (const Preset preset : {Preset::Stage, Preset::Flat, Preset::Side, Preset::Answer}) {
        LayoutOptions options{arrangement_of(preset), aspect};
        options.displays.assign(8, LayerDisplay::Folded);
        options.displays[7] = options.displays[0] = LayerDisplay::Hidden;
        const Layout layout = make_layout(nn::lenet5(), options);
        const Camera camera = preset_camera(preset, layout, aspect);
        ASSERT_EQ(corners(layout).size(), 6u * 8);
        for (const Vector3& point : corners(layout))
            EXPECT_TRUE(stage.contains(camera.project(point, stage).head<2>()))
                << point.transpose() << " aspect " << aspect;
    }
}

INSTANTIATE_TEST_SUITE_P(Aspects, FitTest, ::testing::Values(0.6f, 1.0f, 1.5f, 2.4f), [](const auto& tested) {
    return test::numbered_name(tested.index, fixed(static_cast<double>(tested.param), 1));
});

TEST(Glide, StartsAndEndsWhereItShould) {
    Camera from;
    Camera to;
    to.yaw = 170;
    from.yaw = -170;
    to.distance = 4000;
    EXPECT_NEAR(glide(from, to, 0).distance, from.distance, 0.5f);
    EXPECT_NEAR(glide(from, to, 1).distance, to.distance, 0.5f);
    // The short way round, over 180 degrees.
    EXPECT_LT(glide(from, to, 0.3f).yaw, -170);
}

TEST(Glide, OfAZoomKeepsWhatIsUnderThePointerAllTheWay) {
    Camera from;
    from.pitch = 35;
    Camera to = from;
    const Vector2 pixel(200, 550);
    const Ray ray = from.ray(pixel, kStage);
    const Vector3 under = ray.origin + ray.direction * (from.distance / ray.direction.dot(from.forward()));
    to.zoom(0.5f, pixel, kStage);
    for (const float t : {0.1f, 0.3f, 0.6f, 0.9f})
        EXPECT_LT((glide(from, to, t).project(under, kStage).head<2>() - pixel).norm(), 0.5f) << t;
}

TEST(Fit, ShowsWhatIsFartherThanZoomingGoes) {
    const std::vector<Vector3> points{{-1e5f, 0, 0}, {1e5f, 0, 0}, {0, 1e5f, 0}, {0, -1e5f, 0}};
    Camera camera = fit(points, Camera{}, 1.5f, {});
    const Viewport viewport{0, 0, 1500, 1000};
    for (const Vector3& point : points) {
        const Vector3 seen = camera.project(point, viewport);
        EXPECT_TRUE(seen.x() >= -1 && seen.x() <= 1501 && seen.y() >= -1 && seen.y() <= 1001) << seen;
    }
    const float before = camera.distance;
    camera.zoom(1.5f, {750, 500}, viewport);
    EXPECT_FLOAT_EQ(camera.distance, before) << "no farther, but no jump either";
}

}  // namespace
}  // namespace convoscope::scene
