#include "platform/desktop/raster_threads.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "gl/load.h"
#include "platform/desktop/headless.h"

namespace convoscope::platform {
namespace {

cpu_set_t processors_of(pid_t thread) {
    cpu_set_t processors;
    CPU_ZERO(&processors);
    EXPECT_EQ(sched_getaffinity(thread, sizeof processors, &processors), 0);
    return processors;
}

TEST(RasterThreads, HaveAProcessorEach) {
    const HeadlessContext context;
    const cpu_set_t ours = processors_of(0);
    if (gl::renderer_name().find("llvmpipe") == std::string::npos || CPU_COUNT(&ours) < 2)
        GTEST_SKIP() << "needs llvmpipe and two processors";
    std::set<int> used;
    int threads = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string name;
        std::getline(std::ifstream(task.path() / "comm"), name);
        if (!name.starts_with("llvmpipe-")) continue;
        ++threads;
        const cpu_set_t processors = processors_of(std::stoi(task.path().filename().string()));
        EXPECT_EQ(CPU_COUNT(&processors), 1) << name;
        for (int i = 0; i < CPU_SETSIZE; ++i)
            if (CPU_ISSET(i, &processors)) used.insert(i);
    }
    ASSERT_GT(threads, 0);
    EXPECT_EQ(static_cast<int>(used.size()), std::min(threads, CPU_COUNT(&ours)));
    const cpu_set_t still_ours = processors_of(0);
    EXPECT_EQ(CPU_COUNT(&still_ours), CPU_COUNT(&ours)) << "the program's own threads stay free";
}

}  // namespace
}  // namespace convoscope::platform
