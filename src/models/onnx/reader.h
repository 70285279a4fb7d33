#pragma once

#include "models/graph.h"

/// ONNX files: https://github.com/onnx/onnx/blob/main/docs/IR.md, read with ONNX's own protobuf schema.
namespace convoscope::models {

/// Whether the program was built with the schema.
bool onnx_available();

/// The graph as the file has it, names included, and in the order of computation. Initialisers and what
/// Constant nodes hold are Graph::constants, without a node. An operator of another domain is called with it:
/// "com.microsoft.FusedConv". A QuantizeLinear whose zero point is a constant or an input gets the attribute
/// `output_dtype` of opset 21, because tensors of whole numbers forget their width. An input without a shape
/// has an empty one.
///
/// Memory: at most some 70 times the file's bytes and 40 MB while it is read, whatever the file claims; of an
/// honest one twice as much as the file.
/// @throws Error when it is damaged, or has what Convoscope does not know: subgraphs, functions, strings,
/// sparse tensors, data that are not in a file beside it; what() is the reason alone
ForeignFile read_onnx(ForeignBytes source);

}  // namespace convoscope::models
