#pragma once

#include <charconv>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

namespace convoscope::cli {

/// Keeps keys in the order in which they were added.
using Json = nlohmann::ordered_json;

/// One line; bytes that are no UTF-8 (in a file's name) are replaced.
inline std::string to_text(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The double that prints as the float does: 0.1 and not 0.10000000149011612.
inline double readable(float value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text - 1, value).ptr;
    *end = '\0';
    return std::strtod(text, nullptr);
}

}  // namespace convoscope::cli
