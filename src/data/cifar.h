#pragma once

#include <filesystem>

#include "data/images.h"

/// CIFAR-10 in its binary format (Krizhevsky 2009, https://www.cs.toronto.edu/~kriz/cifar.html): one record a
/// picture of a label byte, then 32 x 32 red, green and blue bytes, row by row.
namespace convoscope::data {

/// Whether the folder has such files: data_batch_*.bin, test_batch*.bin.
bool is_cifar(const std::filesystem::path& folder);
/// The test half: all files test_batch*.bin.
/// @throws Error when there is none, or one is no whole number of records or has a label beyond 9
LabelledImages load_cifar_test(const std::filesystem::path& folder);

}  // namespace convoscope::data
