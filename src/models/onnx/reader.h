#pragma once

#include "models/graph.h"

/// ONNX files: https://github.com/onnx/onnx/blob/main/docs/IR.md, read with ONNX's own protobuf schema.
namespace convoscope::models {

/// Whether the program was built with the schema.
bool onnx_available();

/// The graph as the file has it, names included, and in the order of computation. Initialisers and what
/// Constant nodes hold are Graph::constants, without a node. An operator of another domain is called with it:
/// "com.microsoft.FusedConv". What rounds to few bits (QuantizeLinear, QLinearConv, ...) and whose zero point
/// is a constant or an input gets the attribute `output_dtype` of opset 21, because tensors of whole numbers
/// forget their width. An input without a shape has an empty one.
///
/// The file's own functions and the branches of If are put in their place (onnx/nodes.h). An "If" hears the
/// condition, and what its first and its second branch give; there is one for each value.
///
/// Memory: at most some 120 times the file's bytes and 80 MB while it is read, whatever the file claims; of
/// an honest one twice as much as the file.
/// @throws Error when it is damaged, or has what Convoscope does not know: loops, functions that call
/// themselves, strings, sparse tensors, data that are not in a file beside it; what() is the reason alone
ForeignFile read_onnx(ForeignBytes source);

}  // namespace convoscope::models
