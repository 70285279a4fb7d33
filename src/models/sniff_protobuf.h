#pragma once

#include <optional>
#include <string_view>

#include "models/sniff.h"

namespace convoscope::models {

/// Which of the protobuf messages that models come in this is, judged by the numbers and types of its
/// outermost fields; a file that is cut short is still known. Nothing when it is none of them. A protobuf
/// message has no signature, and the schemas may not be there.
std::optional<FileKind> protobuf_kind(std::string_view bytes);

}  // namespace convoscope::models
