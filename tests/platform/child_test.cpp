#include "platform/desktop/child.h"

#include <gtest/gtest.h>

#include <chrono>

#include "support/error_line.h"

namespace convoscope::platform {
namespace {

constexpr const char* kShell = "/bin/sh";

std::string shell(const std::string& script, std::string_view input = "", const ChildLimits& limits = {}) {
    return run_child(kShell, {"-c", script}, input, limits);
}

TEST(Child, HandsOverWhatItWrites) {
    EXPECT_EQ(shell("echo hello"), "hello\n");
    EXPECT_EQ(shell("cat", "some bytes"), "some bytes");
    EXPECT_EQ(shell("cat", ""), "");
}

TEST(Child, ReadsAndWritesMoreThanAPipeHolds) {
    std::string bytes(8 << 20, 'x');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
    EXPECT_EQ(shell("cat", bytes), bytes);
    EXPECT_EQ(shell("cat > /dev/null; echo done", bytes), "done\n");
}

TEST(Child, MayAnswerBeforeItHasReadAll) {
    EXPECT_EQ(shell("echo enough", std::string(8 << 20, 'x')), "enough\n");
}

TEST(Child, ItsLineIsTheError) {
    EXPECT_EQ(test::error_line([] { shell("echo this is why >&2; echo more >&2; exit 1"); }), "this is why");
}

TEST(Child, ItsDeathMeansADamagedFile) {
    for (const char* script : {"kill -SEGV $$", "kill -KILL $$", "exit 3", "exit 1", "kill -ABRT $$"}) {
        const std::string line = test::error_line([&] { shell(script, std::string(8 << 20, 'x')); });
        EXPECT_NE(line.find("the file is damaged"), std::string::npos) << script << ": " << line;
    }
}

TEST(Child, IsKilledAfterItsTime) {
    ChildLimits limits;
    limits.seconds = 1;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_THROW(shell("sleep 100", "", limits), Error);
    EXPECT_THROW(shell("while true; do true; done", "", limits), Error);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

TEST(Child, WritesNoMoreThanItMay) {
    ChildLimits limits;
    limits.output = 1000;
    EXPECT_EQ(shell("head -c 1000 /dev/zero", "", limits).size(), 1000u);
    EXPECT_THROW(shell("head -c 1001 /dev/zero", "", limits), Error);
    EXPECT_THROW(shell("cat /dev/zero", "", limits), Error);
}

TEST(Child, GetsNoMoreMemoryThanItMay) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "not limited under a sanitizer";
#endif
    ChildLimits limits;
    limits.memory = 64 << 20;
    EXPECT_EQ(shell("dd if=/dev/zero bs=1M count=1 2> /dev/null | wc -c", "", limits), "1048576\n");
    EXPECT_THROW(shell("dd if=/dev/zero bs=128M count=1 > /dev/null 2>&1 || exit 2", "", limits), Error);
}

TEST(Child, WritesNoFiles) {
    EXPECT_THROW(shell("f=$(mktemp); trap 'rm -f $f' EXIT; head -c 1 /dev/zero > $f || exit 2"), Error);
}

TEST(Child, OneThatIsNotThereIsNamed) {
    const std::string line = test::error_line([] { run_child("/no/such/program", {}, "", {}); });
    EXPECT_NE(line.find("/no/such/program"), std::string::npos) << line;
}

}  // namespace
}  // namespace convoscope::platform
