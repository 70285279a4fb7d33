#include "models/class_names.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "models/json_reader.h"

namespace convoscope::models {
namespace {

using Names = std::vector<std::string>;

constexpr std::size_t kMostBytes = 1 << 20;
constexpr std::size_t kLongest = 200;
constexpr const char* kBlanks = " \t\r\n";

bool is_name(const std::string& name) {
    const bool printable =
        std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (name.empty() || name.size() > kLongest || !printable) return false;
    try {
        return !Json(name).dump().empty();
    } catch (const Json::exception&) {
        return false;  // no UTF-8
    }
}

Names of_json(const Json& json) {
    Names names;
    if (json.is_array())
        for (const Json& name : json) names.push_back(name.is_string() ? name.get<std::string>() : "");
    if (!json.is_object()) return names;
    std::map<int, std::string> by_number;
    for (const auto& [key, name] : json.items()) {
        int number = 0;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
        if (error != std::errc() || end != key.data() + key.size() || !name.is_string()) return {};
        by_number[number] = name.get<std::string>();
    }
    for (auto& [number, name] : by_number) names.push_back(std::move(name));
    return names;
}

/// What stands in quotes, but for keys, before a colon.
Names quoted(std::string_view text) {
    Names names;
    for (std::size_t at = text.find_first_of("'\""); at != std::string_view::npos;
         at = text.find_first_of("'\"", at)) {
        const char quote = text[at++];
        std::string name;
        for (; at < text.size() && text[at] != quote; ++at) {
            if (text[at] == '\\' && at + 1 < text.size()) ++at;
            name += text[at];
        }
        if (at == text.size()) return {};  // it does not end
        const std::size_t next = text.find_first_not_of(kBlanks, ++at);
        if (next == std::string_view::npos || text[next] != ':') names.push_back(std::move(name));
    }
    return names;
}

Names listed(std::string_view text) {
    const char between = text.find('\n') != std::string_view::npos ? '\n' : ',';
    Names names;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(between), text.size());
        const std::string_view one = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t first = one.find_first_not_of(kBlanks);
        if (first != std::string_view::npos)
            names.emplace_back(one.substr(first, one.find_last_not_of(kBlanks) + 1 - first));
    }
    return names;
}

}  // namespace

std::vector<std::string> parse_class_names(std::string_view text) {
    if (text.size() > kMostBytes) return {};
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    const bool in_brackets = text[first] == '[' || text[first] == '{' || text[first] == '(';
    const Json json = Json::parse(text, nullptr, false);
    Names names = json.is_discarded() ? in_brackets ? quoted(text) : listed(text) : of_json(json);
    return std::ranges::all_of(names, is_name) ? names : Names();
}

}  // namespace convoscope::models
