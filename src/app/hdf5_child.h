#pragma once

#include "base/text.h"
#include "models/keras/hdf5.h"
#include "platform/desktop/child.h"

namespace convoscope::app {

/// What the process may use for a file of so many bytes.
platform::ChildLimits limits_of_hdf5(std::uint64_t file_size);

/// Reads HDF5 files in a process of its own: this program, started as `convoscope hdf5`.
/// @param language  of what it says of a file that it cannot read
models::keras::Hdf5Reader hdf5_in_child(Language language);

}  // namespace convoscope::app
