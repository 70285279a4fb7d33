# glad: the loader of OpenGL's functions, generated once and kept (third_party/README.md says how).
add_library(glad STATIC ${PROJECT_SOURCE_DIR}/third_party/glad/src/gl.c)
add_library(glad::glad ALIAS glad)
target_include_directories(glad SYSTEM PUBLIC ${PROJECT_SOURCE_DIR}/third_party/glad/include)
