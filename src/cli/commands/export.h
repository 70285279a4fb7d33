#pragma once

#include <filesystem>
#include <string>

#include "cli/command.h"
#include "models/onnx/writer.h"
#include "models/open.h"

namespace convoscope::cli {

struct ExportOptions {
    std::string model;
    std::filesystem::path output;  ///< its ending names the format
};

/// How its ONNX file ends: as the file that another program wrote, so that both give the same.
models::WrittenOutput written_output(const models::Opened& opened);

}  // namespace convoscope::cli
