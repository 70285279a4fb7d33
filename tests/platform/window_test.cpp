#include "platform/desktop/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <glad/gl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "base/error.h"
#include "gl/target.h"
#include "support/environment.h"
#include "support/xvfb.h"

namespace convoscope::platform {
namespace {

TEST(WindowWithoutDisplay, SaysWhatToDoInstead) {
    for (const std::optional<std::string>& display :
         {std::optional<std::string>(), std::optional<std::string>(":4711")}) {
        const test::SetVariable variable("DISPLAY", display);
        const test::SetVariable wayland("WAYLAND_DISPLAY", std::nullopt);
        try {
            const Window window;
            FAIL() << "there is a window on no display";
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("cannot open a window"), std::string::npos)
                << error.what();
            EXPECT_NE(std::string(error.what()).find("convoscope render"), std::string::npos) << error.what();
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
        }
    }
}

TEST(WindowWithoutOpenGl, SaysWhatToInstall) {
    const test::Xvfb xvfb("640x480x24", false);
    try {
        const Window window;
        FAIL() << "there is OpenGL without GLX";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("libgl1-mesa-dri"), std::string::npos) << error.what();
    }
}

TEST(Window, OpensAgainAfterItWasClosed) {
    const test::Xvfb xvfb;
    for (int turn = 0; turn < 2; ++turn) {
        Window window;
        glClearColor(0.0f, 1.0f, 0.0f, 1.0f);
        glClear(GL_COLOR_BUFFER_BIT);
        const gl::Pixels pixels =
            gl::read_window(window.framebuffer_size().width, window.framebuffer_size().height);
        EXPECT_EQ(pixels.width, 1280);
        EXPECT_EQ(pixels.height, 800);
        EXPECT_EQ(pixels.at(799, 1279)[1], 255);
        window.swap();
    }
}

TEST(Window, IsHiddenWhenAsked) {
    const test::Xvfb xvfb;
    Window window({.size = {300, 200}, .visible = false});
    EXPECT_FALSE(glfwGetWindowAttrib(window.handle(), GLFW_VISIBLE));
    window.show();
    EXPECT_TRUE(glfwGetWindowAttrib(window.handle(), GLFW_VISIBLE));
}

TEST(Window, HasTheContextThatWasAskedFor) {
    const test::Xvfb xvfb;
    const Window window({.size = {300, 200}});
    GLint profile = 0;
    GLint samples = -1;
    glGetIntegerv(GL_CONTEXT_PROFILE_MASK, &profile);
    glGetIntegerv(GL_SAMPLES, &samples);
    EXPECT_TRUE(profile & GL_CONTEXT_CORE_PROFILE_BIT);
    EXPECT_EQ(samples, 0);
    EXPECT_FALSE(glIsEnabled(GL_FRAMEBUFFER_SRGB));  // colours are written as they are
    EXPECT_EQ(window.size(), (Size{300, 200}));
    EXPECT_EQ(window.framebuffer_size(), (Size{300, 200}));
    EXPECT_FLOAT_EQ(window.content_scale(), 1.0f);
}

TEST(Window, IsLargerOnADenseMonitor) {
    const test::Xvfb xvfb;
    xvfb.set_dots_per_inch(192);
    const Window window({.size = {300, 200}});
    EXPECT_FLOAT_EQ(window.content_scale(), 2.0f);
    EXPECT_EQ(window.framebuffer_size(), (Size{600, 400}));
}

TEST(Window, AWaitEndsWhenAnotherThreadWakesIt) {
    const test::Xvfb xvfb;
    Window window({.size = {300, 200}});
    // One wake may be spent on an event of the window's birth, so that it goes on until the wait is over.
    std::jthread other([&](std::stop_token done) {
        while (!done.stop_requested()) {
            window.wake();
            std::this_thread::yield();
        }
    });
    for (int i = 0; i < 3; ++i) window.wait_forever();
    other.request_stop();
}

TEST(Window, AWaitEndsByItself) {
    const test::Xvfb xvfb;
    Window window({.size = {300, 200}});
    const Seconds start = window.now();
    while (window.now() < start + 0.05) window.wait(0.02);  // hangs when a wait does not end
    window.wait(0);
    window.wait(-1);
}

TEST(Window, TakesTitlesCursorsAndCloseRequests) {
    const test::Xvfb xvfb;
    Window window({.title = "before", .size = {300, 200}});
    window.set_title("after");
    xvfb.xdotool({"search", "--sync", "--name", "^after$"});
    for (const Cursor cursor : {Cursor::Arrow, Cursor::Crosshair, Cursor::Hand, Cursor::Text,
                                Cursor::ResizeHorizontal, Cursor::ResizeVertical, Cursor::Crosshair})
        window.set_cursor(cursor);
    EXPECT_FALSE(window.close_requested());
    window.request_close();
    EXPECT_TRUE(window.close_requested());
    window.request_close(false);
    EXPECT_FALSE(window.close_requested());
}

}  // namespace
}  // namespace convoscope::platform
