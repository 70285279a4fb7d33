# GLFW: window and input.
convoscope_may_use_system(use_system glfw)
if(use_system)
  find_package(glfw3 3.3 QUIET)
endif()
if(NOT TARGET glfw)
  set(GLFW_BUILD_DOCS OFF)
  set(GLFW_BUILD_EXAMPLES OFF)
  set(GLFW_BUILD_TESTS OFF)
  set(GLFW_INSTALL OFF)
  # Its sources need each window system's development packages, and fail without them. X11 is served everywhere
  # (XWayland), so Wayland is built only where the machine can.
  find_program(WAYLAND_SCANNER wayland-scanner)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(WAYLAND QUIET wayland-client>=0.2.7 wayland-cursor>=0.2.7 wayland-egl>=0.2.7 xkbcommon>=0.5.0)
  endif()
  if(NOT WAYLAND_SCANNER OR NOT WAYLAND_FOUND)
    set(GLFW_BUILD_WAYLAND OFF)
  endif()
  convoscope_fetch(glfw VERSION 3.4 REPOSITORY https://github.com/glfw/glfw.git
    COMMIT 7b6aead9fb88b3623e3b3725ebb42670cbe4c579 PACKAGE libglfw3-dev)
endif()
convoscope_require(glfw PACKAGE libglfw3-dev)
