# GoogleTest: the tests.
convoscope_may_use_system(use_system googletest)
if(use_system)
  find_package(GTest 1.12 QUIET)
endif()
if(NOT TARGET GTest::gtest_main)
  set(BUILD_GMOCK OFF)
  set(INSTALL_GTEST OFF)
  convoscope_fetch(googletest VERSION 1.14.0 REPOSITORY https://github.com/google/googletest.git
    COMMIT f8d7d77c06936315286eb55f8de22cd23c188571 PACKAGE libgtest-dev)
endif()
convoscope_require(GTest::gtest_main PACKAGE libgtest-dev)
