#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace convoscope::data {

/// One array for write_npz() and write_npy().
struct NpzArray {
    std::string name;               ///< NumPy's key for it
    std::vector<int> shape;         ///< C order; empty: a single number
    std::span<const float> values;  ///< as many as the shape has
};

/// Writes arrays as NumPy's .npz, which numpy.load() opens: a zip of uncompressed .npy files. The same arrays
/// give the same bytes.
///
/// An .npy file (NumPy Enhancement Proposal 1, version 1.0): "\x93NUMPY", the bytes 1 and 0, the header's
/// length (16 bits, little endian), the header, and the values: float32, little endian, in C order. The
/// header is a Python dictionary in ASCII, filled up with blanks and ended by a newline so that the values
/// begin at a multiple of 64. The zip is as PKWARE's APPNOTE 6.3 describes it, without its 64-bit extension.
/// @throws Error when two arrays have one name, when the file would have 4 GiB or more, or cannot be written;
///         nothing is left behind then
void write_npz(const std::filesystem::path& path, std::span<const NpzArray> arrays);
/// Writes one array as NumPy's .npy, as it lies in an .npz; it has no name.
/// @throws Error when the file cannot be written
void write_npy(const std::filesystem::path& path, const NpzArray& array);

}  // namespace convoscope::data
