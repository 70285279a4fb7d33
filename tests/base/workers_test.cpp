#include "base/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace convoscope {
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

/// $CONVOSCOPE_THREADS while it lives, then as it was.
class ThreadsAllowed {
  public:
    explicit ThreadsAllowed(const char* number) {
        if (const char* set = std::getenv(name)) before_ = set;
        setenv(name, number, 1);
    }
    ~ThreadsAllowed() {
        if (before_)
            setenv(name, before_->c_str(), 1);
        else
            unsetenv(name);
    }
    ThreadsAllowed(const ThreadsAllowed&) = delete;
    ThreadsAllowed& operator=(const ThreadsAllowed&) = delete;

  private:
    static constexpr const char* name = "CONVOSCOPE_THREADS";
    std::optional<std::string> before_;
};

TEST(Workers, ZeroThreadsMeansAsManyAsAreAllowed) {
    const ThreadsAllowed three("3");
    EXPECT_EQ(Workers(0).threads(), 3);
    EXPECT_EQ(Workers(2).threads(), 2);
    const ThreadsAllowed unsaid("");
    EXPECT_GE(Workers(0).threads(), 1);
}

TEST(Workers, WhereNoThreadsAreAllowedAllRunsOnTheCallers) {
    const ThreadsAllowed none("0");
    Workers workers;
    EXPECT_EQ(workers.threads(), 1);
    std::vector<std::thread::id> ran_on(100);
    workers.run(100, [&](int piece) { ran_on[piece] = std::this_thread::get_id(); });
    EXPECT_EQ(ran_on, std::vector<std::thread::id>(100, std::this_thread::get_id()));
}

}  // namespace
}  // namespace convoscope
