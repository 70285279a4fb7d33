#pragma once

#include <filesystem>

#include "data/images.h"

namespace convoscope::data {

/// The test half of a set as Keras keeps it (mnist.npz): NumPy's arrays x_test, pictures of unsigned bytes
/// (count, height, width), and y_test, their labels. data/npz.h says what an .npz is; here its files may be
/// deflated, too. It is read here and not where networks' weights are (models/npz_reader.h), which keeps 8
/// bytes a number.
/// @throws Error when it is damaged, or has no such arrays. Memory taken stays below 1100 times the file.
LabelledImages load_npz_test(const std::filesystem::path& path);

}  // namespace convoscope::data
