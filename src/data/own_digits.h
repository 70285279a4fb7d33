#pragma once

#include <filesystem>

#include "data/images.h"

namespace convoscope::data {

/// The program's own digits (assets/digits/README.md): 28 x 28, drawn by the program, so that a network can
/// be tried where no other data set is. Of each digit there are as many, one after the other: the first 200
/// have 20 of each.
/// @param assets  the folder with digits/
/// @throws Error when they are missing or broken
LabelledImages load_own_digits(const std::filesystem::path& assets);

/// Their two files, IDX and gzipped.
std::filesystem::path own_digits_images(const std::filesystem::path& assets);
std::filesystem::path own_digits_labels(const std::filesystem::path& assets);

}  // namespace convoscope::data
