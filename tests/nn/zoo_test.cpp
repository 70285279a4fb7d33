#include "nn/zoo.h"

#include <gtest/gtest.h>

#include <numeric>

#include "models/architecture_json.h"
#include "nn/model.h"

namespace convoscope::nn {
namespace {

/// Weights and biases, without the kernels that do not exist.
std::size_t trainable(const Architecture& architecture) {
    std::size_t count = empty_model(architecture).parameter_count();
    for (const Node& node : architecture.nodes)
        for (const std::uint8_t entry : node.connections)
            if (entry == 0) count -= static_cast<std::size_t>(node.kernel_height * node.kernel_width);
    return count;
}

TEST(Zoo, SizesAreThoseOfThePapers) {
    // C1 156, C3 1,516, C5 48,120, F6 10,164 (LeCun et al. 1998, section II.B), and 84 x 10 + 10.
    EXPECT_EQ(trainable(lenet5_1998()), 156u + 1516 + 48120 + 10164 + 850);
    EXPECT_EQ(trainable(harley()), 156u + 1516 + 48120 + 12100 + 1010);
    EXPECT_EQ(trainable(mlp()), 235500u + 30100 + 1010);
    EXPECT_EQ(trainable(templates()), 7850u);
    EXPECT_EQ(trainable(fashion()), trainable(lenet5()));
    EXPECT_GT(trainable(wide_lenet5(2)), 3 * trainable(lenet5()));
    EXPECT_EQ(fashion().input.preprocessing, Preprocessing::Fit);
}

TEST(Zoo, Table1ConnectsEachMapOfS2ToTenOfC3) {
    const Architecture architecture = lenet5_1998();
    const std::vector<std::uint8_t>& table = architecture.nodes.at(3).connections;
    ASSERT_EQ(table.size(), 16u * 6);
    const auto looked_at = [&table](int map) {
        return std::accumulate(table.begin() + map * 6, table.begin() + map * 6 + 6, 0);
    };
    for (int map = 0; map < 16; ++map) EXPECT_EQ(looked_at(map), map < 6 ? 3 : map < 15 ? 4 : 6) << map;
    for (int from = 0; from < 6; ++from) {
        int lookers = 0;
        for (int map = 0; map < 16; ++map) lookers += table[map * 6 + from];
        EXPECT_EQ(lookers, 10) << from;
    }
}

TEST(Zoo, EachSurvivesItsFile) {
    for (const Architecture& architecture :
         {lenet5_1998(), harley(), mlp(), templates(), fashion(), wide_lenet5(2)}) {
        const Architecture read = models::parse_architecture(models::serialise_architecture(architecture));
        EXPECT_EQ(models::serialise_architecture(read), models::serialise_architecture(architecture));
        EXPECT_EQ(read.classes.size(), 10u);
        EXPECT_EQ(read.input.preprocessing, architecture.input.preprocessing);
        EXPECT_EQ(read.output().activation, Activation::Softmax);
    }
}

}  // namespace
}  // namespace convoscope::nn
