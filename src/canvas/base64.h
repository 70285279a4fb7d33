#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace convoscope::canvas {

/// RFC 4648 with padding.
std::string to_base64(std::string_view bytes);
/// Nothing when `text` is not that: a foreign character (line breaks too), a wrong length, bits left over in
/// the padding.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace convoscope::canvas
