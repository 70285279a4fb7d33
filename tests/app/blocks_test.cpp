// Networks that are graphs and long ones, as whoever looks at them has them: blocks that fold and open, names
// that do not cover one another, lines that say what they join.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "app/headless.h"
#include "base/error.h"
#include "nn/initialise.h"
#include "studio/selection.h"
#include "support/bundled.h"
#include "support/graphs.h"

namespace convoscope::test {
namespace {

using studio::Caption;

nn::ModelPtr model_of(nn::Architecture architecture) {
    nn::Model model = nn::empty_model(std::move(architecture));
    nn::initialise(model, 11);
    model.name = "graph";
    return std::make_shared<const nn::Model>(std::move(model));
}

class GraphOnShow {
  public:
    explicit GraphOnShow(nn::ModelPtr model) : headless(std::move(model), {.width = 1280, .height = 720}) {
        headless.settle();
    }

    int node(const std::string& name) const { return studio.exhibit().architecture().find(name); }
    int block(const std::string& name) const { return *folding().find(name); }
    const scene::Folding& folding() const { return studio.exhibit().stage.folding(); }
    bool shows(const std::string& layer) const {
        return studio.exhibit().stage.layout().layers[static_cast<std::size_t>(node(layer))].visible();
    }
    const Caption* caption_of_block(const std::string& name, Caption::Part part) const {
        for (const Caption& caption : studio.places.captions)
            if (caption.block == block(name) && caption.part == part) return &caption;
        return nullptr;
    }
    void click(const Caption* caption) {
        ASSERT_TRUE(caption);
        const scene::Viewport place = caption->place;
        headless.click(place.x + 0.8f * place.width, place.y + 0.5f * place.height);
        headless.settle();
    }
    /// How many names stand on the stage; none of them may cover another.
    int names() const {
        std::vector<scene::Viewport> names;
        for (const Caption& caption : studio.places.captions)
            if (caption.part == Caption::Part::Name) names.push_back(caption.place);
        for (std::size_t i = 0; i < names.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const scene::Viewport& a = names[i];
                const scene::Viewport& b = names[j];
                EXPECT_FALSE(a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width && a.y + 1 < b.y + b.height &&
                             b.y + 1 < a.y + a.height)
                    << i << " and " << j;
            }
        return static_cast<int>(names.size());
    }

