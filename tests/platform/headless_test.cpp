#include "platform/desktop/headless.h"

#include <glad/gl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>

#include "base/error.h"
#include "gl/load.h"
#include "gl/target.h"
#include "support/environment.h"
#include "support/temporary_folder.h"
#include "support/xvfb.h"

namespace convoscope::platform {
namespace {

void expect_to_draw() {
    const HeadlessContext context;
    EXPECT_FALSE(context.origin().empty());
    EXPECT_NE(gl::renderer_name(), "unknown");
    const gl::Target target(4, 4);
    target.bind();
    glClearColor(1.0f, 0.0f, 0.0f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    const gl::Pixels pixels = target.read_pixels();
    EXPECT_EQ(pixels.at(3, 3)[0], 255);
    EXPECT_EQ(pixels.at(3, 3)[1], 0);
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
}

TEST(HeadlessContext, DrawsWithoutADisplayTwice) {
    const test::SetVariable display("DISPLAY", std::nullopt);
    expect_to_draw();
    expect_to_draw();
}

TEST(HeadlessContext, DrawsWhereTheDisplayIsRubbish) {
    const test::SetVariable display("DISPLAY", "rubbish:4711");
    const test::SetVariable wayland("WAYLAND_DISPLAY", "rubbish");
    expect_to_draw();
}

TEST(HeadlessContext, DrawsBesideARealDisplay) {
    const test::Xvfb xvfb;
    expect_to_draw();
}

TEST(HeadlessContext, IsCoreProfile) {
    const HeadlessContext context;
    GLint profile = 0;
    glGetIntegerv(GL_CONTEXT_PROFILE_MASK, &profile);
    EXPECT_TRUE(profile & GL_CONTEXT_CORE_PROFILE_BIT);
}

// In a process of its own: EGL looks for drivers once.
TEST(HeadlessContext, SaysWhatToInstallWhereThereIsNoDriver) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const auto try_it = [] {
        const test::TemporaryFolder no_drivers;
        const test::SetVariable vendors("__EGL_VENDOR_LIBRARY_DIRS", no_drivers.path().string());
        try {
            const HeadlessContext context;
        } catch (const Error& error) {
            std::fprintf(stderr, "%s\n", error.what());
            _exit(3);
        }
        _exit(0);
    };
    EXPECT_EXIT(try_it(), ::testing::ExitedWithCode(3), "cannot draw without a window.*install libegl-mesa0");
}

}  // namespace
}  // namespace convoscope::platform
