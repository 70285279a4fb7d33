#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/message.h"
#include "canvas/drawing.h"
#include "canvas/preprocess.h"
#include "models/open.h"
#include "nn/forward.h"
#include "nn/model.h"
#include "studio/studio.h"

namespace convoscope::cli {

/// @param model  a bundled model's name, or a file
/// @throws Error when it is neither, or the file is bad
nn::ModelPtr open_model(const std::string& model);
/// The same, with how it came about where another program wrote the file.
models::Opened open_any_model(const std::string& model);
/// How other programs' files are opened here: tried on the program's own digits.
models::ImportOptions import_options();

/// A file of drawings, or one of them: "drawings.jsonl#3" is the drawing number 3, from 0.
struct DrawingAddress {
    std::filesystem::path file;
    std::optional<int> index;  ///< none: all of them
};

/// A file whose own name ends so is taken whole.
DrawingAddress parse_drawing_address(const std::string& text);

/// The drawings of a stroke file, or a picture as one drawing.
/// @throws Error when the file is missing or bad, or has no drawing of that number
std::vector<canvas::Drawing> load_inputs(const DrawingAddress& address);

/// The one drawing that the argument names.
/// @throws Error when there are several
canvas::Drawing load_one_input(const std::string& input);
/// Every value of a network's pass over that drawing.
/// @throws Error when it is blank
std::shared_ptr<const nn::Workspace> read_one_input(const nn::ModelPtr& model, const std::string& input,
                                                    const canvas::PreprocessOptions& preprocessing);

/// @param name  of a set
/// @param total  how many pictures or drawings it holds
/// @throws Error when there is no number `first`, counted from 0
void check_first(const Message& name, std::size_t total, std::size_t first);

/// Runs the commands of "ID [ARGUMENT]; ID ...", one after the other.
/// @throws Error when one is unknown or cannot be done
void run_script(studio::Studio& studio, const std::string& script);

/// @throws Error when the model has no unit of this address
void check_address(const nn::Model& model, const std::string& address);

/// The classes, most probable first.
std::vector<int> ranking(std::span<const float> probabilities);

/// The verdict as the user reads it: a class's name, "unsure" or "blank".
std::string verdict_text(const nn::Architecture& architecture, const nn::Verdict& verdict);
/// The same for people.
Message verdict_words(const nn::Architecture& architecture, const nn::Verdict& verdict);

}  // namespace convoscope::cli
