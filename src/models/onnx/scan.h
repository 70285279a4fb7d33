#pragma once

#include <string_view>

namespace convoscope::models::onnx {

/// Looks through the bytes of a ModelProto before they are parsed: an empty message has two bytes there and
/// 250 in memory, so that a file of nothing else becomes more than a hundred times as large.
/// @throws Error when they are no ModelProto, are nested too deeply, or have too many parts for their size
void scan(std::string_view bytes);

}  // namespace convoscope::models::onnx
