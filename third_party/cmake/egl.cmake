# EGL: OpenGL without a display. Linux and its kin have it; elsewhere OpenGL::EGL does not exist, and
# `convoscope render` has to make its context in another way.
# FindOpenGL would not do: it wants libOpenGL beside EGL, which nothing here links (glad loads the functions).
if(UNIX AND NOT APPLE AND NOT EMSCRIPTEN)
  find_path(EGL_INCLUDE_DIR EGL/egl.h)
  find_library(EGL_LIBRARY EGL)
  mark_as_advanced(EGL_INCLUDE_DIR EGL_LIBRARY)
  if(EGL_INCLUDE_DIR AND EGL_LIBRARY AND NOT TARGET OpenGL::EGL)
    add_library(OpenGL::EGL UNKNOWN IMPORTED)
    set_target_properties(OpenGL::EGL PROPERTIES
      IMPORTED_LOCATION ${EGL_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${EGL_INCLUDE_DIR})
  endif()
  convoscope_require(OpenGL::EGL PACKAGE libegl-dev)
else()
  message(STATUS "EGL: not on this system; pictures need a display")
endif()
