#include "models/json_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "base/error.h"
#include "models/texts.h"

namespace convoscope::models {
namespace {

constexpr std::size_t kMaximumQuote = 80;

/// Follows the parser to see what the parsed value no longer tells: keys that came twice, and depth.
class Watcher {
  public:
    Watcher(const Message& what, int most) : what_(what), most_(most) {}

    bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
        switch (event) {
            case Json::parse_event_t::object_start:
                keys_.emplace_back();
                [[fallthrough]];
            case Json::parse_event_t::array_start:
                if (depth > most_) throw Error(texts.too_deep, what_);
                break;
            case Json::parse_event_t::object_end:
                keys_.pop_back();
                break;
            case Json::parse_event_t::key:
                if (!keys_.back().insert(parsed.get<std::string>()).second)
                    throw Error(texts.key_twice, what_, one_line(parsed.get<std::string>()));
                break;
            default:
                break;
        }
        return true;
    }

  private:
    const Message& what_;
    int most_;
    std::vector<std::set<std::string>> keys_;
};

}  // namespace

std::string one_line(std::string_view text) {
    std::string result(text.substr(0, kMaximumQuote));
    std::replace_if(
        result.begin(), result.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
    return text.size() > kMaximumQuote ? result + "..." : result;
}

Json parse_json_object(std::string_view text, const Message& what, int depth) {
    Watcher watcher(what, depth);
    Json value;
    try {
        value = Json::parse(text, [&](int level, Json::parse_event_t event, Json& parsed) {
            return watcher(level, event, parsed);
        });
    } catch (const Json::parse_error& error) {
        throw Error(texts.invalid_json_at, what, error.byte);
    } catch (const Json::exception&) {  // a number beyond all range
        throw Error(texts.invalid_json, what);
    }
    as_object(value, what);
    return value;
}

const Json& member(const Json& object, const char* key, const Message& what) {
    const auto found = object.find(key);
    if (found == object.end()) throw Error(texts.no_key, what, key);
    return *found;
}

void allow_only(const Json& object, const std::vector<std::string>& keys, const Message& what) {
    for (const auto& [key, value] : object.items())
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            throw Error(texts.unknown_key, what, one_line(key));
}

const std::string& as_string(const Json& value, const Message& what) {
    if (!value.is_string()) throw Error(texts.not_string, what);
    return value.get_ref<const std::string&>();
}

const Json& as_array(const Json& value, const Message& what) {
    if (!value.is_array()) throw Error(texts.not_list, what);
    return value;
}

const Json& as_object(const Json& value, const Message& what) {
    if (!value.is_object()) throw Error(texts.not_object, what);
    return value;
}

std::uint64_t as_count(const Json& value, std::uint64_t most, const Message& what) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
        throw Error(texts.not_count, what, most);
    return value.get<std::uint64_t>();
}

}  // namespace convoscope::models
