#pragma once

#include "models/graph.h"

namespace convoscope::models {

/// Tensors of a safetensors file that another program wrote, as Weights: F16, BF16, F32, F64, whole numbers
/// and booleans (the format: models/safetensors.h). Their order is that of the data, which most writers sort
/// by names. Memory: eight times its data at most (whole numbers of a byte each), beside the file itself, and
/// sixty times its header while that is read.
/// @throws Error when it is no such file, is damaged, or has no tensors
ForeignFile read_safetensors(ForeignBytes file);

}  // namespace convoscope::models
