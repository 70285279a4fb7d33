// What pages of the inspector decide before they draw.

#include <gtest/gtest.h>

#include "features/ask/edge_sides.h"
#include "features/ask/kernel_grid.h"
#include "features/ask/texts.h"
#include "features/ask/zoom.h"
#include "support/bundled.h"
#include "ui/terms.h"

namespace convoscope::ask {
namespace {

// They stood below one another, in a third of the width, and the sixth was cut.
TEST(KernelGrid, KernelsOfOneInputFillThePage) {
    const KernelGrid six = kernel_grid(6, 1);
    EXPECT_TRUE(six.alone);
    EXPECT_EQ(six.columns, 3);
    EXPECT_EQ(six.rows, 2);
    for (int maps = 1; maps < 300; ++maps) {
        const KernelGrid grid = kernel_grid(maps, 1);
        EXPECT_GE(grid.columns * grid.rows, maps);
        EXPECT_LT(grid.columns * (grid.rows - 1), maps);
    }
}

TEST(KernelGrid, TheLongerSideRunsDownThePage) {
    EXPECT_EQ(kernel_grid(16, 6).rows, 16);
    EXPECT_EQ(kernel_grid(16, 6).columns, 6);
    EXPECT_FALSE(kernel_grid(16, 6).turned);
    EXPECT_EQ(kernel_grid(6, 16).rows, 16);
    EXPECT_TRUE(kernel_grid(6, 16).turned);
}

TEST(EdgeSides, AnInputHearsNobodyAndNobodyHearsTheAnswer) {
    const nn::ModelPtr model = test::bundled_model("lenet5");
    const auto of = [&](const char* address) {
        return directions_of(model->architecture, *nn::parse_address(model->architecture, address));
    };
    EXPECT_EQ(of("input/0/10/10"), std::vector{EdgeDirection::Outgoing});
    EXPECT_EQ(of("conv2/6/5/7"), (std::vector{EdgeDirection::Incoming, EdgeDirection::Outgoing}));
    EXPECT_EQ(of("output/3"), std::vector{EdgeDirection::Incoming});
}

TEST(Zoom, EachLayerHasItsOwn) {
    EXPECT_NE(zoom_name("layer", "conv1"), zoom_name("layer", "conv2"));
    EXPECT_NE(zoom_name("layer", "conv1"), zoom_name("weights", "conv1"));
}

TEST(Zoom, GoesUntilNumbersHaveRoomAndNoFarther) {
    EXPECT_FLOAT_EQ(most_zoom(5, 1) * 5, 56);
    EXPECT_FLOAT_EQ(most_zoom(0.5f, 2) * 0.5f, 112);
    EXPECT_EQ(most_zoom(80, 1), 1);
    EXPECT_LE(most_zoom(0, 1), 1e4f);
}

// A heading that has a technical word explains it.
TEST(Headings, AreMadeOfTerms) {
    for (const Text& heading : {texts.convolution_title,
                                texts.softmax_title,
                                texts.contributions_title,
                                texts.edges_title,
                                texts.page_unit,
                                texts.page_layer,
                                texts.page_weights,
                                texts.pins_title,
                                texts.patch,
                                texts.kernel,
                                texts.product,
                                texts.bias,
                                texts.pre_activation,
                                texts.logit,
                                texts.activation_value,
                                texts.probability_value,
                                texts.name_relu,
                                texts.name_tanh,
                                texts.name_scaled_tanh,
                                texts.name_sigmoid,
                                texts.name_softmax,
                                texts.softmax_class,
                                texts.softmax_logit,
                                texts.softmax_exponential,
                                texts.softmax_probability,
                                texts.edges_weight,
                                texts.edges_contribution,
                                texts.op_stride,
                                texts.op_padding})
        for (const Language language : {Language::English, Language::Chinese})
            EXPECT_FALSE(ui::terms_in(heading.in(language), language).empty()) << heading.in(language);
}

}  // namespace
}  // namespace convoscope::ask
