#include "explain/readings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/workers.h"
#include "explain/finish.h"
#include "explain/pictures.h"
#include "nn/networks.h"
#include "nn/zoo.h"
#include "train/evaluate.h"

namespace convoscope::explain {
namespace {

class ReadingsTest : public ::testing::Test {
  protected:
    nn::ModelPtr model_ = test::random_model(nn::lenet5(), 3);
    train::Part part_ = test::noise(model_->architecture, 700, 4);
    Readings readings_ = test::finish(ReadSetJob(model_, part_, 2));
};

TEST_F(ReadingsTest, AreTrainsEvaluation) {
    Workers workers(1);
    const train::Evaluation evaluation = train::evaluate(*model_, part_, workers);
    EXPECT_EQ(readings_.evaluation.confusion, evaluation.confusion);
    EXPECT_EQ(readings_.evaluation.count, 700u);
    EXPECT_EQ(readings_.evaluation.correct, evaluation.correct);
    EXPECT_DOUBLE_EQ(readings_.evaluation.calibration_error(), evaluation.calibration_error());
    EXPECT_NEAR(readings_.evaluation.loss, evaluation.loss, 1e-9);
    EXPECT_TRUE(readings_.probabilities);
}

TEST_F(ReadingsTest, EveryPictureIsWhatAForwardPassSays) {
    for (std::size_t picture = 0; picture < part_.count; picture += 37) {
        const nn::Workspace workspace = test::read(*model_, part_, picture);
        const auto output = workspace.output();
        const train::PictureRead& read = readings_.evaluation.pictures[picture];
        EXPECT_EQ(read.read, std::ranges::max_element(output) - output.begin());
        EXPECT_EQ(read.probability, std::ranges::max(output));
        EXPECT_EQ(read.of_the_truth, output[static_cast<std::size_t>(part_.label(picture))]);
        EXPECT_EQ(readings_.truth[picture], part_.label(picture));
    }
}

TEST_F(ReadingsTest, CellsHoldTheirPicturesTheMostConfidentFirst) {
    std::set<std::uint32_t> seen;
    const auto& pictures = readings_.evaluation.pictures;
    for (int truth = 0; truth < 10; ++truth)
        for (int read = 0; read < 10; ++read) {
            const auto cell = readings_.cell(truth, read);
            EXPECT_EQ(std::ssize(cell), readings_.evaluation.confusion[static_cast<std::size_t>(truth)]
                                                                      [static_cast<std::size_t>(read)]);
            for (std::size_t i = 0; i < cell.size(); ++i) {
                EXPECT_EQ(part_.label(cell[i]), truth);
                EXPECT_EQ(pictures[cell[i]].read, read);
                if (i > 0) {
                    EXPECT_GE(pictures[cell[i - 1]].probability, pictures[cell[i]].probability);
                }
                seen.insert(cell[i]);
            }
        }
    EXPECT_EQ(seen.size(), 700u);
}

TEST_F(ReadingsTest, MistakesAreAllOfThemTheMostConfidentFirst) {
    EXPECT_EQ(readings_.mistakes.size(), 700u - readings_.evaluation.correct);
    const auto& pictures = readings_.evaluation.pictures;
    for (std::size_t i = 0; i < readings_.mistakes.size(); ++i) {
        EXPECT_NE(pictures[readings_.mistakes[i]].read, part_.label(readings_.mistakes[i]));
        if (i > 0) {
            EXPECT_GE(pictures[readings_.mistakes[i - 1]].probability,
                      pictures[readings_.mistakes[i]].probability);
        }
    }
}

TEST_F(ReadingsTest, PrecisionAndRecallAreShares) {
    for (int one = 0; one < 10; ++one) {
        long of_it = 0, read_so = 0, right = 0;
        for (std::size_t picture = 0; picture < part_.count; ++picture) {
            const bool is = part_.label(picture) == one;
            const bool read = readings_.evaluation.pictures[picture].read == one;
            of_it += is;
            read_so += read;
            right += is && read;
        }
        const ClassScore& score = readings_.classes[static_cast<std::size_t>(one)];
        ASSERT_GT(of_it, 0);
        EXPECT_DOUBLE_EQ(score.recall().value(), static_cast<double>(right) / static_cast<double>(of_it));
        EXPECT_EQ(score.precision().has_value(), read_so > 0);
        if (read_so > 0) {
            EXPECT_DOUBLE_EQ(*score.precision(), static_cast<double>(right) / static_cast<double>(read_so));
        }
    }
}

TEST(Readings, OfANetworkWithoutASoftmaxSayThatNothingIsProbable) {
    nn::Architecture architecture = nn::lenet5();
    architecture.nodes.back().activation = nn::Activation::Identity;
    const nn::ModelPtr model = test::random_model(architecture, 3);
    const Readings readings = test::finish(ReadSetJob(model, test::noise(architecture, 20, 4), 1));
    EXPECT_FALSE(readings.probabilities);
    EXPECT_EQ(readings.evaluation.count, 20u);
}

}  // namespace
}  // namespace convoscope::explain
