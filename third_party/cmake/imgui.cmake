# Dear ImGui with its GLFW and OpenGL 3 back ends: <imgui.h>, <imgui_impl_glfw.h>, <imgui_impl_opengl3.h>, and
# <imgui_stdlib.h>. Debian has a static library that only pkg-config knows; other systems ship it without back ends,
# or not at all, so what was found has to link before it is used.
convoscope_may_use_system(use_system imgui)
if(use_system)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(IMGUI QUIET IMPORTED_TARGET imgui>=1.86)
  endif()
  if(TARGET PkgConfig::IMGUI)
    target_link_libraries(PkgConfig::IMGUI INTERFACE glfw $<TARGET_NAME_IF_EXISTS:Freetype::Freetype> ${CMAKE_DL_LIBS})
    foreach(folder ${IMGUI_INCLUDE_DIRS})
      if(EXISTS ${folder}/backends/imgui_impl_glfw.h)
        target_include_directories(PkgConfig::IMGUI INTERFACE ${folder}/backends)
      endif()
    endforeach()

    include(CheckCXXSourceCompiles)
    set(CMAKE_REQUIRED_LIBRARIES PkgConfig::IMGUI)
    check_cxx_source_compiles("
      #include <imgui.h>
      #include <imgui_impl_glfw.h>
      #include <imgui_impl_opengl3.h>
      int main() {
          return ImGui_ImplGlfw_InitForOpenGL(nullptr, true) && ImGui_ImplOpenGL3_Init(nullptr);
      }" CONVOSCOPE_SYSTEM_IMGUI_LINKS)
    unset(CMAKE_REQUIRED_LIBRARIES)
    if(CONVOSCOPE_SYSTEM_IMGUI_LINKS)
      add_library(imgui::imgui INTERFACE IMPORTED)
      target_link_libraries(imgui::imgui INTERFACE PkgConfig::IMGUI)
    else()
      message(STATUS "imgui: the system's does not link with its back ends (on Debian: libfreetype-dev is missing?)")
    endif()
  endif()
endif()
if(NOT TARGET imgui::imgui)
  convoscope_fetch(imgui VERSION 1.91.9b REPOSITORY https://github.com/ocornut/imgui.git
    COMMIT f5befd2d29e66809cd1110a152e375a7f1981f06 PACKAGE "libimgui-dev libfreetype-dev")
  if(EXISTS ${imgui_SOURCE_DIR}/imgui.h)
    add_library(imgui STATIC
      ${imgui_SOURCE_DIR}/imgui.cpp
      ${imgui_SOURCE_DIR}/imgui_draw.cpp
      ${imgui_SOURCE_DIR}/imgui_tables.cpp
      ${imgui_SOURCE_DIR}/imgui_widgets.cpp
      ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp
      ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp
      ${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp)
    add_library(imgui::imgui ALIAS imgui)
    target_include_directories(imgui SYSTEM PUBLIC
      ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/backends ${imgui_SOURCE_DIR}/misc/cpp)
    target_link_libraries(imgui PUBLIC glfw ${CMAKE_DL_LIBS})
  endif()
endif()
convoscope_require(imgui::imgui PACKAGE "libimgui-dev libfreetype-dev")
