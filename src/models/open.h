#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "models/import.h"

namespace convoscope::models {

struct Opened {
    nn::ModelPtr model;
    std::shared_ptr<const Imported>
        imported;  ///< how it came about; null: the file is one of Convoscope's own
};

/// Any model's file.
/// @param options  asked for only where the file is another program's
/// @throws Error naming the file
Opened open_file(const std::filesystem::path& path, const std::function<ImportOptions()>& options);

}  // namespace convoscope::models
