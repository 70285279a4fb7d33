#pragma once

#include <string_view>

#include "models/graph.h"

namespace convoscope::models {

/// Whether NumPy wrote these bytes: an .npy, or a zip of them (.npz).
bool is_numpy(std::string_view bytes);

/// Arrays of NumPy's .npz by their names, or that of an .npy, as Weights.
///
/// An .npy (NumPy Enhancement Proposal 1, versions 1.0, 2.0, 3.0): "\x93NUMPY", two bytes of version, the
/// header's length (16 bits, from 2.0 on 32), the header (a Python dictionary: 'descr' as "<f4",
/// 'fortran_order', 'shape'), the numbers.
/// @throws Error when it is damaged, has pickled objects in it, or holds no numbers that networks have.
/// Memory taken stays below 16 times the file and a mebibyte.
ForeignFile read_numpy(ForeignBytes file);

}  // namespace convoscope::models
