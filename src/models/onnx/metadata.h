#pragma once

#include <onnx/onnx_pb.h>

#include "models/graph.h"

namespace convoscope::models::onnx {

/// What `metadata_props` say of the classes (under the names that programs use for them), and what
/// Convoscope's own exports say beside the graph (write_onnx()).
void read_metadata(const ::onnx::ModelProto& model, ForeignFile& file);

}  // namespace convoscope::models::onnx
