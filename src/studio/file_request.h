#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/text.h"

namespace convoscope::studio {

class Studio;

/// A kind of file that a dialog offers: "drawings", ".jsonl".
struct FileType {
    Text title;
    std::vector<std::string> extensions;  ///< with their dots, small letters
};

/// Somebody needs a file, to open or to save to: the file dialog asks the user for it.
struct FileRequest {
    bool saving = false;
    Text title{"", ""};
    std::string name = {};             ///< suggested, of what is saved
    std::vector<FileType> types = {};  ///< empty: any
    bool sized = false;                ///< width and height are asked for, too
    int width = 0;                     ///< pixels
    int height = 0;
    /// Does it, with the file that was chosen. What it throws is shown in the dialog, which then stays open.
    /// Whether a file may be replaced was asked before.
    std::function<void(Studio& studio, const std::filesystem::path& path, int width, int height)> done;
};

}  // namespace convoscope::studio
