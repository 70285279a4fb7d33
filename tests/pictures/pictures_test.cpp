// Pictures that `convoscope render` draws, beside the ones that are kept in references/.
//
// What is pinned: the renderer (Mesa's llvmpipe), the fonts (the system's Inter; without it these tests skip)
// and the network (made here from a seed, so that a newly trained one changes no picture).
//
// What may differ: versions of the renderer round differently. A picture is as kept when both of these hold.
//
// At most 0.1 % of its pixels differ by more than 8 levels (of 255) in a channel. A caption that moved by a
// pixel, edges that are missing or turned, a unit of another colour are more than that.
//
// All channels of all pixels differ by at most 0.2 levels on average. A background or a palette that is off
// by a level or two everywhere is more than that.
//
// For scale: Mesa's other software renderer, softpipe, is 0.0004 % and 0.05 levels away from llvmpipe. Both
// are measured on levels rounded to multiples of 4, and so are the kept files: with the background's dither,
// one level of noise, they would be three times as large.
//
// After a change that is meant to change pictures look at what the failed tests kept, and then accept it:
//   CONVOSCOPE_ACCEPT_PICTURES=1 build/pictures_test

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iomanip>

#include "pictures/rendering.h"
#include "support/picture.h"

namespace convoscope::test {
namespace {

constexpr double kMostBeyond = 0.001;
constexpr double kMostOnAverage = 0.2;
constexpr int kStep = 4;

RgbPicture rounded(RgbPicture picture) {
    for (unsigned char& level : picture.rgb)
        level = static_cast<unsigned char>(std::min(255, (level + kStep / 2) / kStep * kStep));
    return picture;
}

double mean_difference(const RgbPicture& a, const RgbPicture& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i) sum += std::abs(a.rgb[i] - b.rgb[i]);
    return sum / static_cast<double>(a.rgb.size());
}

/// Renders and compares with references/NAME.png; where it is not the same, keeps it and the difference.
class Pictures : public Rendering {
  protected:
    void SetUp() override {
        if (!has_inter()) GTEST_SKIP() << "the kept pictures are written in Inter: install fonts-inter";
    }

    void expect_as_kept(const std::string& name, const std::vector<std::string>& options) const {
        namespace fs = std::filesystem;
        const fs::path kept_file = fs::path(CONVOSCOPE_REFERENCES) / (name + ".png");
        const RgbPicture actual = rounded(render(options));
        if (std::getenv("CONVOSCOPE_ACCEPT_PICTURES")) {
            save_picture(actual, kept_file);
            return;
        }
        const RgbPicture kept = fs::exists(kept_file) ? load_picture(kept_file) : RgbPicture{};
        const bool same_size = kept.width == actual.width && kept.height == actual.height;
        const double beyond = share_beyond(8, actual, kept);
        const double mean = same_size ? mean_difference(actual, kept) : 255;
        if (beyond <= kMostBeyond && mean <= kMostOnAverage) return;

        const fs::path folder = CONVOSCOPE_ACTUAL;
        fs::create_directories(folder);
        save_picture(actual, folder / (name + ".png"));
        if (same_size) save_picture(difference(actual, kept), folder / (name + "-difference.png"));
        ADD_FAILURE() << std::setprecision(3) << name << " is another picture than " << kept_file.string()
                      << ": " << 100 * beyond << " % of its pixels are off by more than 8 levels ("
                      << 100 * kMostBeyond << " may be), and all by " << mean << " on average ("
                      << kMostOnAverage << " may be). See " << (folder / (name + ".png")).string()
                      << (same_size ? " and -difference.png" : "; the sizes differ")
                      << ". If it is as you want it: CONVOSCOPE_ACCEPT_PICTURES=1 " CONVOSCOPE_THIS_TEST;
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
