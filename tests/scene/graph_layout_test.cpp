// Layouts of networks that are no chain, and of folded blocks.

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "nn/zoo.h"
#include "scene/camera.h"
#include "scene/folding.h"
#include "scene/layout.h"
#include "scene/wires.h"
#include "support/graphs.h"

namespace convoscope::scene {
namespace {

constexpr Arrangement kArrangements[] = {Arrangement::Stage, Arrangement::Original, Arrangement::Flat};

bool overlap(const Block& a, const Block& b) {
    return ((a.centre - b.centre).cwiseAbs() - a.half() - b.half()).maxCoeff() < 0;
}

void expect_nothing_overlaps(const Layout& layout) {
    for (std::size_t i = 0; i < layout.blocks.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (layout.blocks[i].visible() && layout.blocks[j].visible()) {
                EXPECT_FALSE(overlap(layout.blocks[i], layout.blocks[j])) << i << " and " << j;
            }
}

Vector3 middle(const LayerPlace& layer) { return 0.5f * (layer.low + layer.high); }

class GraphLayout : public ::testing::Test {
  protected:
    void lay_out(const nn::Architecture& architecture, Arrangement arrangement = Arrangement::Stage) {
        architecture_ = architecture;
        layout_ = make_layout(architecture_, {arrangement, 1.5f});
    }
    const LayerPlace& place(const std::string& name) const {
        return layout_.layers[static_cast<std::size_t>(architecture_.find(name))];
    }
    const WireCurve* curve(const std::vector<WireCurve>& curves, const std::string& from,
                           const std::string& to) const {
        const auto found = std::ranges::find_if(curves, [&](const WireCurve& one) {
            return one.wire.source == architecture_.find(from) && one.wire.target == architecture_.find(to);
        });
        return found == curves.end() ? nullptr : &*found;
    }

    nn::Architecture architecture_;
    Layout layout_;
};

TEST_F(GraphLayout, BranchesStandSideBySide) {
    for (const Arrangement arrangement : kArrangements) {
        lay_out(test::branching_network(), arrangement);
        EXPECT_FLOAT_EQ(middle(place("q1")).x(), middle(place("q2")).x());
        EXPECT_FLOAT_EQ(middle(place("r1")).x(), middle(place("r2")).x());
        EXPECT_LT(place("p").high.x() + 50, place("q1").low.x());
        EXPECT_LT(place("q1").high.x() + 50, place("r1").low.x());
        for (const char* name : {"q1", "r1"}) {
            EXPECT_FLOAT_EQ(middle(place(name)).y(), middle(place("p")).y());
            EXPECT_NEAR(middle(place(name)).z(), middle(place("p")).z(), 1e-3f);
        }
        EXPECT_NEAR(middle(place("joined")).x(), 0, 1e-3f);
        // The bundle stands in the middle.
        EXPECT_NEAR(place("p").low.x(), -place("r2").high.x(), 40);
        expect_nothing_overlaps(layout_);
    }
}

TEST_F(GraphLayout, NothingOverlapsWhateverIsHidden) {
    for (const nn::Architecture& architecture : {test::residual_network(), test::branching_network()})
        for (const Arrangement arrangement : kArrangements)
            for (std::size_t node = 0; node < architecture.nodes.size(); ++node)
                for (const LayerDisplay display : {LayerDisplay::Folded, LayerDisplay::Hidden}) {
                    LayoutOptions options{arrangement, 1.5f};
                    options.displays.assign(architecture.nodes.size(), LayerDisplay::Shown);
                    options.displays[node] = display;
                    expect_nothing_overlaps(make_layout(architecture, options));
                }
}

TEST_F(GraphLayout, BranchesWrapTogetherWhereTheStageIsNarrow) {
    const nn::Architecture architecture = test::GraphOf()
                                              .conv("stem", "input", 4)
                                              .conv("p", "stem", 16)
                                              .conv("q", "stem", 16)
                                              .concat("joined", {"p", "q"})
                                              .answer();
    const Layout narrow = make_layout(architecture, {Arrangement::Stage, 0.7f});
    const Layout wide = make_layout(architecture, {Arrangement::Stage, 3.0f});
    EXPECT_LT(narrow.layers[3].high.x(), wide.layers[3].high.x());
    const auto depth = [](const LayerPlace& layer) { return layer.high.z() - layer.low.z(); };
    EXPECT_GT(depth(narrow.layers[2]), depth(wide.layers[2]));
    EXPECT_FLOAT_EQ(depth(narrow.layers[2]), depth(narrow.layers[3]));
}

TEST_F(GraphLayout, NoLayerHidesOneBelowFromTheStageCamera) {
    for (const nn::Architecture& architecture : {test::residual_network(), test::branching_network()}) {
        lay_out(architecture);
        const Camera camera = preset_camera(Preset::Stage, layout_, 1.5f);
        const Viewport stage{0, 0, 1500, 1000};
        for (const LayerPlace& below : layout_.layers)
            for (const LayerPlace& above : layout_.layers) {
                if (above.spot.rank != below.spot.rank + 1) continue;
                const float back = camera.project({0, below.high.y(), below.low.z()}, stage).y();
                const float front = camera.project({0, above.low.y(), above.high.z()}, stage).y();
                EXPECT_GT(back, front) << above.node << " covers " << below.node;
            }
    }
}

TEST_F(GraphLayout, ThereIsRoomForNamesAboveBranches) {
    lay_out(test::branching_network());
    const Camera camera = preset_camera(Preset::Stage, layout_, 1.5f);
    const Viewport stage{0, 0, 1080, 720};
    const float back = camera.project({0, place("q1").high.y(), place("q1").low.z()}, stage).y();
    const float front = camera.project({0, place("q2").low.y(), place("q2").high.z()}, stage).y();
    EXPECT_GT(back - front, 18);
}

TEST_F(GraphLayout, AChainHasNoLines) {
    for (const nn::Architecture& architecture : {nn::lenet5(), nn::mlp(), nn::harley()})
        EXPECT_TRUE(wire_curves(make_layout(architecture, {Arrangement::Stage, 1.5f})).empty());
}

TEST_F(GraphLayout, AShortCutIsAnArcBesideWhatItPasses) {
    for (const Arrangement arrangement : kArrangements) {
        lay_out(test::residual_network(), arrangement);
        const auto curves = wire_curves(layout_);
        const WireCurve* arc = curve(curves, "stem", "sum1");
        ASSERT_TRUE(arc);
        EXPECT_TRUE(arc->arc);
        EXPECT_NEAR(arc->points.front().y(), middle(place("stem")).y(), 1e-3f);
        EXPECT_NEAR(arc->points.back().z(), middle(place("sum1")).z(), 1e-3f);
        const float beside = std::max(place("a1").high.x(), place("a2").high.x());
        EXPECT_GT(arc->points[kWirePieces / 2].x(), beside + 30);
        for (const Vector3& point : arc->points) EXPECT_GT(point.x(), place("stem").high.x());
        // The way over neighbouring ranks in one column needs no line.
        EXPECT_EQ(curve(curves, "stem", "a1"), nullptr);
        EXPECT_EQ(curve(curves, "a2", "sum1"), nullptr);
    }
}

TEST_F(GraphLayout, BranchesPartAndMeetByLines) {
    lay_out(test::branching_network());
    const auto curves = wire_curves(layout_);
    for (const char* name : {"p", "r1"}) {
        const WireCurve* line = curve(curves, "stem", name);
        ASSERT_TRUE(line) << name;
        EXPECT_FALSE(line->arc);
        EXPECT_GT(line->points.back().x(), place(name).low.x());
        EXPECT_LT(line->points.back().x(), place(name).high.x());
    }
    // p stands two ranks below where it is heard, and nothing stands in the way: no arc.
    const WireCurve* up = curve(curves, "p", "joined");
    ASSERT_TRUE(up);
    EXPECT_FALSE(up->arc);
    EXPECT_NEAR(up->points[kWirePieces / 2].x(), up->points.front().x(), 60);
}

TEST_F(GraphLayout, LongerArcsRunOutsideOfShorterOnes) {
    lay_out(test::GraphOf()
                .conv("a", "input", 2)
                .conv("b", "a", 2)
                .concat("c", {"b", "a"})
                .conv("d", "c", 2)
                .concat("e", {"d", "c", "a"})
                .answer());
    const auto curves = wire_curves(layout_);
    const auto out = [&](const char* from, const char* to) {
        float farthest = 0;
        for (const Vector3& point : curve(curves, from, to)->points) farthest = std::max(farthest, point.x());
        return farthest;
    };
    EXPECT_GT(out("a", "e"), out("a", "c") + 20);
    EXPECT_GT(out("a", "e"), out("c", "e") + 20);
}

TEST_F(GraphLayout, TheCameraHasTheArcsInView) {
    lay_out(test::residual_network());
    for (const Preset preset : {Preset::Stage, Preset::Side}) {
        const Camera camera = preset_camera(preset, layout_, 1.5f);
        const Viewport stage{0, 0, 1500, 1000};
        for (const WireCurve& wire : wire_curves(layout_))
            for (const Vector3& point : wire.points)
                EXPECT_TRUE(stage.contains(camera.project(point, stage).head<2>()));
    }
}

TEST_F(GraphLayout, AnArcCanBePointedAtAndIsCoveredByLayers) {
    lay_out(test::residual_network());
    const auto curves = wire_curves(layout_);
    const Camera camera = preset_camera(Preset::Stage, layout_, 1.5f);
    const Viewport stage{0, 0, 1500, 1000};
    const WireCurve* arc = curve(curves, "stem", "sum1");
    const Vector2 on = camera.project(arc->points[kWirePieces / 2], stage).head<2>();
    const auto hit = pick_wire(curves, layout_, camera, stage, on + Vector2(2, 0), 4);
    ASSERT_TRUE(hit);
    EXPECT_EQ(curves[*hit].wire, arc->wire);
    EXPECT_FALSE(pick_wire(curves, layout_, camera, stage, on + Vector2(12, 0), 4));
    const Vector2 layer = camera.project(middle(place("a1")), stage).head<2>();
    EXPECT_FALSE(pick_wire(curves, layout_, camera, stage, layer, 500));
}

TEST_F(GraphLayout, LinesAreDrawnQuietlyAndThePointedOneClearly) {
    lay_out(test::residual_network());
    const auto curves = wire_curves(layout_);
    const auto ribbons = wire_ribbons(curves, Theme::Dark, 0);
    ASSERT_EQ(ribbons.size(), curves.size() * kWirePieces);
    EXPECT_EQ(ribbons.front().from_colour[3], 1);
    EXPECT_LT(ribbons.back().from_colour[3], 0.7f);
    EXPECT_NE(wire_colour(Theme::Dark).red, wire_colour(Theme::Light).red);
}

class FoldedBlocks : public GraphLayout {
  protected:
    void fold(const std::vector<std::string>& names) {
        view_.folded_blocks = names;
        layout_ = make_layout(
            architecture_,
            {Arrangement::Stage, 1.5f, folding().displays(view_, architecture_), folding().stand_ins(view_)});
    }
    Folding folding() const { return Folding(architecture_); }

    ViewState view_;
};

TEST_F(FoldedBlocks, AFoldedOneIsOneBodyInThePlaceOfItsLayers) {
    architecture_ = test::deep_network(2, 2);
    fold({"stage1"});
    for (const char* inside : {"stage1.0.conv1", "stage1.0.sum", "stage1.1.conv2"})
        EXPECT_FALSE(place(inside).visible()) << inside;
    const LayerPlace& block = place("stage1.1.sum");
    EXPECT_TRUE(block.visible());
    EXPECT_EQ(block.folded, 1);
    EXPECT_EQ(block.spot.rank, place("stem").spot.rank + 1);
    EXPECT_EQ(place("stage2.0.conv1").spot.rank, block.spot.rank + 1);
    // The taller, the more it holds: six layers, or itself alone.
    EXPECT_NEAR(block.high.y() - block.low.y(), 4.5f * kUnitSize, 1e-2f);
    EXPECT_NEAR(place("stage2.0.conv1").high.y() - place("stage2.0.conv1").low.y(), kUnitSize, 1e-2f);
    // What is in it vanishes into it.
    EXPECT_NEAR(middle(place("stage1.0.conv1")).y(), middle(block).y(), 0.1f);
    expect_nothing_overlaps(layout_);
    // Its own short cuts are in it, those of the open stage are seen.
    const auto curves = wire_curves(layout_);
    EXPECT_EQ(curve(curves, "stage1.0.sum", "stage1.1.sum"), nullptr);
    EXPECT_TRUE(curve(curves, "stage1.1.sum", "stage2.0.sum"));
}

TEST_F(FoldedBlocks, OpenWhatIsInThemOneAfterTheOther) {
    architecture_ = test::deep_network(2, 2);
    const Folding folding = this->folding();
    const int node = architecture_.find("stage1.1.conv2");
    folding.set_all(view_, true);
    EXPECT_TRUE(folding.all_folded(view_));
    EXPECT_EQ(folding.seen_as(view_, node), folding.find("stage1"));
    EXPECT_FALSE(folding.open_around(view_, node));
    folding.set(view_, *folding.find("stage1"), false);
    EXPECT_FALSE(folding.all_folded(view_));
    EXPECT_EQ(folding.seen_as(view_, node), folding.find("stage1.1"));
    EXPECT_EQ(folding.open_around(view_, node), folding.find("stage1"));
    folding.set(view_, *folding.find("stage1.1"), false);
    EXPECT_FALSE(folding.seen_as(view_, node));
    EXPECT_EQ(folding.open_around(view_, node), folding.find("stage1.1"));
    EXPECT_EQ(folding.seen_as(view_, architecture_.find("stage2.0.sum")), folding.find("stage2"));
    folding.reveal(view_, architecture_.find("stage2.0.sum"));
    EXPECT_FALSE(folding.seen_as(view_, architecture_.find("stage2.0.sum")));
    EXPECT_TRUE(folding.seen_as(view_, architecture_.find("stage2.1.sum")));
}

TEST_F(FoldedBlocks, OfALongNetworkAreFoldedAtFirst) {
    EXPECT_TRUE(Folding(test::deep_network(4, 4)).all_folded({}));
    EXPECT_FALSE(Folding(test::deep_network(2, 2)).all_folded({}));
    EXPECT_TRUE(Folding(test::deep_network(2, 2)).stand_ins({}).empty());
    EXPECT_TRUE(Folding(nn::lenet5()).blocks().empty());
    EXPECT_FALSE(Folding(nn::lenet5()).seen_as({}, 3));
}

TEST_F(FoldedBlocks, OneThatIsHiddenIsGoneAltogether) {
    architecture_ = test::deep_network(2, 2);
    view_.layers["stage1.1.sum"] = LayerDisplay::Hidden;
    fold({"stage1"});
    for (int node = architecture_.find("stage1.0.conv1"); node <= architecture_.find("stage1.1.sum"); ++node)
        EXPECT_FALSE(layout_.layers[static_cast<std::size_t>(node)].visible());
    EXPECT_EQ(place("stage2.0.conv1").spot.rank, place("stem").spot.rank + 1);
}

}  // namespace
}  // namespace convoscope::scene
