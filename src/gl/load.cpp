#include "gl/load.h"

#include <glad/gl.h>

#include "base/error.h"

namespace convoscope::gl {

void load(GetProcedure get_procedure) {
    const int version = gladLoadGL(get_procedure);
    if (version == 0)
        throw Error("cannot use OpenGL: the driver offers none of its functions; install a newer one");
    if (GLAD_VERSION_MAJOR(version) * 10 + GLAD_VERSION_MINOR(version) < 33)
        throw Error("cannot use OpenGL " + std::to_string(GLAD_VERSION_MAJOR(version)) + "." +
                    std::to_string(GLAD_VERSION_MINOR(version)) +
                    ": 3.3 is needed; install a newer driver, or Mesa's software one (libgl1-mesa-dri)");
}

std::string renderer_name() {
    const GLubyte* name = glGetString(GL_RENDERER);
    return name ? reinterpret_cast<const char*>(name) : "unknown";
}

}  // namespace convoscope::gl
