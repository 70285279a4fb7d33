# CLI11: the command line. Headers only.
convoscope_may_use_system(use_system cli11)
if(use_system)
  find_package(CLI11 2.1 QUIET)
endif()
if(NOT TARGET CLI11::CLI11)
  convoscope_fetch(cli11 VERSION 2.4.2 REPOSITORY https://github.com/CLIUtils/CLI11.git
    COMMIT 6c7b07a878ad834957b98d0f9ce1dbe0cb204fc9 PACKAGE libcli11-dev)
endif()
convoscope_require(CLI11::CLI11 PACKAGE libcli11-dev)
