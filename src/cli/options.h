#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "canvas/preprocess.h"
#include "train/strokes.h"

namespace convoscope::cli {

/// What the command line asks for, one struct a command. `model` is everywhere a bundled model's name or a
/// file.

inline constexpr const char* default_model = "lenet5";

struct WindowOptions {
    std::optional<std::filesystem::path> input;  ///< a picture or a stroke file to open on the canvas
    std::string model = default_model;
    bool fresh = false;                ///< start without the autosaved drawing and settings
    std::optional<Language> language;  ///< not said: the one that was chosen last, else the system's
};

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
    std::optional<double> scale;                   ///< of the interface; 1 is normal
    std::optional<std::string> preset;             ///< a view by its name
    Language language = Language::English;         ///< of the panels
    canvas::PreprocessOptions preprocessing;
    std::string script;  ///< commands to run: "ID [ARGUMENT]; ..."
};

struct ClassifyOptions {
    std::vector<std::string> inputs;  ///< files, or FILE#N: one drawing of a stroke file, from 0
    std::string model = default_model;
    canvas::PreprocessOptions preprocessing;
    bool json = false;
};

struct ActivationsOptions {
    std::string input;             ///< a picture, a stroke file that holds one drawing, or FILE#N
    std::filesystem::path output;  ///< NumPy's .npz
    std::string model = default_model;
    canvas::PreprocessOptions preprocessing;
};

/// At most one of the three kinds of data is given; none: data::default_data_folder().
struct EvaluateOptions {
    std::string model = default_model;
    std::optional<std::filesystem::path> data;    ///< a folder with MNIST's four files
    std::optional<std::filesystem::path> images;  ///< IDX, together with labels
    std::optional<std::filesystem::path> labels;
    std::optional<std::filesystem::path> strokes;            ///< a stroke file whose drawings have labels
    train::Placement placement = train::Placement::AsDrawn;  ///< of the drawings
    std::uint64_t seed = 1;                                  ///< of places anywhere
    canvas::PreprocessOptions preprocessing;                 ///< of the drawings
    std::size_t first = 0;                                   ///< the first picture or drawing to read, from 0
    std::optional<std::size_t> count;                        ///< not said: all from there on
    int threads = 0;                                         ///< 0: all cores
    bool json = false;
};

struct DoubtOptions {
    std::string model = default_model;
    std::optional<std::filesystem::path>
        strokes;               ///< labelled digits; not said: found, see default_stroke_file()
    std::size_t first = 0;     ///< the first of them to read, from 0
    std::size_t count = 2000;  ///< scribbles, letters and figures to draw, of each
    int threads = 0;           ///< 0: all cores
    bool json = false;
};

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

struct InspectOptions {
    std::optional<std::string> model;  ///< none: list the bundled models
    bool json = false;
};

struct BenchOptions {
    std::string which;  ///< forward, layers, train, render, pen or point; empty: all, one after the other
    std::string model = default_model;
    int threads = 0;     ///< train; 0: all cores
    std::string isa;     ///< forward and layers; an instruction set's name; empty: the fastest that there is
    std::string select;  ///< render, pen and point: a unit to pin; empty: none
    int width = 1280;    ///< render, pen and point
    int height = 720;
    bool json = false;
};

}  // namespace convoscope::cli
