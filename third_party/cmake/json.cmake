# JSON for Modern C++: model headers, drawings, --json. Headers only.
convoscope_may_use_system(use_system nlohmann_json)
if(use_system)
  find_package(nlohmann_json 3.9 QUIET)
endif()
if(NOT TARGET nlohmann_json::nlohmann_json)
  set(JSON_BuildTests OFF)
  convoscope_fetch(nlohmann_json VERSION 3.11.3 REPOSITORY https://github.com/nlohmann/json.git
    COMMIT 9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03 PACKAGE nlohmann-json3-dev)
endif()
convoscope_require(nlohmann_json::nlohmann_json PACKAGE nlohmann-json3-dev)
