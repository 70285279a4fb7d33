#include <gtest/gtest.h>

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
using test::WindowSettings;

// Sums of up to a thousand products in float against the same in double.
constexpr double kTolerance = 2e-6;

struct ConvCase {
    Shape input;
    int maps;
    WindowSettings window;
    bool sparse = false;
};

std::ostream& operator<<(std::ostream& out, const ConvCase& one) {
    return out << one.input.channels << "x" << one.input.height << "x" << one.input.width << " to "
               << one.maps << ", kernel " << one.window.kernel_height << "x" << one.window.kernel_width
               << ", stride " << one.window.stride << ", padding " << one.window.padding
               << (one.sparse ? ", sparse" : "");
}

/// A convolution with random values, some rows of which are zero, as blank paper is.
class Convolution {
  public:
    Convolution(const ConvCase& one, Isa isa) : kernels_(kernels_of(isa)), shape_(one.input) {
        node_ = test::resolved(ops::conv, shape_, one.maps, one.window);
        if (one.sparse) node_.connections = test::sparse_connections(one.maps, shape_.channels);
        window_ = window_of(node_, shape_);
        kernel_ = static_cast<std::size_t>(one.window.kernel_height) * one.window.kernel_width;
        weight_ = random_values<float>(kernel_ * shape_.channels * one.maps, 1);
        for (std::size_t index = 0; index < weight_.size(); ++index)
            if (one.sparse && node_.connections[index / kernel_] == 0) weight_[index] = 0.0f;
        bias_ = random_values<float>(static_cast<std::size_t>(one.maps), 2);
        input_ = with_zero_rows(shape_, 3);
        output_gradient_ = with_zero_rows(node_.output, 4);
    }

    void check_forward() const {
        const std::size_t maps = bias_.size();
        const std::size_t step = aligned_size(maps);
        Fenced packed(weight_.size() / maps * step);
        kernels_.pack(static_cast<int>(maps), static_cast<int>(weight_.size() / maps), weight_.data(),
                      packed.data(), static_cast<int>(step));
        std::vector<float> packed_bias(step);
        std::copy(bias_.begin(), bias_.end(), packed_bias.begin());
        Fenced scratch(std::vector<float>(kernels_.conv_forward_scratch(window_), NAN), 64);
        Fenced output(static_cast<std::size_t>(node_.output.size()));
        kernels_.conv_forward(window_, Fenced(input_).data(), packed.data(), Fenced(packed_bias).data(),
                              scratch.data(), output.data());
        EXPECT_TRUE(agree(output,
                          reference::conv(node_, shape_, converted<double>(input_), reference_weights()),
                          kTolerance));
    }

    void check_backward() const {
        auto expected = reference::conv_backward(node_, shape_, converted<double>(input_),
                                                 reference_weights(), converted<double>(output_gradient_));
        Fenced weight_gradient(weight_.size(), 2.0f);
        Fenced bias_gradient(bias_.size(), 3.0f);
        add_weight_gradient(weight_gradient, bias_gradient);
        for (double& value : expected.weights.weight) value += 2.0;
        for (double& value : expected.weights.bias) value += 3.0;
        EXPECT_TRUE(agree(weight_gradient, expected.weights.weight, kTolerance));
        EXPECT_TRUE(agree(bias_gradient, expected.weights.bias, kTolerance));

        Fenced scratch(std::vector<float>(kernels_.conv_backward_scratch(window_), NAN), 64);
        Fenced input_gradient(input_.size());
        kernels_.conv_input_gradient(window_, Fenced(weight_).data(), Fenced(output_gradient_).data(),
                                     scratch.data(), input_gradient.data());
        EXPECT_TRUE(agree(input_gradient, expected.x, kTolerance));
    }

    void check_absent_kernels() const {
        Fenced weight_gradient(weight_.size(), 0.0f);
        Fenced bias_gradient(bias_.size(), 0.0f);
        add_weight_gradient(weight_gradient, bias_gradient);
        for (std::size_t index = 0; index < weight_.size(); ++index) {
            const bool exists = node_.connections.empty() || node_.connections[index / kernel_] == 1;
            EXPECT_TRUE(exists || weight_gradient[index] == 0.0f) << index;
        }
    }

