#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"

/// Reading JSON that a stranger wrote, on top of nlohmann-json: every function throws an Error that names
/// what was wrong, in words. Internal to src/models: no header that others include may include this.
namespace convoscope::models {

using Json = nlohmann::json;

/// `text` made fit for one line of an error: control characters replaced, long text cut.
std::string one_line(std::string_view text);

/// Parses an object. @param what  how errors call it: "the header"
/// @throws Error when it is no JSON, no object, nested more than `depth` deep, or has a key twice in one
/// object.
Json parse_json_object(std::string_view text, const Message& what, int depth = 16);

/// The value under `key`. @throws Error when there is none.
const Json& member(const Json& object, const char* key, const Message& what);
/// @throws Error when `object` has a key that is not among `keys`.
void allow_only(const Json& object, const std::vector<std::string>& keys, const Message& what);

/// The value as a certain type. `what` names it in the error: "'stride' of layer 'conv1'" (nn/texts.h).
const std::string& as_string(const Json& value, const Message& what);
const Json& as_array(const Json& value, const Message& what);
const Json& as_object(const Json& value, const Message& what);
/// An integer of 0 .. `most`.
std::uint64_t as_count(const Json& value, std::uint64_t most, const Message& what);

}  // namespace convoscope::models
