#include "gl/embedded.h"

#include <string>

#include "base/error.h"

namespace convoscope::gl {

std::string_view embedded_shader(std::string_view name) {
    for (const EmbeddedShader& shader : embedded_shaders())
        if (shader.name == name) return shader.source;
    throw Error("cannot find the shader '" + std::string(name) +
                "': this program was built without it; build it again");
}

}  // namespace convoscope::gl
