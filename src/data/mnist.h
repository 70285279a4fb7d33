#pragma once

#include <filesystem>

#include "data/images.h"

namespace convoscope::data {

struct Mnist {
    LabelledImages train;  ///< 60,000 in MNIST itself
    LabelledImages test;   ///< 10,000 ("t10k")
};

/// A folder's four IDX files: {train,t10k}-images-idx3-ubyte and -labels-idx1-ubyte, gzipped (.gz) or not.
/// @throws Error when one of them is missing or broken, or pictures and labels differ in number
Mnist load_mnist(const std::filesystem::path& folder);
/// One half of it, "train" or "t10k".
LabelledImages load_mnist_half(const std::filesystem::path& folder, const char* half);

}  // namespace convoscope::data
