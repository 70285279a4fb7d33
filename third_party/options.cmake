# How our own code is compiled. Warnings are errors for us, never for the libraries that we use.
add_library(convoscope_options INTERFACE)
target_compile_options(convoscope_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror
  # GCC 12's false alarms: string concatenation itself (bug 105651), a variant with a string in it (bug 105562's kin).
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>")
if(CONVOSCOPE_SANITIZE)
  set(sanitizers_of_address address,undefined)
  set(sanitizers_of_thread thread)
  set(sanitizers ${sanitizers_of_${CONVOSCOPE_SANITIZE}})
  if(NOT sanitizers)
    message(FATAL_ERROR "CONVOSCOPE_SANITIZE is `address`, `thread` or nothing, not `${CONVOSCOPE_SANITIZE}`")
  endif()
  target_compile_options(convoscope_options INTERFACE
    -fsanitize=${sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(convoscope_options INTERFACE -fsanitize=${sanitizers})
endif()
if(CONVOSCOPE_SANITIZE STREQUAL "address")
  target_sources(convoscope_options INTERFACE
    $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:${PROJECT_SOURCE_DIR}/tests/support/keep_libraries.cpp>)
endif()
if(CONVOSCOPE_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "CONVOSCOPE_FUZZ needs Clang: cmake --preset fuzz")
  endif()
  target_compile_options(convoscope_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(convoscope_options INTERFACE -fsanitize=address,undefined)
endif()

# convoscope_library(nn SOURCES a.cpp b.cpp LINKS Eigen3::Eigen convoscope::base)
# makes the static library convoscope::nn, whose headers are included as "nn/a.h".
# What it may use is what it links: the links are the arrows of src/README.md.
function(convoscope_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE" ${ARGN})
  add_library(convoscope_${name} STATIC ${ARG_SOURCES})
  add_library(convoscope::${name} ALIAS convoscope_${name})
  target_include_directories(convoscope_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(convoscope_${name} PUBLIC ${ARG_LINKS} PRIVATE convoscope_options ${ARG_PRIVATE})
endfunction()
