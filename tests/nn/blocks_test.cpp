#include "nn/blocks.h"

#include <gtest/gtest.h>

#include "nn/zoo.h"
#include "support/graphs.h"

namespace convoscope::nn {
namespace {

/// "name first-last in parent", a line each.
std::vector<std::string> lines_of(const Architecture& architecture) {
    const std::vector<LayerBlock> blocks = blocks_of(architecture);
    std::vector<std::string> lines;
    for (const LayerBlock& block : blocks) {
        std::string line = block.name + " " + architecture.nodes[static_cast<std::size_t>(block.first)].name +
                           " " + architecture.nodes[static_cast<std::size_t>(block.last)].name;
        if (block.parent >= 0) line += " in " + blocks[static_cast<std::size_t>(block.parent)].name;
        lines.push_back(line);
    }
    return lines;
}

/// A chain of convolutions that a file gives these names, between an input and an output.
Architecture chain_of(const std::vector<std::string>& origins) {
    test::GraphOf graph;
    std::string below = "input";
    for (std::size_t i = 0; i < origins.size(); ++i) {
        const std::string name = "n" + std::to_string(i);
        graph.conv(name, below, 1);
        below = name;
    }
    Architecture architecture = graph.answer();
    for (std::size_t i = 0; i < origins.size(); ++i) architecture.nodes[i + 1].origin = origins[i];
    return architecture;
}

using Lines = std::vector<std::string>;

TEST(Blocks, AreNamedByWhatTheirLayersNamesBeginWith) {
    EXPECT_EQ(lines_of(test::deep_network(2, 2)),
              (Lines{"stage1 stage1.0.conv1 stage1.1.sum", "stage1.0 stage1.0.conv1 stage1.0.sum in stage1",
                     "stage1.1 stage1.1.conv1 stage1.1.sum in stage1", "stage2 stage2.0.conv1 stage2.1.sum",
                     "stage2.0 stage2.0.conv1 stage2.0.sum in stage2",
                     "stage2.1 stage2.1.conv1 stage2.1.sum in stage2"}));
    const LayerBlock outer = blocks_of(test::deep_network(2, 2))[0];
    EXPECT_EQ(outer.children, 2);
    EXPECT_EQ(outer.layers(), 6);
}

TEST(Blocks, ReadTheNamesOfOtherPrograms) {
    // PyTorch's ONNX files repeat the outer names.
    EXPECT_EQ(
        lines_of(chain_of({"/stem/Conv", "/layer1/layer1.0/conv1/Conv", "/layer1/layer1.0/Add",
                           "/layer1/layer1.1/conv1/Conv", "/layer1/layer1.1/Add", "/layer2/a/Conv",
                           "/layer2/b/Conv", "/fc/Gemm", "/fc2/Gemm", "/fc3/Gemm"})),
        (Lines{"layer1 n1 n4", "layer1.0 n1 n2 in layer1", "layer1.1 n3 n4 in layer1", "layer2 n5 n6"}));
    // Keras joins words by underscores, and its numbers are no blocks.
    EXPECT_EQ(
        lines_of(chain_of({"conv1_conv", "conv2_block1_1_conv", "conv2_block1_2_conv", "conv2_block1_add",
                           "conv2_block2_1_conv", "conv2_block2_add", "conv3_a", "conv3_b", "conv2d",
                           "conv2d_1", "dense_1", "dense_2"})),
        (Lines{"conv2 n1 n5", "conv2_block1 n1 n3 in conv2", "conv2_block2 n4 n5 in conv2", "conv3 n6 n7"}));
}

TEST(Blocks, ThatHoldNearlyEverythingAreOpenedByThemselves) {
    EXPECT_EQ(lines_of(chain_of({"features.0.conv", "features.0.bn", "features.1.conv", "features.1.bn",
                                 "features.2.conv", "features.2.bn", "classifier.0"})),
              (Lines{"features.0 n0 n1", "features.1 n2 n3", "features.2 n4 n5"}));
}

TEST(Blocks, AreInOnePiece) {
    EXPECT_TRUE(blocks_of(chain_of({"a.0", "b.0", "a.1", "b.1", "c", "d"})).empty());
}

TEST(Blocks, OfNamelessBranchesGoFromWhereTheyPartToWhereTheyMeet) {
    EXPECT_EQ(lines_of(test::residual_network()), (Lines{"block1 a1 sum1", "block2 b1 sum2"}));
    EXPECT_EQ(blocks_of(test::residual_network())[1].number, 2);
}

TEST(Blocks, NeitherChainsNorASingleMeetingHaveAny) {
    for (const Architecture& architecture :
         {lenet5(), lenet5_1998(), harley(), mlp(), templates(), fashion(), test::branching_network()})
        EXPECT_TRUE(blocks_of(architecture).empty());
}

TEST(Blocks, HaveNeitherInputNorOutput) {
    for (const Architecture& architecture : {test::deep_network(3, 2), test::residual_network()})
        for (const LayerBlock& block : blocks_of(architecture)) {
            EXPECT_GT(block.first, 0);
            EXPECT_LT(block.last, static_cast<int>(architecture.nodes.size()) - 1);
            EXPECT_GT(block.layers(), 1);
        }
}

}  // namespace
}  // namespace convoscope::nn
