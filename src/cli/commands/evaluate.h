#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "canvas/preprocess.h"
#include "cli/command.h"
#include "train/strokes.h"

namespace convoscope::cli {

/// At most one of the three kinds of data is given; none: data::labelled_set() looks for one.
struct EvaluateOptions {
    std::string model = default_model;
    std::string input;  ///< JSON of what the network is shown; empty: as the model says
    std::optional<std::filesystem::path> data;    ///< where a set lies (data/known_sets.h)
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

}  // namespace convoscope::cli
