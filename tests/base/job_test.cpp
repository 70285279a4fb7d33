#include "base/job.h"

#include <gtest/gtest.h>

#include <semaphore>
#include <stdexcept>

namespace convoscope {
namespace {

using std::chrono::microseconds;

/// Counts to `end`, a number a step.
struct Counting {
    int end = 10;
    std::shared_ptr<std::atomic<int>> steps = std::make_shared<std::atomic<int>>(0);
    bool fails = false;
    bool step() {
        if (fails) throw std::runtime_error("it failed");
        return ++*steps < end;
    }
    float progress() const { return static_cast<float>(*steps) / static_cast<float>(end); }
    int result() { return *steps; }
};

/// Until it is done; without threads somebody has to turn the handle.
template <typename Job>
void finish(Runner& runner, const Pending<Job>& pending) {
    while (pending.active() && !pending.done()) {
        runner.run_for(microseconds(100));
        std::this_thread::yield();
    }
}

class RunnerTest : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Threads, RunnerTest, ::testing::Values(0, 1, 3),
                         [](const auto& test) { return "With" + std::to_string(test.param); });

TEST_P(RunnerTest, AJobsResultIsTakenOnce) {
    Runner runner(GetParam());
    auto pending = runner.start(Counting{});
    finish(runner, pending);
    EXPECT_EQ(pending.progress(), 1.0f);
    EXPECT_EQ(pending.take(), 10);
    EXPECT_FALSE(pending.active());
    EXPECT_EQ(pending.take(), std::nullopt);
}

TEST_P(RunnerTest, AFailureComesOutWhereTheResultIsTaken) {
    Runner runner(GetParam());
    auto pending = runner.start(Counting{.fails = true});
    finish(runner, pending);
    EXPECT_THROW(pending.take(), std::runtime_error);
}

TEST_P(RunnerTest, ACancelledJobStopsBetweenTwoSteps) {
    Runner runner(GetParam());
    Counting endless{.end = 1 << 30};
    auto pending = runner.start(endless);
    while (*endless.steps < 3) runner.run_for(microseconds(0));
    pending.cancel();
    while (runner.busy()) std::this_thread::yield();
    const int steps = *endless.steps;
    runner.run_for(microseconds(1000));
    EXPECT_EQ(*endless.steps, steps);
}

TEST_P(RunnerTest, AShortJobDoesNotWaitForALongOne) {
    Runner runner(GetParam());
    const auto endless = runner.start(Counting{.end = 1 << 30});
    auto brief = runner.start(Counting{.end = 5});
    finish(runner, brief);
    EXPECT_EQ(brief.take(), 5);
    EXPECT_FALSE(endless.done());
}

TEST_P(RunnerTest, AnotherJobReplacesTheOneThatIsPending) {
    Runner runner(GetParam());
    Counting endless{.end = 1 << 30};
    auto pending = runner.start(endless);
    pending = runner.start(Counting{.end = 2});
    finish(runner, pending);
    EXPECT_EQ(pending.take(), 2);
    while (runner.busy()) runner.run_for(microseconds(0));
    SUCCEED() << "the endless one was cancelled";
}

TEST(Runner, WakesWhoeverSleepsWhenAJobIsDone) {
    std::binary_semaphore woken(0);
    Runner runner(1, [&woken] { woken.release(); });
    auto pending = runner.start(Counting{});
    woken.acquire();
    EXPECT_TRUE(pending.done());
}

TEST(Runner, EndsWithJobsStillRunning) {
    Runner runner(2);
    const auto endless = runner.start(Counting{.end = 1 << 30});
    SUCCEED();
}

TEST(Runner, WithoutThreadsNothingHappensByItself) {
    Runner runner(0);
    const auto pending = runner.start(Counting{.end = 1});
    EXPECT_TRUE(runner.busy());
    EXPECT_FALSE(pending.done());
    runner.run_for(microseconds(0));
    EXPECT_TRUE(pending.done());
    EXPECT_FALSE(runner.busy());
}

}  // namespace
}  // namespace convoscope
