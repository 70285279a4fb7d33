#pragma once

#include <filesystem>
#include <optional>

#include "cli/command.h"
#include "cli/json_text.h"
#include "models/import.h"

namespace convoscope::cli {

struct ImportCommandOptions {
    std::filesystem::path file;
    std::optional<std::filesystem::path> output;  ///< Convoscope's own safetensors
    bool json = false;
};

/// {"shape": [maps, rows, columns], "range": [paper, ink] or "mean" and "deviation", "ink": "light" or
/// "dark"}, and where they are not as usual "placement": "resize" and "transposed": true: what a network is
/// shown of a drawing whose paper is 0 and whose ink is 1.
Json input_json(const nn::InputSpec& input);
/// The other way round: what it says is put into `input`.
/// @throws Error when it is no such object
void read_input_json(const std::string& text, nn::InputSpec& input);

}  // namespace convoscope::cli
