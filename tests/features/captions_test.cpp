// What stands beside the layers, and where: of branches that stand side by side, and of imported layers.

#include "features/look/captions.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <memory>

#include "nn/zoo.h"
#include "support/graphs.h"

namespace convoscope::look {
namespace {

constexpr scene::Viewport kStage{0, 0, 1000, 1000};
constexpr int kBranches = 10;

nn::ModelPtr model_of(nn::Architecture architecture) {
    return std::make_shared<const nn::Model>(nn::empty_model(std::move(architecture)));
}

/// Many branches of one map each: narrower than a title.
nn::Architecture narrow_branches(const std::string& name) {
    test::GraphOf graph;
    graph.conv("stem", "input", 4);
    std::vector<std::string> branches;
    for (int i = 0; i < kBranches; ++i) {
        branches.push_back(name + std::to_string(i));
        graph.conv(branches.back(), "stem", 1);
    }
    return graph.concat("joined", branches).answer();
}

/// As if another program's file had called them so.
nn::Architecture imported(nn::Architecture architecture) {
    for (std::size_t i = 0; i < architecture.nodes.size(); ++i) {
        architecture.nodes[i].name = std::to_string(i) + "_Op";
        architecture.nodes[i].origin = std::to_string(i) + "/Op";
    }
    return architecture;
}

class CaptionsTest : public ::testing::Test {
  protected:
    CaptionsTest() {
        ImGui::CreateContext();
        look_.fonts = ui::load_fonts({}, 1, {});
    }
    ~CaptionsTest() override { ImGui::DestroyContext(); }

    std::vector<LayerCaption> placed(studio::Exhibit& exhibit) const {
        exhibit.stage.update({.view = exhibit.view, .viewport = kStage, .caption_width = 160, .pointer = {}});
        return place_captions(look_, exhibit, kStage);
    }

    /// The left end of a layer, as seen.
    static float left_end(const studio::Exhibit& exhibit, const scene::LayerPlace& layer) {
        const float y = 0.5f * (layer.low.y() + layer.high.y());
        const auto x_at = [&](float z) {
            return exhibit.stage.camera().project({layer.low.x(), y, z}, kStage).x();
        };
        return std::min(x_at(layer.low.z()), x_at(layer.high.z()));
    }

    /// Every branch has its caption, and none goes beyond the next branch's left end.
    void expect_each_in_its_lane(nn::Architecture architecture) const {
        studio::Exhibit exhibit(model_of(std::move(architecture)));
        const std::vector<LayerCaption> captions = placed(exhibit);
        const auto& layers = exhibit.stage.layout().layers;
        int branches = 0;
        for (const LayerCaption& caption : captions) {
            const scene::LayerPlace& own = layers[static_cast<std::size_t>(caption.node)];
            if (caption.bracket || !own.in_bundle()) continue;
            ++branches;
            for (const scene::LayerPlace& other : layers)
                if (other.in_bundle() && other.spot.column == own.spot.column + 1) {
                    EXPECT_LE(caption.right, left_end(exhibit, other)) << caption.first_line();
                }
        }
        EXPECT_EQ(branches, kBranches);
    }

    ui::Look look_;
};

TEST_F(CaptionsTest, OfABranchGoNoFartherThanTheBranch) {
    expect_each_in_its_lane(imported(narrow_branches("branch")));
}

TEST_F(CaptionsTest, OfABranchAreCutWhereItsNameIsLonger) {
    expect_each_in_its_lane(narrow_branches("branch_with_a_long_name_"));
}

TEST_F(CaptionsTest, OfImportedLayersSayForShortWhatTheLayerDoes) {
    const studio::Exhibit exhibit(model_of(imported(nn::lenet5())));
    const auto briefs = [&] {
        std::vector<std::string> all;
        for (const LayerCaption& caption : captions_of(look_, exhibit)) all.push_back(caption.brief);
        return all;
    };
    EXPECT_EQ(briefs(), (std::vector<std::string>{"Input", "Conv 1", "Max pool 1", "Conv 2", "Max pool 2",
                                                  "Linear 1", "Linear 2", "Output"}));
    look_.language = Language::Chinese;
    EXPECT_EQ(briefs()[6], "全连接 2");
}

TEST_F(CaptionsTest, OfOurOwnLayersAreForShortAsInAddresses) {
    const studio::Exhibit exhibit(model_of(nn::lenet5()));
    const std::vector<LayerCaption> captions = captions_of(look_, exhibit);
    EXPECT_EQ(captions[1].brief, "conv1");
    EXPECT_EQ(captions[5].title, "Fully connected 1");
    EXPECT_EQ(captions[5].brief, "fc1");
}

TEST_F(CaptionsTest, AreAsWideAsTheirWords) {
    studio::Exhibit exhibit(model_of(nn::lenet5()));
    for (const LayerCaption& caption : placed(exhibit)) {
        const auto width = [](ImFont* font, const std::string& words) {
            return ui::text_size(font, font->FontSize, words.c_str()).x;
        };
        const float first = width(first_font(look_, caption), caption.first_line());
        const float second = caption.two_lines() ? width(look_.fonts.small, caption.second_line()) : 0;
        EXPECT_EQ(width_of(look_, caption), std::max(marks_width(look_, caption) + first, second));
    }
}

}  // namespace
}  // namespace convoscope::look
