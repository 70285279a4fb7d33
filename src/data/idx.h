#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/images.h"

namespace convoscope::data {

/// An IDX file of unsigned bytes (http://yann.lecun.com/exdb/mnist), byte by byte, numbers with the highest
/// byte first:
///   0  two bytes 0; 2  one byte 8, "unsigned byte"; 3  one byte: how many dimensions;
///   4  four bytes for each dimension; then the values, the last dimension running fastest, and nothing after
///   them.
struct Idx {
    std::vector<std::size_t> dimensions;
    std::vector<std::uint8_t> values;
};

/// @param bytes  the file, gzipped or not (found out from the content)
/// @param origin  its name, for the error
/// @throws Error when it is not such a file, is shorter or longer than its header says, or is larger than 1
/// GiB unpacked. Memory: four times what it holds unpacked (a thousand times what it has packed), and 64
/// KiB, whatever its header claims.
Idx parse_idx(std::string_view bytes, const std::string& origin);
Idx load_idx(const std::filesystem::path& path);

/// Pictures (three dimensions: count, height, width) and their labels (one dimension: count).
/// @throws Error when one is broken or they do not belong together
LabelledImages load_idx_images(const std::filesystem::path& images, const std::filesystem::path& labels);
/// Writes them likewise, gzipped.
/// @throws Error when a file cannot be written
void save_idx_images(const LabelledImages& set, const std::filesystem::path& images,
                     const std::filesystem::path& labels);

}  // namespace convoscope::data
