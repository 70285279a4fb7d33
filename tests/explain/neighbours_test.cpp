#include "explain/neighbours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "explain/finish.h"
#include "explain/pictures.h"
#include "nn/networks.h"
#include "nn/zoo.h"

namespace convoscope::explain {
namespace {

class NeighboursTest : public ::testing::Test {
  protected:
    LayerValuesPtr values_of(const char* name, std::size_t most = 10000) const {
        return test::finish(LayerValuesJob(model_, part_, model_->architecture.find(name), most, 2));
    }

    nn::ModelPtr model_ = test::random_model(nn::lenet5(), 3);
    train::Part part_ = test::noise(model_->architecture, 90, 4);
};

TEST_F(NeighboursTest, ValuesAreThoseOfAForwardPass) {
    for (const char* name : {"input", "conv1", "fc2", "output"}) {
        const LayerValuesPtr values = values_of(name);
        const int node = model_->architecture.find(name);
        ASSERT_EQ(values->pictures.size(), 90u);
        for (std::size_t i = 0; i < 90; i += 11) {
            EXPECT_EQ(values->pictures[i], i);
            EXPECT_EQ(values->labels[i], part_.label(i));
            EXPECT_TRUE(std::ranges::equal(values->row(i), test::read(*model_, part_, i).activations(node)))
                << name;
        }
    }
}

TEST_F(NeighboursTest, AFewPicturesAreTakenEvenly) {
    const LayerValuesPtr values = values_of("fc1", 20);
    ASSERT_EQ(values->pictures.size(), 20u);
    for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(values->pictures[i], i * 90 / 20);
}

TEST_F(NeighboursTest, AreThoseOfBruteForce) {
    const train::Part drawings = test::noise(model_->architecture, 3, 99);
    for (const char* name : {"input", "conv2", "fc1"}) {
        const int node = model_->architecture.find(name);
        const LayerValuesPtr values = values_of(name);
        for (std::size_t drawing = 0; drawing < 3; ++drawing) {
            const nn::Workspace here = test::read(*model_, drawings, drawing);
            std::vector<std::pair<double, std::uint32_t>> expected;
            for (std::uint32_t picture = 0; picture < 90; ++picture) {
                const nn::Workspace there = test::read(*model_, part_, picture);
                double sum = 0;
                for (std::size_t i = 0; i < here.activations(node).size(); ++i) {
                    const double apart =
                        static_cast<double>(here.activations(node)[i]) - there.activations(node)[i];
                    sum += apart * apart;
                }
                expected.emplace_back(std::sqrt(sum), picture);
            }
            std::ranges::sort(expected);
            const std::vector<Neighbour> found = nearest(values, here.activations(node), 12);
            ASSERT_EQ(found.size(), 12u);
            for (std::size_t i = 0; i < 12; ++i) {
                EXPECT_EQ(found[i].picture, expected[i].second) << name;
                EXPECT_EQ(found[i].label, part_.label(expected[i].second));
                EXPECT_NEAR(found[i].distance, expected[i].first, 1e-5 * expected[i].first);
            }
        }
    }
}

TEST_F(NeighboursTest, APictureOfTheSetIsItsOwnNearest) {
    const LayerValuesPtr values = values_of("fc2");
    const std::vector<Neighbour> found = nearest(values, values->row(17), 200);
    ASSERT_EQ(found.size(), 90u);
    EXPECT_EQ(found[0], (Neighbour{17, part_.label(17), 0}));
}

TEST(Neighbours, OfALayerBesideABranch) {
    const nn::ModelPtr model = test::random_model(test::graph_network(), 4);
    const train::Part part = test::noise(model->architecture, 4, 5);
    for (int node = 0; node < static_cast<int>(model->architecture.nodes.size()); ++node) {
        const LayerValuesPtr values = test::finish(LayerValuesJob(model, part, node, 10, 1));
        EXPECT_TRUE(std::ranges::equal(values->row(3), test::read(*model, part, 3).activations(node)))
            << node;
    }
}

}  // namespace
}  // namespace convoscope::explain
