# Writes a C++ file that holds the shaders of a folder, so that the program needs no file beside it.
#
#   cmake -DFOLDER=shaders -DFILES=a.frag,b.vert -DOUTPUT=embedded_shaders.cpp -DFUNCTION=embedded_shaders -P embed_shaders.cmake
#
# defines `std::span<const EmbeddedShader> convoscope::gl::FUNCTION()` (src/gl/embedded.h), sorted by name.
# A shader longer than a compiler takes in one literal is not foreseen: GCC and Clang have no such limit.
# The files are named, not looked for, so that a build tool sees another command when one is renamed or deleted.
string(REPLACE "," ";" files "${FILES}")
list(SORT files)
list(LENGTH files count)

set(entries "")
foreach(name IN LISTS files)
  file(READ "${FOLDER}/${name}" source)
  string(APPEND entries "    {\"${name}\", R\"glsl(${source})glsl\"},\n")
endforeach()

file(WRITE "${OUTPUT}" "// Written by src/gl/embed_shaders.cmake. Edit the shaders, not this file.
#include <array>

#include \"gl/embedded.h\"

namespace convoscope::gl {

std::span<const EmbeddedShader> ${FUNCTION}();

std::span<const EmbeddedShader> ${FUNCTION}() {
    static constexpr std::array<EmbeddedShader, ${count}> shaders = {{
${entries}    }};
    return shaders;
}

}  // namespace convoscope::gl
")
