#include "platform/desktop/autosave.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "support/temporary_folder.h"

namespace convoscope::platform {
namespace {

/// Another process that takes a slot, writes a drawing there and goes on living.
class Instance {
  public:
    explicit Instance(const std::filesystem::path& folder) {
        int ends[2];
        if (pipe(ends) != 0) throw std::runtime_error("no pipe");
        process_ = fork();
        if (process_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            const AutosaveSlot slot(folder);
            write_file(slot.drawing(), "ink of " + std::to_string(slot.index()));
            const char index = static_cast<char>(slot.index());
            if (write(ends[1], &index, 1) != 1) _exit(1);
            for (;;) pause();
        }
        close(ends[1]);
        char index = -1;
        if (read(ends[0], &index, 1) == 1) index_ = index;
        close(ends[0]);
    }
    ~Instance() { kill_it(); }
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    int index() const { return index_; }
    void kill_it() {
        if (process_ <= 0) return;
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
        process_ = -1;
    }

  private:
    pid_t process_ = -1;
    int index_ = -1;
};

class AutosaveTest : public ::testing::Test {
  protected:
    const test::TemporaryFolder folder_;
};

TEST_F(AutosaveTest, EachLivingInstanceHasItsOwnDrawingAndSettings) {
    Instance first(folder_.path());
    EXPECT_EQ(first.index(), 0);
    const AutosaveSlot second(folder_.path());
    EXPECT_EQ(second.index(), 1);
    EXPECT_EQ(second.drawing(), folder_ / "drawing-1.jsonl");
    EXPECT_EQ(second.settings(), folder_ / "settings-1.json") << "what it changes is not the first one's";
    EXPECT_EQ(second.first_settings(), folder_ / "settings.json");
    Instance third(folder_.path());
    EXPECT_EQ(third.index(), 2);
}

TEST_F(AutosaveTest, AKilledInstanceLeavesItsDrawingToTheNext) {
    Instance first(folder_.path());
    const Instance second(folder_.path());
    first.kill_it();
    const AutosaveSlot next(folder_.path());
    EXPECT_EQ(next.index(), 0);
    EXPECT_EQ(read_file(next.drawing(), 100), "ink of 0");
    EXPECT_EQ(AutosaveSlot(folder_.path()).index(), 2);  // the second one still lives
}

TEST_F(AutosaveTest, AProgramThatItStartsDoesNotHoldTheSlot) {
    std::optional<AutosaveSlot> slot(folder_.path());
    const pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execlp("sleep", "sleep", "60", nullptr);
        _exit(1);
    }
    slot.reset();
    // Until it has become the other program, the child still holds what it was forked with.
    std::optional<AutosaveSlot> again;
    for (int tries = 0; tries < 1000 && (!again || again->index() != 0); ++tries) {
        again.reset();
        again.emplace(folder_.path());
        usleep(1000);
    }
    EXPECT_EQ(again->index(), 0);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}

TEST_F(AutosaveTest, MovesWithItsLock) {
    AutosaveSlot slot(folder_.path());
    AutosaveSlot moved(std::move(slot));
    EXPECT_EQ(moved.index(), 0);
    std::optional<AutosaveSlot> other(folder_.path());
    EXPECT_EQ(other->index(), 1);
    *other = std::move(moved);
    EXPECT_EQ(other->index(), 0);
    EXPECT_EQ(other->drawing(), folder_ / "drawing-0.jsonl");
}

TEST_F(AutosaveTest, RefusesWhenAllAreTakenOrTheFolderIsNotThere) {
    std::vector<AutosaveSlot> slots;
    for (int i = 0; i < AutosaveSlot::most; ++i) slots.emplace_back(folder_.path());
    EXPECT_EQ(slots.back().index(), AutosaveSlot::most - 1);
    EXPECT_THROW(AutosaveSlot{folder_.path()}, Error);
    slots.erase(slots.begin() + 5);
    EXPECT_NO_THROW(slots.emplace_back(folder_.path()));
    EXPECT_THROW(AutosaveSlot{folder_ / "absent"}, Error);
}

}  // namespace
}  // namespace convoscope::platform
