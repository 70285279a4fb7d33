// Convolutions of every geometry, as a matrix product and map by map, against the reference; and the same
// bits whatever the blocks.

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "nn/fenced.h"
#include "nn/isa.h"
#include "nn/isa_cases.h"
#include "nn/networks.h"
#include "nn/window.h"

namespace convoscope::nn {
namespace {

using test::agree;
using test::converted;
using test::Fenced;
using test::random_values;

// Sums of up to some thousand products in float against the same in double.
constexpr double kTolerance = 4e-6;

struct Geometry {
    Shape input;
    int maps;
    int kernel_height;
    int kernel_width;
    Steps stride = 1;
    Padding padding = 0;
    Steps dilation = 1;
    int groups = 1;
};

std::ostream& operator<<(std::ostream& out, const Geometry& one) {
    return out << shape_words(one.input, "x") << " to " << one.maps << ", kernel " << one.kernel_height << "x"
               << one.kernel_width << ", stride " << words_of(one.stride) << ", padding "
               << words_of(one.padding) << ", dilation " << words_of(one.dilation) << ", groups "
               << one.groups;
}

class Product {
  public:
    Product(const Geometry& one, Isa isa) : kernels_(kernels_of(isa)), shape_(one.input) {
        Architecture architecture;
        architecture.input.shape = shape_;
        architecture.nodes = {test::input_node(), test::window_node("layer", ops::conv, 0, one.maps,
                                                                    {one.kernel_height, one.kernel_width})};
        Node& node = architecture.nodes[1];
        node.stride = one.stride;
        node.padding = one.padding;
        node.dilation = one.dilation;
        node.groups = one.groups;
        const Layer layer{node, shape_};
        architecture.classes.resize(static_cast<std::size_t>(ops::conv.output_shape(layer).size()), "x");
        architecture.resolve();
        node_ = node;
        const std::size_t taps =
            static_cast<std::size_t>(shape_.channels) / one.groups * one.kernel_height * one.kernel_width;
        weight_ = random_values<float>(taps * one.maps, 1);
        bias_ = random_values<float>(static_cast<std::size_t>(one.maps), 2);
        input_ = random_values<float>(static_cast<std::size_t>(shape_.size()), 3);
        // Half of them, and a margin as blank paper is.
        for (float& value : input_) value = std::max(0.0f, value);
        std::fill_n(input_.begin(), static_cast<std::ptrdiff_t>(input_.size() / 3), 0.0f);
    }

    /// @param maps, places  of a block
    std::vector<float> forward(int maps, int places) const {
        const int all = node_.output.height * node_.output.width;
        const Fenced input(input_), weight(weight_), bias(bias_);
        Fenced output(static_cast<std::size_t>(node_.output.size()));
        for (int map = 0; map < node_.channels; map += maps)
            for (int place = 0; place < all; place += places)
                kernels_.conv_product(
                    convolution_of(node_, shape_),
                    {map, std::min(map + maps, node_.channels), place, std::min(place + places, all)},
                    input.data(), weight.data(), bias.data(), output.data());
        return {output.begin(), output.end()};
    }

    bool is_depthwise() const { return node_.groups == shape_.channels; }

    /// @param maps  of a block
    std::vector<float> forward_depthwise(int maps) const {
        const Fenced input(input_), weight(weight_), bias(bias_);
        Fenced output(static_cast<std::size_t>(node_.output.size()));
        for (int map = 0; map < node_.channels; map += maps)
            kernels_.conv_depthwise(convolution_of(node_, shape_), map, std::min(map + maps, node_.channels),
                                    input.data(), weight.data(), bias.data(), output.data());
        return {output.begin(), output.end()};
    }

    std::vector<double> exact() const {
        return reference::conv(node_, shape_, converted<double>(input_),
                               {converted<double>(weight_), converted<double>(bias_)});
    }

