#include "scene/draw_list.h"
#include "scene/on_screen.h"

#include <gtest/gtest.h>

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

#include "nn/forward.h"
#include "nn/zoo.h"

namespace convoscope::scene {
namespace {

Layout stage_layout() { return make_layout(nn::lenet5(), {Arrangement::Stage, 1.5f}); }

constexpr Viewport kViewport{0, 0, 900, 600};

/// LeNet with a bias on conv1: its units have the value 1.
const ShownValues& lenet_values() {
    static const ShownValues values = [] {
        nn::Model model = nn::empty_model(nn::lenet5());
        model.edit([](std::vector<nn::Parameters>& parameters) {
            for (float& bias : parameters[1].bias) bias = 1;
        });
        nn::Workspace workspace(model.architecture);
        nn::forward(model, workspace);
        ShownValues shown(model.architecture);
        shown.set_target(workspace);
        shown.settle();
        return shown;
    }();
    return values;
}

DrawList list_of(const Layout& layout, const Camera& camera, float relief = 0, ValuePages* pages = nullptr,
                 const Painting& painting = {}) {
    ValuePages own;
    ValuePages& used = pages ? *pages : own;
    used.update(layout, lenet_values(), needs_of(layout, camera, kViewport));
    DrawList list;
    const std::vector<float> heights(layout.blocks.size(), 0.0f);
    make_draw_list({layout, used, lenet_values(), painting, heights, {relief}, camera, kViewport}, list);
    return list;
}

TEST(DrawList, ShowsAtMostThreeSidesAndAPlateOfEachBlock) {
    constexpr int kStrips = 4;  // that a plate is made of
    const Layout layout = stage_layout();
    Camera camera = preset_camera(Preset::Side, layout, 1.5f);
    const DrawList list = list_of(layout, camera);
    EXPECT_LE(list.faces.size(), (3 + kStrips) * layout.blocks.size());
    EXPECT_GE(list.faces.size(), (2 + kStrips) * layout.blocks.size());
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
                if (static_cast<int>(face.cells[3]) == kPlate) continue;  // plates are seen from both sides
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
        if (faces.layer == layer) return faces.last - faces.first;  // without the plates
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
    EXPECT_EQ(faces_of(list, 3), 3);  // a top and two sides
    EXPECT_EQ(faces_of(list, 4), 16 * 3);
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
    ValuePages pages;
    for (const float pitch : {60.0f, -60.0f}) {
        Camera camera;
        camera.pitch = pitch;
        camera.distance = 6000;
        const DrawList list = list_of(folding, camera, 0, &pages);
        const Sheet& sheet = pages.sheets()[3];
        const LayerPlace& conv2 = folding.layers[3];
        std::vector<int> order;  // of the maps' tops, by their tiles
        for (const Face& face : list.faces)
            for (int i = conv2.first_block; i < conv2.first_block + conv2.block_count; ++i)
                if (static_cast<int>(face.cells[3]) == kTop &&
                    face.tile[0] == static_cast<float>(sheet.x_of(i - conv2.first_block)) &&
                    face.tile[1] == static_cast<float>(sheet.y_of(i - conv2.first_block)))
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

float highest_of(const DrawList& list, int layer) {
    float highest = -1e9f;
    for (const LayerFaces& faces : list.layers)
        if (faces.layer == layer)
            for (int i = faces.first; i < faces.last; ++i)
                highest = std::max(highest, list.faces[static_cast<std::size_t>(i)].origin[1]);
    return highest;
}

TEST(DrawList, ReliefMakesRoomForWhatStandsOut) {
    const Layout layout = stage_layout();
    Camera camera = preset_camera(Preset::Stage, layout, 1.5f);
    camera.distance *= 0.6f;
    const DrawList level = list_of(layout, camera);
    const DrawList relief = list_of(layout, camera, 1.5f);
    EXPECT_NEAR(highest_of(relief, 1) - highest_of(level, 1), 1.5f * kUnitPitch, 0.01f);
    // Where all is silent it takes no more than a hair.
    EXPECT_LT(highest_of(relief, 3) - highest_of(level, 3), 0.08f * kUnitPitch);
    for (const LayerFaces& faces : relief.layers)
        EXPECT_EQ(faces.relief, faces.layer != 7) << faces.layer;  // bars rise by themselves
}

TEST(DrawList, SmallOrLevelWithTheEyeThereIsNoRelief) {
    const Layout layout = stage_layout();
    Camera far = preset_camera(Preset::Stage, layout, 1.5f);
    far.distance *= 12;
    for (const LayerFaces& faces : list_of(layout, far, 1.5f).layers) EXPECT_FALSE(faces.relief);
    Camera low = preset_camera(Preset::Stage, layout, 1.5f);
    low.pitch = 0;
    low.target.y() = layout.layers[1].high.y();
    EXPECT_NEAR(highest_of(list_of(layout, low, 1.5f), 1), layout.layers[1].high.y(), 0.01f);
}

TEST(DrawList, MapsThatHaveScalesOfTheirOwnAreNotDrawnAsRows) {
    const Layout layout = stage_layout();
    Camera camera = preset_camera(Preset::Stage, layout, 1.5f);
    camera.distance *= 12;
    Painting painting;
    painting.scaling.scale = Scale::Map;
    for (const LayerFaces& faces : list_of(layout, camera, 0, nullptr, painting).layers)
        EXPECT_FALSE(faces.grid) << faces.layer;
    painting = {};
    painting.pending = Painting::Pending{3, 5, 100};
    for (const LayerFaces& faces : list_of(layout, camera, 0, nullptr, painting).layers)
        EXPECT_EQ(faces.grid, faces.layer != 3 && faces.layer > 0 && faces.layer < 5) << faces.layer;
}

TEST(DrawList, WhatIsSilentDoesNotGlow) {
    const Layout layout = stage_layout();
    for (const LayerFaces& faces : list_of(layout, preset_camera(Preset::Stage, layout, 1.5f)).layers) {
        if (faces.layer == 1) {
            EXPECT_EQ(faces.glowing, faces.plates) << "all of conv1 is strong";
        }
        if (faces.layer == 3) {
            EXPECT_EQ(faces.glowing, faces.first) << "conv2 is silent";
        }
    }
}

TEST(DrawList, UnitsSmallerThanPixelsAreDrawnAsRowsOfMaps) {
    const Layout layout = stage_layout();
    Camera camera = preset_camera(Preset::Stage, layout, 1.5f);
    camera.distance *= 12;
    const DrawList list = list_of(layout, camera);
    for (const LayerFaces& faces : list.layers) {
        const LayerPlace& place = layout.layers[static_cast<std::size_t>(faces.layer)];
        EXPECT_EQ(faces.grid, place.block_count > 1 && faces.layer != 7) << faces.layer;
        if (!faces.grid) continue;
        int maps = 0;
        for (int i = faces.first; i < faces.last; ++i) {
            const Face& face = list.faces[static_cast<std::size_t>(i)];
            EXPECT_EQ(static_cast<int>(face.grid[0]), maps);
            const float rows =
                face.grid[3] > 1e5f ? 1 : std::round((face.down[2] / face.box[2]) / face.grid[3] + 0.3f);
            maps += static_cast<int>(face.grid[1] * rows);
        }
        EXPECT_EQ(maps, place.block_count);
    }
}

}  // namespace
}  // namespace convoscope::scene
