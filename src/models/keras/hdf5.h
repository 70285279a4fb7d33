#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/file.h"

namespace convoscope::models::keras {

/// HDF5 files, as Keras writes them, made plain: a safetensors container (models/safetensors.h) with every
/// dataset of numbers, named by its full path ("/model_weights/conv2d/kernel"), as F32 or, where that loses
/// something, F64; and in the metadata's "attributes" one JSON object that has for every group and dataset,
/// by its path, its attributes of text: {"/": {"model_config": "...", "layer_names": ["a", "b"]}, "/a": {}}.
///
/// HDF5 1.10 crashes on damaged files. So the program does this in a process of its own (`convoscope hdf5`),
/// and the readers are given a function that asks for that.
/// @throws Error one line, without the file's name
using Hdf5Reader = std::function<std::string(std::string_view bytes)>;

/// Whether the program was built with HDF5.
bool hdf5_available();
/// Whether these are the first bytes of an HDF5 file.
bool begins_like_hdf5(std::string_view bytes);

/// What is read has at most this many times the file's size (compressed data would else have no bound), and a
/// megabyte that small files may always use; never more than the second.
inline constexpr std::uint64_t kHdf5TimesLarger = 16;
inline constexpr std::uint64_t kHdf5Most = std::uint64_t{4} << 30;
std::uint64_t most_of_hdf5(std::uint64_t file_size);

/// Reads in this process. Follows no links but hard ones, opens no other file, loads no filter of others'.
/// @throws Error when the file is damaged, too large unpacked, or there is no HDF5. It may crash instead.
void plain_hdf5(std::string_view bytes, ByteSink& sink);
std::string plain_hdf5(std::string_view bytes);

}  // namespace convoscope::models::keras
