#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"

namespace convoscope::cli {

struct TrainCommandOptions {
    std::string recipe = default_model;            ///< train/recipes.h has their names
    std::optional<std::filesystem::path> data;     ///< not said: found, see default_data_folder()
    std::optional<std::filesystem::path> strokes;  ///< not said: found, see default_stroke_file()
    bool use_strokes = true;
    std::vector<std::string> teachers;            ///< models
    std::optional<std::filesystem::path> output;  ///< not said: the recipe's name.safetensors
    std::optional<int> epochs;                    ///< not said, here and below: as the recipe has it
    std::uint64_t seed = 1;
    std::optional<int> batch;
    std::optional<double> learning_rate;
    int held_out = 5000;  ///< pictures at the end of the training half that are not trained on
    bool augment = true;
    int threads = 0;  ///< 0: all cores
};

}  // namespace convoscope::cli
