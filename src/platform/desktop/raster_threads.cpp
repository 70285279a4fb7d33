#include "platform/desktop/raster_threads.h"

#include <glad/gl.h>

#ifdef __linux__
#include <sched.h>
#endif

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/number.h"
#include "gl/load.h"
#include "gl/target.h"

namespace convoscope::platform {

#ifdef __linux__
namespace {

constexpr const char* kRenderer = "llvmpipe";
constexpr std::string_view kThread = "llvmpipe-";  // and the thread's number

/// llvmpipe's threads take their names as they begin to run: all have, once a picture is finished.
void finish_a_picture() {
    const gl::Target target(1, 1);
    target.bind();
    glClear(GL_COLOR_BUFFER_BIT);
    glFinish();
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

std::vector<std::size_t> allowed_processors() {
    cpu_set_t allowed;
    std::vector<std::size_t> processors;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return processors;
    for (std::size_t i = 0; i < CPU_SETSIZE; ++i)
        if (CPU_ISSET(i, &allowed)) processors.push_back(i);
    return processors;
}

void keep_on(pid_t thread, std::size_t processor) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(processor, &one);
    sched_setaffinity(thread, sizeof one, &one);  // where it is refused, the thread wanders as before
}

}  // namespace

void spread_raster_threads() {
    if (gl::renderer_name().find(kRenderer) == std::string::npos) return;
    const std::vector<std::size_t> processors = allowed_processors();
    if (processors.size() < 2) return;
    finish_a_picture();
    std::error_code ignored;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", ignored)) {
        std::string name;
        std::getline(std::ifstream(task.path() / "comm"), name);
        if (!name.starts_with(kThread)) continue;
        const auto index = parsed_number(name.substr(kThread.size()));
        const auto thread = parsed_number(task.path().filename().string());
        if (!index || !thread || *index < 0) continue;
        keep_on(static_cast<pid_t>(*thread),
                processors[static_cast<std::size_t>(*index) % processors.size()]);
    }
}
#else
void spread_raster_threads() {}
#endif

}  // namespace convoscope::platform
