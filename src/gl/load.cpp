#include "gl/load.h"

#include <glad/gl.h>

#include <string_view>

#include "base/error.h"
#include "gl/texts.h"

namespace convoscope::gl {

Api current_api() {
    const GLubyte* version = glGetString(GL_VERSION);
    const bool embedded =
        version && std::string_view(reinterpret_cast<const char*>(version)).starts_with("OpenGL ES");
    return embedded ? Api::Embedded : Api::Desktop;
}

void load(GetProcedure get_procedure) {
    const int version = gladLoadGL(get_procedure);
    if (version == 0) throw Error(texts.no_functions);
    const bool embedded = current_api() == Api::Embedded;
    if (GLAD_VERSION_MAJOR(version) * 10 + GLAD_VERSION_MINOR(version) < (embedded ? 30 : 33))
        throw Error(texts.too_old, GLAD_VERSION_MAJOR(version), GLAD_VERSION_MINOR(version));
    if (!embedded) return;
    // glad goes by the version of desktop GL: what ES 3.0 has and GL only from 3.3 on is looked for here. ES
    // gives KHR_debug's functions other names; they are for debuggers alone.
    glad_glVertexAttribDivisor =
        reinterpret_cast<PFNGLVERTEXATTRIBDIVISORPROC>(get_procedure("glVertexAttribDivisor"));
    GLAD_GL_KHR_debug = 0;
}

std::string renderer_name() {
    const GLubyte* name = glGetString(GL_RENDERER);
    return name ? reinterpret_cast<const char*>(name) : "unknown";
}

}  // namespace convoscope::gl
