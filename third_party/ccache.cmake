# Where ccache is installed it compiles: what was compiled once, in whatever folder, is not compiled again. The folder's own
# name is kept out of the keys: paths count relative to the project, and the debug information's working directory is ignored.
find_program(CONVOSCOPE_CCACHE ccache DOC "Compiles only what was never compiled before; empty: not used")
if(CONVOSCOPE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CONVOSCOPE_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()
