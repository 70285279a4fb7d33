#include "gl/debug.h"

#include <cstdio>
#include <cstdlib>

namespace convoscope::gl {
namespace {

#ifndef NDEBUG
void GLAD_API_PTR take_message(GLenum source, GLenum type, GLuint /*id*/, GLenum severity, GLsizei length,
                               const GLchar* message, const void* /*user*/) {
    if (severity == GL_DEBUG_SEVERITY_NOTIFICATION) return;  // "buffer uses video memory" and the like
    if (source == GL_DEBUG_SOURCE_SHADER_COMPILER) return;   // Program throws them
    std::fprintf(stderr, "OpenGL: %.*s\n", static_cast<int>(length), message);
    if (type == GL_DEBUG_TYPE_ERROR) std::abort();
}
#endif

}  // namespace

bool watch_errors() {
#ifndef NDEBUG
    if (!GLAD_GL_KHR_debug) return false;
    glEnable(GL_DEBUG_OUTPUT);
    glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);  // so that the wrong call is on the stack
    glDebugMessageCallback(take_message, nullptr);
    return true;
#else
    return false;
#endif
}

void check_errors([[maybe_unused]] const char* where) {
#ifndef NDEBUG
    const GLenum error = glGetError();
    if (error == GL_NO_ERROR) return;
    std::fprintf(stderr, "OpenGL: %s: %s\n", where, error_name(error));
    std::abort();
#endif
}

const char* error_name(GLenum error) {
    switch (error) {
        case GL_NO_ERROR:
            return "GL_NO_ERROR";
        case GL_INVALID_ENUM:
            return "GL_INVALID_ENUM";
        case GL_INVALID_VALUE:
            return "GL_INVALID_VALUE";
        case GL_INVALID_OPERATION:
            return "GL_INVALID_OPERATION";
        case GL_INVALID_FRAMEBUFFER_OPERATION:
            return "GL_INVALID_FRAMEBUFFER_OPERATION";
        case GL_OUT_OF_MEMORY:
            return "GL_OUT_OF_MEMORY";
        default:
            return "an unknown error";
    }
}

void label(GLenum kind, GLuint id, std::string_view name) {
    if (GLAD_GL_KHR_debug && id != 0) glObjectLabel(kind, id, static_cast<GLsizei>(name.size()), name.data());
}

}  // namespace convoscope::gl
