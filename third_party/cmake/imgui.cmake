# Dear ImGui without its back ends, which are ours (src/app): <imgui.h> and <imgui_stdlib.h>. Debian has a static library that
# only pkg-config knows; what was found has to link before it is used.
convoscope_may_use_system(use_system imgui)
if(use_system)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(IMGUI QUIET IMPORTED_TARGET imgui>=1.86)
  endif()
  if(TARGET PkgConfig::IMGUI)
    target_link_libraries(PkgConfig::IMGUI INTERFACE $<TARGET_NAME_IF_EXISTS:Freetype::Freetype> ${CMAKE_DL_LIBS})

    include(CheckCXXSourceCompiles)
    set(CMAKE_REQUIRED_LIBRARIES PkgConfig::IMGUI)
    check_cxx_source_compiles("
      #include <imgui.h>
      #include <imgui_stdlib.h>
      int main() {
          std::string line;
          return ImGui::CreateContext() && ImGui::InputText(line.c_str(), &line);
      }" CONVOSCOPE_SYSTEM_IMGUI_LINKS)
    unset(CMAKE_REQUIRED_LIBRARIES)
    if(CONVOSCOPE_SYSTEM_IMGUI_LINKS)
      add_library(imgui::imgui INTERFACE IMPORTED)
      target_link_libraries(imgui::imgui INTERFACE PkgConfig::IMGUI)
    else()
      message(STATUS "imgui: the system's does not link (on Debian: libfreetype-dev is missing?)")
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
      ${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp)
    add_library(imgui::imgui ALIAS imgui)
    target_include_directories(imgui SYSTEM PUBLIC ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/misc/cpp)
  endif()
endif()
convoscope_require(imgui::imgui PACKAGE "libimgui-dev libfreetype-dev")