  private:
    static std::vector<float> with_zero_rows(const Shape& shape, std::uint64_t seed) {
        std::vector<float> values = random_values<float>(static_cast<std::size_t>(shape.size()), seed);
        for (int row = 0; row < shape.channels * shape.height; ++row)
            if (row % 5 == 3)
                std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(row) * shape.width, shape.width,
                            0.0f);
        return values;
    }

    reference::Weights<double> reference_weights() const {
        return {converted<double>(weight_), converted<double>(bias_)};
    }

    void add_weight_gradient(Fenced& weight_gradient, Fenced& bias_gradient) const {
        Fenced scratch(std::vector<float>(kernels_.conv_backward_scratch(window_), NAN), 64);
        kernels_.conv_weight_gradient(window_, Fenced(input_).data(), Fenced(output_gradient_).data(),
                                      scratch.data(), weight_gradient.data(), bias_gradient.data());
    }

    const kernels::Kernels& kernels_;
    Shape shape_;
    Node node_;
    kernels::Window window_;
    std::size_t kernel_ = 0;
    std::vector<float> weight_, bias_, input_, output_gradient_;
};

void check(const ConvCase& one, Isa isa) {
    SCOPED_TRACE(one);
    const Convolution convolution(one, isa);
    convolution.check_forward();
    convolution.check_backward();
    convolution.check_absent_kernels();
}

class ConvKernelsTest : public ::testing::TestWithParam<Isa> {
  protected:
    void SetUp() override { CONVOSCOPE_SKIP_UNLESS_AVAILABLE(GetParam()); }
};

TEST_P(ConvKernelsTest, TheUsualShapes) {
    for (const ConvCase& one :
         {ConvCase{{1, 32, 32}, 6, {5, 5}}, ConvCase{{6, 14, 14}, 16, {5, 5}},
          ConvCase{{6, 14, 14}, 16, {5, 5}, true}, ConvCase{{16, 5, 5}, 120, {5, 5}},
          ConvCase{{3, 12, 12}, 8, {3, 3, 1, 1}}, ConvCase{{1, 28, 28}, 6, {5, 5, 1, 2}}})
        check(one, GetParam());
}

TEST_P(ConvKernelsTest, OddShapes) {
    for (const ConvCase& one :
         {ConvCase{{3, 1, 1}, 5, {1, 1}}, ConvCase{{2, 7, 6}, 1, {3, 2}}, ConvCase{{2, 6, 7}, 2, {2, 4}},
          ConvCase{{3, 9, 25}, 3, {3, 3, 1, 1}}, ConvCase{{2, 8, 21}, 7, {3, 3, 1, 2}},
          ConvCase{{3, 6, 9}, 4, {3, 5, 2, 1}}, ConvCase{{2, 13, 17}, 5, {3, 4, 2, 1}, true},
          ConvCase{{1, 11, 35}, 9, {2, 2, 3, 1}}, ConvCase{{2, 9, 9}, 2, {2, 2, 4, 0}},
          ConvCase{{4, 5, 5}, 3, {5, 5, 1, 4}}, ConvCase{{2, 20, 20}, 3, {11, 7}},
          ConvCase{{1, 3, 70}, 18, {3, 6, 1, 0}, false}, ConvCase{{1, 40, 3}, 2, {8, 3, 1, 0}}})
        check(one, GetParam());
}

// Every width around the vectors' lengths, with numbers of maps that fill them and that do not.
TEST_P(ConvKernelsTest, EveryWidthAndManyNumbersOfMaps) {
    for (int width = 1; width <= 40; ++width) {
        const int kernel = 1 + width % 3;
        check({{1 + width % 3, 3, width + kernel - 1}, 1 + (7 * width) % 33, {2, kernel}, width % 4 == 0},
              GetParam());
    }
    for (int maps = 1; maps <= 33; ++maps)
        check({{2, 4, 3 + maps % 9}, maps, {3, 3, 1 + maps % 2, maps % 3}}, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Isa, ConvKernelsTest, test::kEveryIsa, test::isa_name);

}  // namespace
}  // namespace convoscope::nn
