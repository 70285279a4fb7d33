#include "scene/draw_list.h"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include <cmath>

#include "nn/zoo.h"

namespace convoscope::scene {
namespace {

Layout stage_layout() { return make_layout(nn::lenet5(), {Arrangement::Stage, 1.5f}); }

DrawList list_of(const Layout& layout, const Camera& camera) {
    DrawList list;
    make_draw_list(layout, make_atlas(layout), std::vector<float>(layout.blocks.size(), 0.0f), camera, list);
    return list;
}

TEST(DrawList, ShowsAtMostThreeSidesAndAPlateOfEachBlock) {
    const Layout layout = stage_layout();
    Camera camera = preset_camera(Preset::Side, layout, 1.5f);
    const DrawList list = list_of(layout, camera);
    EXPECT_LE(list.faces.size(), 4 * layout.blocks.size());
    EXPECT_GE(list.faces.size(), 3 * layout.blocks.size());
}

TEST(DrawList, FacesLookTowardsTheViewer) {
    const Layout layout = stage_layout();
    for (const float yaw : {-150.0f, -60.0f, 0.0f, 20.0f, 100.0f, 180.0f})
        for (const float pitch : {-80.0f, -20.0f, 0.0f, 35.0f, 90.0f}) {
            Camera camera;
            camera.yaw = yaw;
            camera.pitch = pitch;
            camera.distance = 4000;
            for (const Face& face : list_of(layout, camera).faces) {
                if (face.cells[0] == 0) continue;  // plates are seen from both sides
                const Vector3 middle(face.origin[0] + 0.5f * (face.along[0] + face.down[0]),
                                     face.origin[1] + 0.5f * (face.along[1] + face.down[1]),
                                     face.origin[2] + 0.5f * (face.along[2] + face.down[2]));
                // The box that the face belongs to lies on the other side of it.
                const Vector3 normal = Vector3(face.along[0], face.along[1], face.along[2])
                                           .cross(Vector3(face.down[0], face.down[1], face.down[2]));
                EXPECT_GT(std::abs(normal.normalized().dot((camera.eye() - middle).normalized())), 0.0f);
            }
        }
}

TEST(DrawList, FartherLayersComeFirst) {
    const Layout layout = stage_layout();
    Camera above;
    above.pitch = 60;
    above.distance = 6000;
    const DrawList from_above = list_of(layout, above);
    EXPECT_EQ(from_above.layers.front().layer, 0);
    EXPECT_EQ(from_above.layers.back().layer, 7);
    Camera below = above;
    below.pitch = -60;
    const DrawList from_below = list_of(layout, below);
    EXPECT_EQ(from_below.layers.front().layer, 7);
    EXPECT_EQ(from_below.layers.back().layer, 0);
}

Layout layout_with(std::size_t node, LayerDisplay display) {
    LayoutOptions options{Arrangement::Stage, 1.5f};
    options.displays.assign(8, LayerDisplay::Shown);
    options.displays[node] = display;
    return make_layout(nn::lenet5(), options);
}

int faces_of(const DrawList& list, int layer) {
    for (const LayerFaces& faces : list.layers)
        if (faces.layer == layer) return faces.last - faces.first;
    return 0;
}

TEST(DrawList, AHiddenLayerHasNoFaces) {
    const Layout layout = layout_with(3, LayerDisplay::Hidden);
    const DrawList list = list_of(layout, preset_camera(Preset::Side, layout, 1.5f));
    EXPECT_EQ(list.layers.size(), 7u);
    EXPECT_EQ(faces_of(list, 3), 0);
    EXPECT_GT(faces_of(list, 4), 0);
}

TEST(DrawList, AFoldedLayerHasTheFacesOfOneBlock) {
    const Layout layout = layout_with(3, LayerDisplay::Folded);
    const DrawList list = list_of(layout, preset_camera(Preset::Side, layout, 1.5f));
    EXPECT_EQ(faces_of(list, 3), 4);  // a top, two sides and a plate
    EXPECT_EQ(faces_of(list, 4), 16 * 4);
}

TEST(DrawList, WhereEverythingIsHiddenThereAreNoFaces) {
    LayoutOptions options{Arrangement::Stage, 1.5f};
    options.displays.assign(8, LayerDisplay::Hidden);
    const Layout layout = make_layout(nn::lenet5(), options);
    for (const Preset preset :
         {Preset::Stage, Preset::Original, Preset::Flat, Preset::Side, Preset::Answer}) {
        const Camera camera = preset_camera(preset, layout, 1.5f);
        EXPECT_TRUE(camera.view_projection(1.5f).allFinite());
        EXPECT_TRUE(list_of(layout, camera).faces.empty());
    }
}

TEST(DrawList, WhileMapsFoldTheLowerComeFirst) {
    const Layout folding =
        mix(layout_with(3, LayerDisplay::Shown), layout_with(3, LayerDisplay::Folded), 0.8f);
    const Atlas atlas = make_atlas(folding);
    for (const float pitch : {60.0f, -60.0f}) {
        Camera camera;
        camera.pitch = pitch;
        camera.distance = 6000;
        const DrawList list = list_of(folding, camera);
        const LayerPlace& conv2 = folding.layers[3];
        std::vector<int> order;  // of the maps' tops, by their place in the atlas
        for (const Face& face : list.faces)
            for (int i = conv2.first_block; i < conv2.first_block + conv2.block_count; ++i)
                if (face.cells[1] > 1 && face.texel[0] == static_cast<float>(atlas.slots[i].x) &&
                    face.texel[1] == static_cast<float>(atlas.slots[i].y))
                    order.push_back(i);
        ASSERT_EQ(order.size(), 16u);
        for (std::size_t a = 0; a < order.size(); ++a)
            for (std::size_t b = a + 1; b < order.size(); ++b) {
                const Block& first = folding.blocks[order[a]];
                const Block& second = folding.blocks[order[b]];
                const Vector3 apart =
                    (first.centre - second.centre).cwiseAbs() - first.half() - second.half();
                if (apart.x() >= 0 || apart.z() >= 0) continue;
                EXPECT_GT(pitch * (second.centre.y() - first.centre.y()), 0);
            }
    }
}

}  // namespace
}  // namespace convoscope::scene