  private:
    const kernels::Kernels& kernels_;
    Shape shape_;
    Node node_;
    std::vector<float> weight_, bias_, input_;
};

void check(const Geometry& one, Isa isa) {
    SCOPED_TRACE(one);
    const Product product(one, isa);
    constexpr int kAll = 1 << 30;
    const std::vector<float> whole = product.forward(kAll, kAll);
    EXPECT_TRUE(agree(whole, product.exact(), kTolerance));
    EXPECT_EQ(product.forward(3, kernels::kProductStep), whole) << "blocks of three maps";
    EXPECT_EQ(product.forward(16, 2 * kernels::kProductStep), whole) << "blocks of sixteen maps";
    if (!product.is_depthwise()) return;
    const std::vector<float> depthwise = product.forward_depthwise(kAll);
    EXPECT_TRUE(agree(depthwise, product.exact(), kTolerance));
    EXPECT_EQ(product.forward_depthwise(3), depthwise);
}

class ConvProductTest : public ::testing::TestWithParam<Isa> {
  protected:
    void SetUp() override { CONVOSCOPE_SKIP_UNLESS_AVAILABLE(GetParam()); }
};

TEST_P(ConvProductTest, TheUsualShapes) {
    for (const Geometry& one :
         {Geometry{{3, 30, 31}, 64, 3, 3, 1, 1}, Geometry{{64, 14, 14}, 33, 3, 3, 1, 1},
          Geometry{{129, 7, 7}, 40, 3, 3, 1, 1}, Geometry{{300, 7, 7}, 37, 1, 1},
          Geometry{{5, 13, 11}, 70, 1, 1}, Geometry{{3, 41, 40}, 32, 7, 7, 2, 3},
          Geometry{{40, 9, 9}, 34, 1, 1, 2}, Geometry{{1, 1, 1}, 1, 1, 1}, Geometry{{7, 5, 5}, 9, 5, 5}})
        check(one, GetParam());
}

TEST_P(ConvProductTest, EveryGeometry) {
    for (const Geometry& one :
         {Geometry{{6, 11, 12}, 8, 3, 2, {2, 1}, {1, 0, 0, 2}, {1, 2}, 2},
          Geometry{{4, 15, 9}, 6, 2, 3, {1, 2}, {0, 1, 1, 0}, {3, 1}},
          Geometry{{4, 15, 29}, 6, 3, 3, {3, 3}, {2, 2, 2, 2}, {2, 4}, 2},
          Geometry{{2, 8, 60}, 5, 1, 20, {1, 2}, {0, 19, 0, 18}},
          Geometry{{3, 40, 5}, 4, 17, 3, 1, 1, {2, 1}},
          Geometry{{2, 17, 16}, 4, 13, 14, 1, {3, 4, 2, 1}},  // more taps of a map than a panel has
          Geometry{{12, 10, 10}, 12, 3, 3, 1, 1, 1, 12},
          Geometry{{5, 21, 22}, 10, 3, 3, 2, {0, 0, 1, 1}, 1, 5},
          Geometry{{8, 6, 50}, 20, 3, 3, 1, {1, 1, 1, 1}, 1, 4}})
        check(one, GetParam());
}

// Every number of positions around the vectors' and the panels' lengths, and of maps around the tiles'.
TEST_P(ConvProductTest, EveryWidthAndManyNumbersOfMaps) {
    for (int width = 1; width <= 60; ++width)
        check({{2, 4, width + 1}, 1 + width % 19, 2 + width % 2, 2, 1, {0, 0, 1, 0}}, GetParam());
    for (int width = 80; width <= 100; ++width) check({{3, 2, width}, 1 + width % 9, 1, 1}, GetParam());
}

TEST_P(ConvProductTest, MapByMap) {
    for (const Geometry& one :
         {Geometry{{5, 14, 14}, 5, 3, 3, 1, 1, 1, 5}, Geometry{{4, 7, 7}, 8, 3, 3, 1, 1, 1, 4},
          Geometry{{3, 41, 40}, 3, 5, 5, 2, {1, 1, 2, 2}, 1, 3},
          Geometry{{3, 30, 61}, 3, 2, 4, {1, 3}, {0, 3, 1, 1}, {3, 2}, 3},
          Geometry{{2, 3, 9}, 2, 3, 9, 1, {2, 8, 2, 8}, 1, 2},
          Geometry{{2, 9, 4}, 6, 5, 3, {2, 1}, {4, 2, 0, 2}, {2, 1}, 2}})
        check(one, GetParam());
    for (int width = 3; width <= 45; ++width)
        check({{2, 3, width}, 2, 2, 3, {1, 1 + width % 2}, {0, width % 3, 1, 1}, 1, 2}, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Isa, ConvProductTest, test::kEveryIsa, test::isa_name);

}  // namespace
}  // namespace convoscope::nn
