#include "gl/embedded.h"

#include <string>

#include "base/error.h"
#include "gl/texts.h"

namespace convoscope::gl {

std::string_view embedded_shader(std::string_view name) {
    for (const EmbeddedShader& shader : embedded_shaders())
        if (shader.name == name) return shader.source;
    throw Error(texts.no_shader, name);
}

}  // namespace convoscope::gl
