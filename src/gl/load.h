#pragma once

#include <string>

namespace convoscope::gl {

/// The address of a GL function by its name, as glfwGetProcAddress and eglGetProcAddress give it.
using Procedure = void (*)();
using GetProcedure = Procedure (*)(const char* name);

/// Which of its two families a context is of.
enum class Api { Desktop, Embedded };

/// Finds the GL functions of the context that is current. Call it once for each context, before anything else
/// of this library; platform::Window and platform::HeadlessContext do.
/// @throws Error when the context has neither OpenGL 3.3 nor OpenGL ES 3.0.
void load(GetProcedure get_procedure);

/// Of the current context. Not to be asked in a frame.
Api current_api();

/// Who draws, for reports: GL_RENDERER of the current context, "llvmpipe (LLVM 15.0.6, 256 bits)".
std::string renderer_name();

}  // namespace convoscope::gl
