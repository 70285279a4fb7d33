#include <gtest/gtest.h>

#include <utility>

#include "gl/handle.h"
#include "platform/desktop/headless.h"

namespace convoscope::gl {
namespace {

TEST(HandleGl, ObjectsLiveAsLongAsTheirHandles) {
    const platform::HeadlessContext context;
    GLuint id = 0;
    {
        Buffer buffer = Buffer::create();
        glBindBuffer(GL_ARRAY_BUFFER, buffer.id());
        id = buffer.id();
        const Buffer moved = std::move(buffer);
        buffer.reset();
        EXPECT_TRUE(glIsBuffer(id));
    }
    EXPECT_FALSE(glIsBuffer(id));
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
}

TEST(HandleGl, EachKindMakesAndDeletesItsOwn) {
    const platform::HeadlessContext context;
    VertexArray vertex_array = VertexArray::create();
    Texture texture = Texture::create();
    Framebuffer framebuffer = Framebuffer::create();
    Renderbuffer renderbuffer = Renderbuffer::create();
    ProgramHandle program = ProgramHandle::create();
    glBindVertexArray(vertex_array.id());
    glBindTexture(GL_TEXTURE_2D, texture.id());
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.id());
    glBindRenderbuffer(GL_RENDERBUFFER, renderbuffer.id());
    const GLuint ids[] = {vertex_array.id(), texture.id(), framebuffer.id(), renderbuffer.id(), program.id()};
    EXPECT_TRUE(glIsVertexArray(ids[0]) && glIsTexture(ids[1]) && glIsFramebuffer(ids[2]) &&
                glIsRenderbuffer(ids[3]) && glIsProgram(ids[4]));
    vertex_array.reset();
    texture.reset();
    framebuffer.reset();
    renderbuffer.reset();
    program.reset();
    EXPECT_FALSE(glIsVertexArray(ids[0]) || glIsTexture(ids[1]) || glIsFramebuffer(ids[2]) ||
                 glIsRenderbuffer(ids[3]) || glIsProgram(ids[4]));
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
}

}  // namespace
}  // namespace convoscope::gl
