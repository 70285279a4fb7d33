#pragma once

#include <onnx/onnx_pb.h>

#include "models/graph.h"
#include "models/onnx/tensors.h"

namespace convoscope::models::onnx {

/// What `type` says, or, in files older than that field, what is there.
::onnx::AttributeProto::AttributeType type_of(const ::onnx::AttributeProto& attribute);

/// What it holds; a tensor's numbers are taken out of it.
/// @param what  how errors call its node
/// @throws Error when it holds what no Attribute does: a graph, a sparse tensor, a type
Attribute take_attribute(::onnx::AttributeProto& attribute, DataFiles& files, const Message& what);

/// What a Constant holds whose one attribute has this value.
/// @throws Error when that is no number, list of numbers or tensor
GraphTensor constant_of(Attribute value, const Message& what);

}  // namespace convoscope::models::onnx
