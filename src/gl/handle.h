#pragma once

#include <glad/gl.h>

#include <utility>

namespace convoscope::gl {

/// Owns one GL object: moved, never copied, deleted with its owner. A default-made or moved-from handle holds
/// id 0, which touches no GL, so that it may live where no context is. A handle that holds an object must die
/// while its context is current.
/// @tparam Kind how such an object is made, deleted and named to glObjectLabel
template <typename Kind>
class Handle {
  public:
    Handle() = default;
    static Handle create() { return Handle(Kind::create()); }

    ~Handle() { reset(); }
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, 0)) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            reset();
            id_ = std::exchange(other.id_, 0);
        }
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    GLuint id() const { return id_; }
    explicit operator bool() const { return id_ != 0; }
    void reset() {
        if (id_ != 0) Kind::destroy(std::exchange(id_, 0));
    }

    static constexpr GLenum label_kind = Kind::label_kind;

  private:
    explicit Handle(GLuint id) : id_(id) {}
    GLuint id_ = 0;
};

struct BufferKind {
    static constexpr GLenum label_kind = GL_BUFFER;
    static GLuint create() {
        GLuint id = 0;
        glGenBuffers(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteBuffers(1, &id); }
};

struct VertexArrayKind {
    static constexpr GLenum label_kind = GL_VERTEX_ARRAY;
    static GLuint create() {
        GLuint id = 0;
        glGenVertexArrays(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteVertexArrays(1, &id); }
};

struct TextureKind {
    static constexpr GLenum label_kind = GL_TEXTURE;
    static GLuint create() {
        GLuint id = 0;
        glGenTextures(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteTextures(1, &id); }
};

struct FramebufferKind {
    static constexpr GLenum label_kind = GL_FRAMEBUFFER;
    static GLuint create() {
        GLuint id = 0;
        glGenFramebuffers(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteFramebuffers(1, &id); }
};

struct RenderbufferKind {
    static constexpr GLenum label_kind = GL_RENDERBUFFER;
    static GLuint create() {
        GLuint id = 0;
        glGenRenderbuffers(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteRenderbuffers(1, &id); }
};

struct ProgramKind {
    static constexpr GLenum label_kind = GL_PROGRAM;
    static GLuint create() { return glCreateProgram(); }
    static void destroy(GLuint id) { glDeleteProgram(id); }
};

using Buffer = Handle<BufferKind>;
using VertexArray = Handle<VertexArrayKind>;
using Texture = Handle<TextureKind>;
using Framebuffer = Handle<FramebufferKind>;
using Renderbuffer = Handle<RenderbufferKind>;
using ProgramHandle = Handle<ProgramKind>;

}  // namespace convoscope::gl
