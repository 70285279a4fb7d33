#pragma once

#include <google/protobuf/descriptor.h>

#include <string_view>

namespace convoscope::models::onnx {

/// Looks through the bytes of a message before they are parsed: an empty message has two bytes there and 250
/// in memory, so that a file of nothing else becomes more than a hundred times as large.
/// @param type  what it should be: a ModelProto, or a part of one that the schema does not know
/// @throws Error when they are no such message, are nested too deeply, or have too many parts for their size
void scan(std::string_view bytes, const google::protobuf::Descriptor* type);

}  // namespace convoscope::models::onnx
