#include "scene/pulse.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "nn/forward.h"
#include "nn/initialise.h"
#include "nn/zoo.h"
#include "scene/edges.h"

namespace convoscope::scene {
namespace {

class Pulse : public ::testing::Test {
  protected:
    Pulse() {
        nn::initialise(model_, 3);
        nn::Workspace workspace(model_.architecture);
        for (std::size_t i = 300; i < 700; i += 2) workspace.input()[i] = 1;
        nn::forward(model_, workspace);
        values_.set_target(workspace);
        values_.settle();
        path_ = pulse_path(model_, values_);
    }
    std::vector<Ribbon> packets(float pulse) const {
        return pulse_ribbons(model_.architecture, layout_, path_, pulse, Theme::Dark);
    }

    nn::Model model_ = nn::empty_model(nn::lenet5());
    ShownValues values_{model_.architecture};
    Layout layout_ = make_layout(model_.architecture, {Arrangement::Stage, 1.5f});
    PulsePath path_;
};

TEST_F(Pulse, GoesToTheStrongestUnitsFromWhatMadeThemStrong) {
    for (std::size_t node = 1; node < 8; ++node) {
        ASSERT_FALSE(path_.ways[node].empty()) << node;
        for (const auto& [source, target] : path_.ways[node]) {
            EXPECT_EQ(source.node, static_cast<int>(node) - 1);
            EXPECT_EQ(target.node, static_cast<int>(node));
            EXPECT_NE(values_.value(source.node, nn::index_of(model_.architecture, source)), 0);
        }
    }
    const auto conv1 = values_.target(1);
    const float largest = *std::max_element(conv1.begin(), conv1.end());
    EXPECT_EQ(values_.value(1, nn::index_of(model_.architecture, path_.ways[1].front().second)), largest);
}

TEST_F(Pulse, TravelsFromLayerToLayer) {
    EXPECT_TRUE(packets(-1).empty());
    float before = -1e9f;
    for (float pulse = 0.3f; pulse < 7.5f; pulse += 0.4f) {
        const auto ribbons = packets(pulse);
        ASSERT_FALSE(ribbons.empty()) << pulse;
        float highest = -1e9f;
        for (const Ribbon& ribbon : ribbons) {
            EXPECT_LT(ribbon.part[0], ribbon.part[1]);
            EXPECT_GE(ribbon.part[0], 0);
            EXPECT_LE(ribbon.part[1], 1);
            highest = std::max(highest, ribbon.to[1]);
        }
        EXPECT_GE(highest, before - 1) << pulse;
        before = highest;
    }
    EXPECT_TRUE(packets(9).empty());
}

TEST_F(Pulse, FromNothingNothingTravels) {
    values_.rest();
    values_.settle();
    for (const auto& ways : pulse_path(model_, values_).ways) EXPECT_TRUE(ways.empty());
}

}  // namespace
}  // namespace convoscope::scene
