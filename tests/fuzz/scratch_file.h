#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "support/temporary_folder.h"

namespace convoscope::fuzz {

/// A file with these bytes, for readers that take a path. There is one at a time.
inline std::filesystem::path scratch_file(const std::string& bytes) {
    static const test::TemporaryFolder folder;
    const std::filesystem::path path = folder / "fuzzed";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

}  // namespace convoscope::fuzz
