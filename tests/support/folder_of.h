#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace convoscope::test {

/// While it lives, the process stands in a folder of always the same path that has these files, one byte
/// each: pictures of a file dialog show the same list everywhere.
class FolderOf {
  public:
    explicit FolderOf(const std::vector<std::string>& files) : before_(std::filesystem::current_path()) {
        std::filesystem::create_directories(kPath);
        for (const std::string& file : files) std::ofstream(std::filesystem::path(kPath) / file) << "x";
        std::filesystem::current_path(kPath);
    }
    ~FolderOf() {
        std::error_code ignored;
        std::filesystem::current_path(before_, ignored);
        std::filesystem::remove_all(kPath, ignored);
    }
    FolderOf(const FolderOf&) = delete;
    FolderOf& operator=(const FolderOf&) = delete;

  private:
    static constexpr const char* kPath = "/tmp/convoscope-drawings";
    std::filesystem::path before_;
};

}  // namespace convoscope::test
