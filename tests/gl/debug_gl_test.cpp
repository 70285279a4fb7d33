#include <gtest/gtest.h>

#include <string>

#include "gl/debug.h"
#include "platform/desktop/headless.h"

namespace convoscope::gl {
namespace {

TEST(DebugGl, NamesObjects) {
    const platform::HeadlessContext context;
    ASSERT_TRUE(GLAD_GL_KHR_debug) << "Mesa has it";
    const Buffer buffer = Buffer::create();
    glBindBuffer(GL_ARRAY_BUFFER, buffer.id());
    label(buffer, std::string_view("edges and more").substr(0, 5));
    char name[20] = "";
    glGetObjectLabel(GL_BUFFER, buffer.id(), sizeof name, nullptr, name);
    EXPECT_STREQ(name, "edges");
    label(Buffer(), "nothing");  // does nothing
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
}

TEST(DebugGl, NamesErrors) {
    EXPECT_STREQ(error_name(GL_INVALID_ENUM), "GL_INVALID_ENUM");
    EXPECT_STREQ(error_name(GL_INVALID_FRAMEBUFFER_OPERATION), "GL_INVALID_FRAMEBUFFER_OPERATION");
    EXPECT_STREQ(error_name(7), "an unknown error");
}

#ifdef NDEBUG
TEST(DebugGl, AReleaseBuildDoesNotAskForErrors) {
    const platform::HeadlessContext context;
    glEnable(GL_BUFFER);  // no capability
    check_errors("here");
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_INVALID_ENUM));
}
#else
TEST(DebugGl, ADebugBuildStopsAtAnError) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const auto make_error = [](bool watch) {
        const platform::HeadlessContext context;
        if (!watch) glDisable(GL_DEBUG_OUTPUT);
        glEnable(GL_BUFFER);
        check_errors("in the test");
    };
    EXPECT_DEATH(make_error(true), "OpenGL: .*GL_INVALID_ENUM");
    EXPECT_DEATH(make_error(false), "OpenGL: in the test: GL_INVALID_ENUM");
}
#endif

}  // namespace
}  // namespace convoscope::gl
