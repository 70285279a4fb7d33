#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "canvas/preprocess.h"
#include "cli/command.h"

namespace convoscope::cli {

struct RenderOptions {
    std::filesystem::path output;
    std::string model = default_model;
    int width = 1280;
    int height = 720;
    std::optional<std::filesystem::path> image;    ///< at most one of image and strokes
    std::optional<std::filesystem::path> strokes;  ///< a stroke file,
    int stroke_index = 0;                          ///< and which of its drawings, from 0
    std::vector<std::string> select;               ///< units' addresses; the last is explained
    std::optional<bool> panels;                    ///< not said: as the saved state has them, else shown
    std::optional<std::filesystem::path> state;    ///< a saved ViewState (JSON)
    std::optional<double> time;                    ///< the clock, in seconds
    std::optional<std::string> theme;              ///< "dark" or "light"
    std::optional<double> scale;                   ///< of the interface; 1 is normal; not said: from the size
    std::optional<std::string> preset;             ///< a view by its name
    canvas::PreprocessOptions preprocessing;
    bool embedded = false;  ///< with OpenGL ES 3.0
    std::string script;     ///< commands to run: "ID [ARGUMENT]; ..."
};

}  // namespace convoscope::cli
