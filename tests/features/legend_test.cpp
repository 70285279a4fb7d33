// Of what the legend's scale is.

#include "features/look/legend.h"

#include <gtest/gtest.h>

#include "features/photo_network.h"

namespace convoscope::look {
namespace {

class LegendTest : public ::testing::Test {
  protected:
    static studio::Setup setup() {
        studio::Setup setup;
        setup.model = test::photo_network();
        setup.settings.language = Language::English;
        return setup;
    }
    Legend legend() {
        studio_.exhibit().stage.update(
            {.view = studio_.view(), .viewport = {0, 0, 1000, 600}, .pointer = {}});
        return legend_of(studio_);
    }

    studio::Studio studio_{setup()};
};

TEST_F(LegendTest, OfAChannelIsInItsColour) {
    studio_.view().selection = "input/1/3/4";
    EXPECT_EQ(legend().channel, 1);
    EXPECT_EQ(legend().folded, 0);
    EXPECT_EQ(legend().layer, "Input");
    studio_.view().palette = scene::Palette::Signed;
    EXPECT_FALSE(legend().channel);
}

// The plane of a folded input shows of each pixel the strongest of its channels: it has no channel's colour.
TEST_F(LegendTest, OfAFoldedInputIsInThoseOfAllLayers) {
    studio_.view().selection = "input/1/3/4";
    studio_.view().layers["input"] = scene::LayerDisplay::Folded;
    EXPECT_FALSE(legend().channel);
    EXPECT_EQ(legend().folded, 3);
}

TEST_F(LegendTest, IsOfWhatTheNetworkMadeWhereNothingIsAskedAbout) {
    EXPECT_EQ(legend().layer, "Output");
    EXPECT_FALSE(legend().channel);
}

}  // namespace
}  // namespace convoscope::look
