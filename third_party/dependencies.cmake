# Every library that Convoscope links, one recipe a library: the system's package first and, where the recipe knows
# one, a git repository pinned to a full commit. third_party/README.md tells the rest.
include(${CMAKE_CURRENT_LIST_DIR}/cmake/recipe.cmake)

find_package(Threads REQUIRED)
set(libraries json stb)
if(NOT CONVOSCOPE_ENGINE_ONLY)
  list(PREPEND libraries zlib libzip hdf5 onnx eigen cli11 glad egl freetype glfw imgui)
endif()
foreach(library IN LISTS libraries)
  include(${CMAKE_CURRENT_LIST_DIR}/cmake/${library}.cmake)
endforeach()
if(CONVOSCOPE_TESTS)
  include(${CMAKE_CURRENT_LIST_DIR}/cmake/googletest.cmake)
endif()
