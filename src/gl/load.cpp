#include "gl/load.h"

#include <glad/gl.h>

#include "base/error.h"
#include "gl/texts.h"

namespace convoscope::gl {

void load(GetProcedure get_procedure) {
    const int version = gladLoadGL(get_procedure);
    if (version == 0) throw Error(texts.no_functions);
    if (GLAD_VERSION_MAJOR(version) * 10 + GLAD_VERSION_MINOR(version) < 33)
        throw Error(texts.too_old, GLAD_VERSION_MAJOR(version), GLAD_VERSION_MINOR(version));
}

std::string renderer_name() {
    const GLubyte* name = glGetString(GL_RENDERER);
    return name ? reinterpret_cast<const char*>(name) : "unknown";
}

}  // namespace convoscope::gl
