#pragma once

#include "base/text.h"
#include "models/keras/hdf5.h"

namespace convoscope::app {

/// Reads HDF5 files in a process of its own: this program, started as `convoscope hdf5`.
/// @param language  of what it says of a file that it cannot read
models::keras::Hdf5Reader hdf5_in_child(Language language);

}  // namespace convoscope::app