    Headless headless;
    studio::Studio& studio = headless.studio();
};

TEST(BlocksOnShow, ALongNetworkStartsFoldedAndAClickOpensABlock) {
    GraphOnShow graph(model_of(deep_network(4, 4)));
    EXPECT_EQ(graph.names(), 7);  // input, stem, four stages, output
    EXPECT_FALSE(graph.shows("stage2.1.sum"));
    graph.click(graph.caption_of_block("stage2", Caption::Part::Name));
    EXPECT_TRUE(graph.shows("stage2.1.sum")) << "its own blocks are still folded";
    EXPECT_FALSE(graph.shows("stage2.1.conv1"));
    graph.click(graph.caption_of_block("stage2.1", Caption::Part::Fold));
    EXPECT_TRUE(graph.shows("stage2.1.conv1"));
    EXPECT_GT(graph.names(), 10);
    // What is open has a bracket that folds it again.
    graph.click(graph.caption_of_block("stage2", Caption::Part::Name));
    EXPECT_FALSE(graph.shows("stage2.1.conv1"));
    EXPECT_EQ(graph.names(), 7);
}

TEST(BlocksOnShow, OneCommandFoldsAllAndOpensAll) {
    GraphOnShow graph(model_of(deep_network(2, 3)));
    EXPECT_TRUE(graph.shows("stage1.0.conv1")) << "a short network starts open";
    graph.studio.run("view.fold_blocks");
    graph.headless.settle();
    EXPECT_FALSE(graph.shows("stage1.0.conv1"));
    EXPECT_FALSE(graph.shows("stage2.1.sum"));
    EXPECT_TRUE(graph.shows("stage2.2.sum"));
    graph.studio.run("view.fold_blocks");
    graph.headless.settle();
    EXPECT_TRUE(graph.shows("stage1.0.conv1"));
    EXPECT_EQ(graph.studio.view().folded_blocks, std::vector<std::string>());
}

TEST(BlocksOnShow, ABlockIsFoldedByItsNameOrFromALayerInIt) {
    GraphOnShow graph(model_of(deep_network(2, 3)));
    graph.studio.run("block.fold", "stage2");
    EXPECT_TRUE(graph.folding().is_folded(graph.studio.view(), graph.block("stage2")));
    studio::inspect(graph.studio, graph.node("stage1.1.conv1"));
    graph.studio.pointing.clicked_at.reset();
    graph.studio.run("block.fold");
    EXPECT_TRUE(graph.folding().is_folded(graph.studio.view(), graph.block("stage1.1")));
    EXPECT_FALSE(graph.folding().is_folded(graph.studio.view(), graph.block("stage1")));
    EXPECT_THROW(graph.studio.run("block.fold", "stage7"), Error);
}

TEST(BlocksOnShow, AChainHasNoneAndSaysSo) {
    GraphOnShow graph(bundled_model("lenet5"));
    EXPECT_NE(graph.studio.why_not("view.fold_blocks"), nullptr);
    EXPECT_NE(graph.studio.why_not("block.fold"), nullptr);
    EXPECT_TRUE(graph.studio.exhibit().stage.wires().empty());
}

TEST(BlocksOnShow, NamesOfManyLayersNeverCoverOneAnother) {
    GraphOnShow graph(model_of(deep_network(4, 5)));
    graph.studio.run("view.fold_blocks");
    graph.headless.settle();
    EXPECT_GT(graph.names(), 15) << "of 63 layers";
    graph.studio.run("view.flat");
    graph.headless.settle();
    graph.names();
}

TEST(BlocksOnShow, EveryBranchHasItsName) {
    GraphOnShow graph(model_of(branching_network()));
    EXPECT_EQ(graph.names(), 9);
}

TEST(BlocksOnShow, ASelectedUnitIsSeenWhateverWasFolded) {
    GraphOnShow graph(model_of(deep_network(4, 4)));
    graph.studio.run("unit.select", "stage3.2.conv1/0/4/4");
    graph.headless.settle();
    EXPECT_TRUE(graph.shows("stage3.2.conv1"));
    EXPECT_FALSE(graph.shows("stage2.1.sum")) << "other blocks stay as they are";
}

TEST(BlocksOnShow, AHiddenBlockLeavesOneLineThatBringsItBack) {
    GraphOnShow graph(model_of(deep_network(4, 4)));
    graph.click(graph.caption_of_block("stage2", Caption::Part::Eye));
    EXPECT_FALSE(graph.shows("stage2.3.sum"));
    graph.click(graph.caption_of_block("stage2", Caption::Part::Eye));
    EXPECT_TRUE(graph.shows("stage2.3.sum"));
}

TEST(BlocksOnShow, AnArcThatIsPointedAtIsToldOf) {
    GraphOnShow graph(model_of(residual_network()));
    const studio::Stage& stage = graph.studio.exhibit().stage;
    const auto arc = std::ranges::find_if(stage.wires(), &scene::WireCurve::arc);
    ASSERT_NE(arc, stage.wires().end());
    const scene::Wire wire = arc->wire;
    const scene::Vector3 at = stage.camera().project(arc->points[scene::kWirePieces / 2], stage.viewport());
    graph.headless.move(static_cast<double>(at.x()), static_cast<double>(at.y()));
    graph.headless.settle();
    ASSERT_TRUE(stage.pointed_wire());
    EXPECT_EQ(*stage.pointed_wire(), wire);
    graph.headless.move(static_cast<double>(at.x()) + 30, static_cast<double>(at.y()));
    graph.headless.settle();
    EXPECT_FALSE(stage.pointed_wire());
}

TEST(BlocksOnShow, APulseLightsBranchesAtOnce) {
    GraphOnShow graph(model_of(branching_network()));
    const scene::Layout& layout = graph.studio.exhibit().stage.layout();
    EXPECT_EQ(layout.rank_count(), 6);
    scene::ViewState view;
    view.pulse = 2.5f;
    const auto painting =
        scene::painting_of(view, scene::Theme::Dark, graph.studio.exhibit().architecture(), layout);
    EXPECT_EQ(painting.level(graph.node("p")), painting.level(graph.node("r1")));
    EXPECT_EQ(painting.level(graph.node("q2")), 0);
}

}  // namespace
}  // namespace convoscope::test
