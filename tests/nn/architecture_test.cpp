#include "nn/architecture.h"

#include <gtest/gtest.h>

#include <functional>

#include "base/error.h"
#include "nn/model.h"
#include "nn/networks.h"
#include "nn/ops/operator.h"
#include "nn/zoo.h"
#include "support/test_name.h"

namespace convoscope::nn {
namespace {

TEST(ArchitectureTest, Lenet5HasItsKnownShapes) {
    const Architecture architecture = lenet5();
    const std::vector<Shape> shapes{{1, 32, 32}, {6, 28, 28}, {6, 14, 14}, {16, 10, 10},
                                    {16, 5, 5},  {120},       {84},        {10}};
    ASSERT_EQ(architecture.nodes.size(), shapes.size());
    for (std::size_t index = 0; index < shapes.size(); ++index)
        EXPECT_EQ(architecture.nodes[index].output, shapes[index]) << architecture.nodes[index].name;
    EXPECT_EQ(empty_model(architecture).parameter_count(), 61706u);
    EXPECT_EQ(architecture.find("conv2"), 3);
    EXPECT_EQ(architecture.find("conv3"), -1);
    EXPECT_EQ(weight_shape(architecture, 3), (std::vector<int>{16, 6, 5, 5}));
    EXPECT_EQ(weight_shape(architecture, 5), (std::vector<int>{120, 400}));
    EXPECT_TRUE(weight_shape(architecture, 2).empty());
}

TEST(ArchitectureTest, CountsItsLayersAsTextbooksDo) {
    Architecture architecture = lenet5();
    EXPECT_EQ(weighted_layers(architecture), 5);
    architecture.nodes[2].op = &ops::batch_norm;
    EXPECT_EQ(weighted_layers(architecture), 5) << "its factors are none of a layer's own";
}

TEST(ArchitectureTest, StridesAndPaddingsFollowPyTorchsRule) {
    const Architecture architecture = test::odd_network();
    EXPECT_EQ(architecture.nodes[1].output, (Shape{5, 7, 8}));
    EXPECT_EQ(architecture.nodes[2].output, (Shape{5, 7, 9}));
    EXPECT_EQ(architecture.nodes[3].output, (Shape{7, 8, 9}));
    EXPECT_EQ(architecture.nodes[5].output, (Shape{7, 4, 5}));
}

struct Refusal {
    const char* words;  // of the error
    std::function<void(Architecture&)> spoil;
};

class RefusalTest : public ::testing::TestWithParam<Refusal> {};

TEST_P(RefusalTest, SaysWhatIsWrong) {
    Architecture architecture = lenet5();
    GetParam().spoil(architecture);
    try {
        architecture.resolve();
        FAIL() << "no error; expected: " << GetParam().words;
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find(GetParam().words), std::string::npos) << error.what();
        EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusalTest,
    ::testing::Values(
        Refusal{"layers", [](Architecture& a) { a.nodes.clear(); }},
        Refusal{"layers", [](Architecture& a) { a.nodes.resize(2000, a.nodes[1]); }},
        Refusal{"'conv1': two layers", [](Architecture& a) { a.nodes[3].name = "conv1"; }},
        Refusal{"characters", [](Architecture& a) { a.nodes[3].name = ""; }},
        Refusal{"characters", [](Architecture& a) { a.nodes[3].name = "conv/1"; }},
        Refusal{"characters", [](Architecture& a) { a.nodes[3].name = std::string(65, 'a'); }},
        Refusal{".pre", [](Architecture& a) { a.nodes[3].name = "conv1.pre"; }},
        Refusal{"first layer", [](Architecture& a) { a.nodes[0].op = &ops::max_pool; }},
        Refusal{"only the first",
                [](Architecture& a) { a.nodes[7].op = &ops::input, a.nodes[7].channels = 0; }},
        Refusal{"no inputs", [](Architecture& a) { a.nodes[0].inputs = {0}; }},
        Refusal{"no non-linearity", [](Architecture& a) { a.nodes[0].activation = Activation::Relu; }},
        Refusal{"layers before it", [](Architecture& a) { a.nodes[3].inputs = {3}; }},
        Refusal{"layers before it", [](Architecture& a) { a.nodes[3].inputs = {-1}; }},
        Refusal{"0 inputs", [](Architecture& a) { a.nodes[3].inputs = {}; }},
        Refusal{"2 inputs",
                [](Architecture& a) {
                    a.nodes[3].inputs = {1, 2};
                }},
        Refusal{"softmax", [](Architecture& a) { a.nodes[5].activation = Activation::Softmax; }},
        Refusal{"larger than", [](Architecture& a) { a.nodes[3].kernel_width = 15; }},
        Refusal{"kernel's height", [](Architecture& a) { a.nodes[3].kernel_height = 0; }},
        Refusal{"stride", [](Architecture& a) { a.nodes[3].stride = 0; }},
        Refusal{"stride", [](Architecture& a) { a.nodes[3].stride = 1 << 30; }},
        Refusal{"padding", [](Architecture& a) { a.nodes[3].padding = -1; }},
        Refusal{"padding", [](Architecture& a) { a.nodes[3].padding = 5; }},
        Refusal{"padding", [](Architecture& a) { a.nodes[4].padding = 2; }},
        Refusal{"number of maps", [](Architecture& a) { a.nodes[3].channels = 0; }},
        Refusal{"number of units", [](Architecture& a) { a.nodes[5].channels = -1; }},
        Refusal{"connection table", [](Architecture& a) { a.nodes[3].connections = {1, 1}; }},
        Refusal{"connection table", [](Architecture& a) { a.nodes[3].connections.assign(96, 2); }},
        Refusal{"connected to nothing", [](Architecture& a) { a.nodes[3].connections.assign(96, 0); }},
        Refusal{"only conv layers", [](Architecture& a) { a.nodes[4].connections = {1}; }},
        Refusal{"choose their channels", [](Architecture& a) { a.nodes[4].channels = 6; }},
        Refusal{"belong to", [](Architecture& a) { a.nodes[5].stride = 2; }},
        Refusal{"class names", [](Architecture& a) { a.classes.pop_back(); }},
        Refusal{"extents", [](Architecture& a) { a.input.shape.width = 0; }},
        Refusal{"range", [](Architecture& a) { a.input.high = 0.0f; }},
        Refusal{"range", [](Architecture& a) { a.input.low = NAN; }},
        Refusal{"range", [](Architecture& a) { a.input.channels = {{1, 1}}; }},
        Refusal{"ranges for 2 channels", [](Architecture& a) { a.input.channels = {{0, 1}, {0, 1}}; }},
        Refusal{"is seen", [](Architecture& a) { a.input.seen = 0; }},
        Refusal{"temperature", [](Architecture& a) { a.temperature = 0.0f; }},
        Refusal{"temperature", [](Architecture& a) { a.temperature = INFINITY; }},
        Refusal{"unsure", [](Architecture& a) { a.unsure_below = 1.5f; }},
        Refusal{"more units", [](Architecture& a) { a.input.shape = {1 << 15, 1 << 15, 1 << 15}; }},
        Refusal{"more units",
                [](Architecture& a) { a.nodes[1].channels = 1 << 15, a.nodes[3].channels = 1 << 15; }},
        Refusal{"more weights",
                [](Architecture& a) { a.nodes[5].channels = 1 << 15, a.nodes[6].channels = 1 << 15; }}),
    [](const auto& tested) { return test::numbered_name(tested.index, tested.param.words); });

TEST(CanBeNegative, AsksEveryChannelOfTheInput) {
    Architecture architecture = lenet5();
    EXPECT_FALSE(can_be_negative(architecture, 0));
    architecture.input.shape.channels = 2;
    architecture.input.channels = {{0, 1}, {1, -2}};
    EXPECT_TRUE(can_be_negative(architecture, 0));
}

}  // namespace
}  // namespace convoscope::nn
