#pragma once

#include <filesystem>

#include "models/graph.h"
#include "models/keras/hdf5.h"

/// One way in for every file of another program: what it is decides who reads it, never its name.
namespace convoscope::models {

/// A file on disk, and what lies in its folder: a link there that leads into another is refused.
/// @throws Error when it cannot be read or is larger than kMaximumModelFile
ForeignBytes bytes_of_file(const std::filesystem::path& path);

/// @param hdf5  reads the HDF5 files of Keras's
/// @throws Error when it is none that Convoscope reads, or damaged; what() is the reason alone
ForeignFile read_foreign(ForeignBytes file, const keras::Hdf5Reader& hdf5);

}  // namespace convoscope::models
