#include "train/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace convoscope::train {
namespace {

TEST(Workers, EveryPieceIsWorkedOnOnce) {
    for (const int threads : {1, 2, 5}) {
        Workers workers(threads);
        EXPECT_EQ(workers.threads(), threads);
        for (const int pieces : {0, 1, 3, 1000}) {
            std::vector<std::atomic<int>> times(pieces);
            workers.run(pieces, [&](int piece) { ++times[piece]; });
            for (const auto& count : times) EXPECT_EQ(count, 1);
        }
    }
}

TEST(Workers, AFailureComesBackAndTheRestIsDone) {
    Workers workers(2);
    std::atomic<int> done = 0;
    const auto work = [&](int piece) {
        if (piece == 3) throw std::runtime_error("three");
        ++done;
    };
    EXPECT_THROW(workers.run(10, work), std::runtime_error);
    EXPECT_EQ(done, 9);
    EXPECT_NO_THROW(workers.run(3, work));
}

TEST(Workers, ZeroThreadsMeansAllCores) { EXPECT_GE(Workers(0).threads(), 1); }

}  // namespace
}  // namespace convoscope::train
