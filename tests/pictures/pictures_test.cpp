// Pictures that `convoscope render` draws, beside the ones that are kept (kept_picture.h).

#include <gtest/gtest.h>

#include <cstdlib>

#include "pictures/kept_picture.h"
#include "pictures/rendering.h"
#include "support/graphs.h"
#include "support/picture.h"

namespace convoscope::test {
namespace {

/// Renders and compares with references/NAME.png; where it is not the same, keeps it and the difference.
class Pictures : public Rendering {
  protected:
    void SetUp() override {
        if (!has_inter()) GTEST_SKIP() << "the kept pictures are written in Inter: install fonts-inter";
    }

    void expect_as_kept(const std::string& name, const std::vector<std::string>& options) const {
        test::expect_as_kept(name, render(options));
    }
};

const std::vector<std::string> kStageAlone{"--size", "640x400", "--no-panels"};

std::vector<std::string> stage_alone(std::vector<std::string> more) {
    more.insert(more.begin(), kStageAlone.begin(), kStageAlone.end());
    return more;
}

TEST_F(Pictures, Stage) { expect_as_kept("stage", stage_alone({"--strokes", three()})); }

TEST_F(Pictures, Original) {
    expect_as_kept("original", stage_alone({"--strokes", three(), "--preset", "original"}));
}

TEST_F(Pictures, FlatAndLight) {
    expect_as_kept("flat-light", stage_alone({"--strokes", three(), "--preset", "flat", "--theme", "light"}));
}

TEST_F(Pictures, TheOtherNetworks) {
    const std::pair<const char*, nn::Architecture> networks[] = {{"lenet5-1998", nn::lenet5_1998()},
                                                                 {"harley", nn::harley()},
                                                                 {"mlp", nn::mlp()},
                                                                 {"templates", nn::templates()},
                                                                 {"fashion", nn::fashion()}};
    for (const auto& [name, architecture] : networks) {
        use(architecture);
        expect_as_kept(name, stage_alone({"--strokes", three()}));
    }
}

/// A block with a skip, then two branches that meet.
nn::Architecture network_that_branches() {
    return GraphOf()
        .conv("stem", "input", 4)
        .conv("a1", "stem", 4)
        .conv("a2", "a1", 4)
        .sum("sum", {"a2", "stem"})
        .pool("pooled", "sum")
        .conv("p", "pooled", 3)
        .conv("q1", "pooled", 2)
        .conv("q2", "q1", 4)
        .concat("joined", {"p", "q2"})
        .answer();
}

// Branches side by side with their names, a skip as an arc, and what the legend says of it.
TEST_F(Pictures, ANetworkThatBranches) {
    use(network_that_branches());
    expect_as_kept("branches", {"--size", "1280x720", "--strokes", three()});
}

TEST_F(Pictures, EdgesOfAConvUnit) {
    expect_as_kept("conv-edges", stage_alone({"--strokes", three(), "--select", "conv2/9/3/4"}));
}

TEST_F(Pictures, EdgesOfALinearUnit) {
    expect_as_kept("linear-edges", stage_alone({"--strokes", three(), "--select", "fc1/17"}));
}

/// What `view` (a state file's text) makes of the 3.
std::vector<std::string> seen_as(const std::string& view, const std::string& state_file, std::string three) {
    std::ofstream(state_file) << view;
    return stage_alone({"--strokes", std::move(three), "--state", state_file});
}

TEST_F(Pictures, AFoldedLayerAndAHiddenOne) {
    expect_as_kept("folded", seen_as(R"({"layers": {"conv2": "folded", "pool1": "hidden"}})",
                                     file("state.json"), three()));
}

// Close enough for the negative units to be seen hollow.
TEST_F(Pictures, SignsOnBothThemes) {
    use(nn::lenet5_1998());
    const std::string close =
        R"("palette": "signed", "camera": {"distance": 560, "pitch": 50, "field_of_view": 28})";
    expect_as_kept("signed", seen_as("{" + close + "}", file("state.json"), three()));
    expect_as_kept("signed-light",
                   seen_as("{\"theme\": \"light\", " + close + "}", file("state.json"), three()));
}

TEST_F(Pictures, AMark) {
    expect_as_kept("mark", seen_as(R"({"mark": [0.5, 0.8]})", file("state.json"), three()));
}

TEST_F(Pictures, APulseOnItsWay) {
    expect_as_kept("pulse", seen_as(R"({"pulse": 2.5})", file("state.json"), three()));
}

/// With the panels, as wide as the inspector needs to be read.
std::vector<std::string> with_inspector(std::vector<std::string> more) {
    more.insert(more.begin(), {"--size", "1040x640"});
    return more;
}

TEST_F(Pictures, APinnedUnitOfEachKindOfLayer) {
    const std::pair<const char*, const char*> units[] = {{"inspect-input", "input/0/12/14"},
                                                         {"inspect-conv", "conv2/9/3/4"},
                                                         {"inspect-max-pool", "pool1/2/6/5"},
                                                         {"inspect-linear", "fc1/17"},
                                                         {"inspect-softmax", "output/3"}};
    for (const auto& [name, unit] : units)
        expect_as_kept(name, with_inspector({"--strokes", three(), "--select", unit}));
}

TEST_F(Pictures, APinnedUnitOfAnAveragePool) {
    use(nn::lenet5_1998());
    expect_as_kept("inspect-average-pool",
                   with_inspector({"--strokes", three(), "--select", "s2/2/6/5", "--theme", "light"}));
}

TEST_F(Pictures, SeveralPinsAndWhoHearsOne) {
    std::ofstream(file("state.json"))
        << R"({"selection": "pool1/4/6/5", "pins": ["conv1/0/9/9", "pool1/4/6/5", "fc2/3"],
        "edges": {"direction": "outgoing", "value": "contribution", "strongest": true}})";
    expect_as_kept("inspect-pins", with_inspector({"--strokes", three(), "--state", file("state.json")}));
}

TEST_F(Pictures, ALayerAndItsWeights) {
    for (const std::string page : {"layer", "weights"}) {
        std::ofstream(file("state.json")) << R"({"inspected_layer": "conv2", "page": ")" + page + "\"}";
        expect_as_kept("inspect-" + page,
                       with_inspector({"--strokes", three(), "--state", file("state.json")}));
    }
}

TEST_F(Pictures, ASweepOnItsWay) {
    expect_as_kept("sweep",
                   seen_as(R"({"selection": "conv1/1/14/20", "sweep": true})", file("state.json"), three()));
}

TEST_F(Pictures, BlankCanvas) { expect_as_kept("blank", {"--size", "800x600"}); }

TEST_F(Pictures, PanelsAtScaleTwo) {
    expect_as_kept("panels-at-scale-two", {"--size", "1280x1100", "--scale", "2", "--strokes", three()});
}

}  // namespace
}  // namespace convoscope::test
