#pragma once

#include <glad/gl.h>

#include <string_view>

#include "gl/handle.h"

namespace convoscope::gl {

/// In a debug build, where the context has KHR_debug: from now on every message of the driver goes to stderr,
/// and an error stops the program where it happened. Does nothing otherwise.
/// @returns whether messages will come
bool watch_errors();

/// Stops the program when GL noted an error since the last check, with `where` in the message. Debug builds
/// only: a release build does not ask, as asking may wait for the GPU.
void check_errors(const char* where);

/// The name of a GL error code: "GL_INVALID_ENUM".
const char* error_name(GLenum error);

/// Names an object for GL debuggers and the driver's messages, where the context has KHR_debug.
/// The object must have been bound once.
void label(GLenum kind, GLuint id, std::string_view name);

template <typename Kind>
void label(const Handle<Kind>& object, std::string_view name) {
    label(Kind::label_kind, object.id(), name);
}

}  // namespace convoscope::gl
