#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/doctor/candidates.h"
#include "models/foreign_file.h"
#include "models/lowering.h"

/// Makes a network of ours of any file, and finds out what the file does not tell by trying: which of the
/// possible networks it is, and what it was trained to be shown.
namespace convoscope::models {

/// Labelled digits to try networks on: 0 paper .. 255 ink, height x width each.
struct Exam {
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> pixels;
    std::vector<std::uint8_t> labels;
};

/// The first of a set. @tparam Images  data::LabelledImages
template <class Images>
Exam exam_of(const Images& images, std::size_t count = 200) {
    count = std::min(count, images.count());
    const auto pixels = static_cast<std::ptrdiff_t>(count * images.image_size());
    return {images.height,
            images.width,
            {images.pixels.begin(), images.pixels.begin() + pixels},
            {images.labels.begin(), images.labels.begin() + static_cast<std::ptrdiff_t>(count)}};
}

/// What a network is shown for empty paper and for full ink.
struct InputRange {
    float paper = 0;
    float ink = 1;
    bool operator==(const InputRange&) const = default;
};

/// One network that the file may be, tried.
struct Attempt {
    std::vector<doctor::Guess> guesses;
    InputRange range;
    int right = 0;  ///< digits that it reads
};

struct Imported {
    nn::ModelPtr model;
    FileInput input;
    FileOutput output;
    std::vector<std::string> origins;  ///< what the file calls each layer
    std::string format;
    std::string producer;
    bool classes_known = false;  ///< the file names them
    Attempt chosen;
    int of = 0;  ///< how many digits it was tried on; 0: it has no ten outputs, or was not tried
    std::vector<Attempt> alternatives;  ///< the best of the others, best first
    std::vector<Message> skipped;       ///< what was passed over
};

struct ImportOptions {
    keras::Hdf5Reader hdf5;
    Exam exam;                             ///< empty: nothing is tried, the likeliest is taken
    std::chrono::milliseconds time{5000};  ///< for trying; the best so far counts then
};

/// @throws Error naming the file
Imported import_model(ForeignBytes file, const ImportOptions& options);
Imported import_file(const std::filesystem::path& path, const ImportOptions& options);

/// The ranges that are tried, the usual first: 0 to 1; mean 0.1307 and deviation 0.3081, MNIST's own; 0 to
/// 255; -1 to 1; -0.5 to 0.5; and the same with dark ink.
std::span<const InputRange> usual_ranges();

}  // namespace convoscope::models
