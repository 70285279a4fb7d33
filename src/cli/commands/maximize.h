#pragma once

#include <filesystem>
#include <string>

#include "cli/command.h"
#include "explain/maximise.h"

namespace convoscope::cli {

struct MaximizeOptions {
    std::string address;
    std::filesystem::path output;
    bool whole_map = false;
    explain::MaximiseOptions climb;
    std::string model = default_model;
};

}  // namespace convoscope::cli
