#include <gtest/gtest.h>

#include <vector>

#include "base/error.h"
#include "gl/target.h"
#include "platform/desktop/headless.h"

namespace convoscope::gl {
namespace {

class TargetGlTest : public ::testing::Test {
  protected:
    void TearDown() override { EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR)); }

    /// Fills a rectangle; GL counts y from the bottom.
    static void fill(int x, int y, int width, int height, std::vector<float> colour) {
        glEnable(GL_SCISSOR_TEST);
        glScissor(x, y, width, height);
        glClearColor(colour[0], colour[1], colour[2], colour[3]);
        glClear(GL_COLOR_BUFFER_BIT);
        glDisable(GL_SCISSOR_TEST);
    }
    static std::vector<int> colour_at(const Pixels& pixels, int row, int column) {
        const unsigned char* at = pixels.at(row, column);
        return {at[0], at[1], at[2], at[3]};
    }
    using Colour = std::vector<int>;

    const platform::HeadlessContext context_;
};

TEST_F(TargetGlTest, RowsGoFromTopToBottom) {
    const Target target(5, 3);
    target.bind();
    fill(0, 0, 5, 3, {0, 0, 0, 0});
    fill(0, 2, 1, 1, {1, 0, 0, 1});     // top left
    fill(4, 0, 1, 1, {0, 1, 0, 0.2f});  // bottom right
    fill(2, 1, 1, 1, {0, 0, 0.2f, 1});  // middle
    const Pixels pixels = target.read_pixels();
    EXPECT_EQ(pixels.width, 5);
    EXPECT_EQ(pixels.height, 3);
    EXPECT_EQ(pixels.rgba.size(), 60u);
    EXPECT_EQ(colour_at(pixels, 0, 0), (Colour{255, 0, 0, 255}));
    EXPECT_EQ(colour_at(pixels, 2, 4), (Colour{0, 255, 0, 51}));
    EXPECT_EQ(colour_at(pixels, 1, 2), (Colour{0, 0, 51, 255}));
    EXPECT_EQ(colour_at(pixels, 2, 0), (Colour{0, 0, 0, 0}));
}

TEST_F(TargetGlTest, BindsItselfAndItsSize) {
    const Target target(20, 10);
    target.bind();
    GLint bound = 0;
    GLint viewport[4] = {};
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &bound);
    glGetIntegerv(GL_VIEWPORT, viewport);
    EXPECT_EQ(static_cast<GLuint>(bound), target.framebuffer().id());
    EXPECT_EQ(viewport[2], 20);
    EXPECT_EQ(viewport[3], 10);
}

TEST_F(TargetGlTest, MakingReadingAndResizingLeaveTheBindingsAlone) {
    const Target bound(4, 4);
    bound.bind();
    Target other(6, 6);
    other.resize(7, 7);
    other.read_pixels();
    GLint draw = 0;
    GLint read = 0;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw);
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read);
    EXPECT_EQ(static_cast<GLuint>(draw), bound.framebuffer().id());
    EXPECT_EQ(static_cast<GLuint>(read), bound.framebuffer().id());
}

TEST_F(TargetGlTest, ANewSizeIsANewPictureAndTheSameSizeIsNot) {
    Target target(4, 4);
    const GLuint before = target.framebuffer().id();
    target.resize(4, 4);
    EXPECT_EQ(target.framebuffer().id(), before);
    target.resize(9, 2);
    EXPECT_EQ(target.width(), 9);
    EXPECT_EQ(target.height(), 2);
    EXPECT_EQ(target.read_pixels().rgba.size(), 72u);
}

TEST_F(TargetGlTest, HasSeveralColoursOfItsFormats) {
    const Target target(3, 3, {.colours = {GL_RGBA8, GL_RGBA16F, GL_R32F}, .depth = false});
    target.bind();
    const float first[] = {1, 0, 0, 1};
    const float second[] = {0, 5, 0, 1};
    const float third[] = {0.2f, 0, 0, 0};
    glClearBufferfv(GL_COLOR, 0, first);
    glClearBufferfv(GL_COLOR, 1, second);
    glClearBufferfv(GL_COLOR, 2, third);
    EXPECT_EQ(colour_at(target.read_pixels(0), 1, 1), (Colour{255, 0, 0, 255}));
    EXPECT_EQ(colour_at(target.read_pixels(1), 1, 1), (Colour{0, 255, 0, 255}));
    EXPECT_EQ(colour_at(target.read_pixels(2), 1, 1)[0], 51);
}

TEST_F(TargetGlTest, HasDepthWhenAsked) {
    const auto depth_of = [](const Target& target) {
        target.bind();
        GLint kind = GL_NONE;
        glGetFramebufferAttachmentParameteriv(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT,
                                              GL_FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE, &kind);
        return kind;
    };
    EXPECT_EQ(depth_of(Target(4, 4)), GL_RENDERBUFFER);
    EXPECT_EQ(depth_of(Target(4, 4, {.depth = false})), GL_NONE);
}

TEST_F(TargetGlTest, RefusesMoreThanTheDriverCan) {
    GLint limit = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
    EXPECT_THROW(Target(limit + 1, 1), Error);
    EXPECT_THROW(Target(1, limit + 1), Error);
}

}  // namespace
}  // namespace convoscope::gl
