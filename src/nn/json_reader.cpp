#include "nn/json_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "base/error.h"

namespace convoscope::nn {
namespace {

constexpr int kMaximumDepth = 16;
constexpr std::size_t kMaximumQuote = 80;

/// Follows the parser to see what the parsed value no longer tells: keys that came twice, and depth.
class Watcher {
  public:
    explicit Watcher(const std::string& what) : what_(what) {}

    bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
        switch (event) {
            case Json::parse_event_t::object_start:
                keys_.emplace_back();
                [[fallthrough]];
            case Json::parse_event_t::array_start:
                if (depth > kMaximumDepth) throw Error(what_ + " is nested too deeply");
                break;
            case Json::parse_event_t::object_end:
                keys_.pop_back();
                break;
            case Json::parse_event_t::key:
                if (!keys_.back().insert(parsed.get<std::string>()).second)
                    throw Error(what_ + " has the key " + in_quotes(parsed.get<std::string>()) + " twice");
                break;
            default:
                break;
        }
        return true;
    }

  private:
    const std::string& what_;
    std::vector<std::set<std::string>> keys_;
};

}  // namespace

std::string in_quotes(std::string_view text) {
    std::string result(text.substr(0, kMaximumQuote));
    std::replace_if(
        result.begin(), result.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
    return "'" + result + (text.size() > kMaximumQuote ? "...'" : "'");
}

Json parse_json_object(std::string_view text, const std::string& what) {
    Watcher watcher(what);
    Json value;
    try {
        value = Json::parse(text, [&](int depth, Json::parse_event_t event, Json& parsed) {
            return watcher(depth, event, parsed);
        });
    } catch (const Json::parse_error& error) {
        throw Error(what + " is not valid JSON (at its byte " + std::to_string(error.byte) + ")");
    } catch (const Json::exception&) {  // a number beyond all range
        throw Error(what + " is not valid JSON");
    }
    as_object(value, what);
    return value;
}

const Json& member(const Json& object, const char* key, const std::string& what) {
    const auto found = object.find(key);
    if (found == object.end()) throw Error(what + " has no '" + key + "'");
    return *found;
}

void allow_only(const Json& object, std::initializer_list<const char*> keys, const std::string& what) {
    for (const auto& [key, value] : object.items())
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            throw Error(what + " has an unknown key " + in_quotes(key));
}

const std::string& as_string(const Json& value, const std::string& what) {
    if (!value.is_string()) throw Error(what + " is not a string");
    return value.get_ref<const std::string&>();
}

const Json& as_array(const Json& value, const std::string& what) {
    if (!value.is_array()) throw Error(what + " is not a list");
    return value;
}

const Json& as_object(const Json& value, const std::string& what) {
    if (!value.is_object()) throw Error(what + " is not a JSON object");
    return value;
}

std::uint64_t as_count(const Json& value, std::uint64_t most, const std::string& what) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most)
        throw Error(what + " is not a whole number of 0 to " + std::to_string(most));
    return value.get<std::uint64_t>();
}

float as_float(const Json& value, const std::string& what) {
    if (!value.is_number() ||
        !(std::abs(value.get<double>()) <= static_cast<double>(std::numeric_limits<float>::max())))
        throw Error(what + " is not a number of single precision");
    return value.get<float>();
}

}  // namespace convoscope::nn
