#pragma once

#include <span>
#include <string_view>

namespace convoscope::gl {

struct EmbeddedShader {
    std::string_view name;    ///< the file's name in /shaders: "units.vert"
    std::string_view source;  ///< the file as it was when the program was built; no version line
};

/// All of /shaders/*.vert and *.frag, in the order of their names.
std::span<const EmbeddedShader> embedded_shaders();

/// The source of the shader called `name` ("units.vert"). Asking for one that is not there is our own
/// mistake.
/// @throws Error naming it
std::string_view embedded_shader(std::string_view name);

}  // namespace convoscope::gl
