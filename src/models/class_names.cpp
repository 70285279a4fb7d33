#include "models/class_names.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <span>
#include <utility>

#include "base/words.h"
#include "models/json_reader.h"
#include "models/utf8.h"

namespace convoscope::models {
namespace {

using Names = std::vector<std::string>;

constexpr std::size_t kMostBytes = 1 << 20;
constexpr std::size_t kLongest = 200;
constexpr const char* kBlanks = " \t\r\n";

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

/// Where the first of `separators` is in `text`, and how many bytes it has; the text's end where there is
/// none.
std::pair<std::size_t, std::size_t> first_of(std::string_view text,
                                             std::span<const std::string_view> separators) {
    std::pair<std::size_t, std::size_t> first{text.size(), 0};
    for (const std::string_view separator : separators)
        if (const std::size_t at = text.find(separator); at < first.first) first = {at, separator.size()};
    return first;
}

Names listed(std::string_view text) {
    static constexpr std::string_view kLines[] = {"\n"};
    static constexpr std::string_view kCommas[] = {",", "\uff0c", "\u3001"};
    const bool has_lines = text.find('\n') != std::string_view::npos;
    const std::span<const std::string_view> separators =
        has_lines ? std::span<const std::string_view>(kLines) : kCommas;
    Names names;
    while (!text.empty()) {
        const auto [end, size] = first_of(text, separators);
        const std::string_view one = text.substr(0, end);
        text.remove_prefix(end + size);
        const std::size_t first = one.find_first_not_of(kBlanks);
        if (first != std::string_view::npos)
            names.emplace_back(one.substr(first, one.find_last_not_of(kBlanks) + 1 - first));
    }
    return names;
}

}  // namespace

bool is_class_name(std::string_view name) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return !name.empty() && name.size() <= kLongest && std::ranges::none_of(name, is_control) &&
           is_utf8(name);
}

std::vector<std::string> split_class_names(std::string_view text) {
    if (text.size() > kMostBytes) return {};
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    const bool in_brackets = text[first] == '[' || text[first] == '{' || text[first] == '(';
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_discarded()) return of_json(json);
    return in_brackets ? quoted(text) : listed(text);
}

std::vector<std::string> parse_class_names(std::string_view text) {
    Names names = split_class_names(text);
    return std::ranges::all_of(names, is_class_name) ? names : Names();
}

std::string class_names_text(const std::vector<std::string>& names) {
    std::string text = joined(names);
    if (split_class_names(text) == names) return text;
    return Json(names).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace convoscope::models
