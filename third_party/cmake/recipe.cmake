# What the recipes share.
include(FetchContent)

# convoscope_may_use_system(result glfw): false where the builder asked for the pinned sources instead, with CMake's own
# switches: FETCHCONTENT_TRY_FIND_PACKAGE_MODE=NEVER for all, FETCHCONTENT_SOURCE_DIR_GLFW=path for one.
function(convoscope_may_use_system result name)
  string(TOUPPER ${name} upper)
  if(FETCHCONTENT_TRY_FIND_PACKAGE_MODE STREQUAL "NEVER" OR FETCHCONTENT_SOURCE_DIR_${upper})
    set(${result} FALSE PARENT_SCOPE)
  else()
    set(${result} TRUE PARENT_SCOPE)
  endif()
endfunction()

# convoscope_fetch(glfw VERSION 3.4 REPOSITORY https://... COMMIT <40 hex digits> PACKAGE libglfw3-dev)
# adds the sources to the build (their own CMakeLists.txt, where they have one) and sets glfw_SOURCE_DIR.
# A tag can be moved and a commit cannot: hence no tags.
macro(convoscope_fetch name)
  cmake_parse_arguments(FETCH "" "VERSION;REPOSITORY;COMMIT;PACKAGE" "" ${ARGN})
  message(STATUS "${name}: no system package is used (Debian has ${FETCH_PACKAGE}): "
    "version ${FETCH_VERSION} from ${FETCH_REPOSITORY}")
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)   # our set() reaches their option()
  set(CMAKE_POLICY_VERSION_MINIMUM 3.5)   # some ask for a CMake older than CMake 4 will hear of
  FetchContent_Declare(${name} SYSTEM
    GIT_REPOSITORY ${FETCH_REPOSITORY} GIT_TAG ${FETCH_COMMIT} GIT_SUBMODULES "" GIT_PROGRESS ON)
  FetchContent_MakeAvailable(${name})
endmacro()

# convoscope_require(glfw PACKAGE libglfw3-dev): every recipe's last line, because a disconnected FetchContent succeeds
# with no target at all.
function(convoscope_require target)
  cmake_parse_arguments(REQUIRE "" "PACKAGE" "" ${ARGN})
  if(NOT TARGET ${target})
    message(FATAL_ERROR "Convoscope needs a library that was not found: no CMake target ${target}.\n"
      "Install it (Debian: apt-get install ${REQUIRE_PACKAGE}) and configure again, or run ./run.sh, which does both.")
  endif()
endfunction()
