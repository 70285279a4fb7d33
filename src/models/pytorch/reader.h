#pragma once

#include <string_view>

#include "models/graph.h"

namespace convoscope::models::pytorch {

/// Whether torch.save wrote these bytes (.pth, .pt): zip format, TorchScript, or the one before PyTorch 1.6.
bool is_pytorch(std::string_view bytes);

/// Weights of a file of PyTorch's: a state dict, a checkpoint that holds one, a whole pickled module (with
/// Weights::root), or TorchScript. No code in it is ever run.
///
/// The formats (torch/serialization.py): a zip with FOLDER/data.pkl, FOLDER/data/KEY and FOLDER/byteorder;
/// or, legacy, pickles one behind the other (a magic number, the protocol's version 1001, facts about the
/// system, the object, the list of storages' keys), then for each key a count of 64 bits and the numbers.
/// @throws Error when it is none of these or damaged, holds no weights, or quantised ones. Memory taken stays
/// below 16 times the file and a mebibyte, beside the pickle's values (read_pickle).
ForeignFile read_pytorch(ForeignBytes file);

}  // namespace convoscope::models::pytorch
