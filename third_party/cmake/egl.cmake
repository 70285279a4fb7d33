# EGL: OpenGL without a display. Linux and its kin have it; elsewhere OpenGL::EGL does not exist, and
# `convoscope render` has to make its context in another way.
if(UNIX AND NOT APPLE AND NOT EMSCRIPTEN)
  set(OpenGL_GL_PREFERENCE GLVND)
  find_package(OpenGL QUIET COMPONENTS EGL)
  convoscope_require(OpenGL::EGL PACKAGE libegl-dev)
else()
  message(STATUS "EGL: not on this system; pictures need a display")
endif()
