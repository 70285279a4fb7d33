#pragma once

#include <concepts>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/fields.h"
#include "base/number.h"
#include "base/texts.h"

/// Reads and writes what base/fields.h describes.
namespace convoscope::fields {

using Json = nlohmann::json;

/// A file's JSON; Json::is_discarded() where it is none, or nested deeper than anything of ours: values are
/// copied and written recursively, and the stack ends.
inline Json parse(std::string_view text) {
    constexpr int kDeepest = 32;
    bool too_deep = false;
    const auto watch = [&](int depth, Json::parse_event_t, const Json&) {
        too_deep = too_deep || depth > kDeepest;
        return !too_deep;
    };
    Json json = Json::parse(text, watch, false);
    return too_deep ? Json(Json::value_t::discarded) : json;
}

template <typename Value>
concept Described = requires {
    describe(static_cast<const Value*>(nullptr));
};
template <typename Value>
concept Choice = requires(Value value) {
    names_of(value);
};

template <Choice Value>
constexpr const char* name_of_choice(Value value) {
    for (const auto& entry : names_of(Value{}))
        if (entry.value == value) return entry.name;
    return "";
}
template <Choice Value>
constexpr std::optional<Value> choice_named(std::string_view name) {
    for (const auto& entry : names_of(Value{}))
        if (entry.name == name) return entry.value;
    return std::nullopt;
}

template <typename Value>
struct IsOptional : std::false_type {};
template <typename Value>
struct IsOptional<std::optional<Value>> : std::true_type {};
template <typename Value>
struct IsVector : std::false_type {};
template <typename Value>
struct IsVector<std::vector<Value>> : std::true_type {};
template <typename Value>
struct IsMap : std::false_type {};
template <typename Value>
struct IsMap<std::map<std::string, Value>> : std::true_type {};

/// An absent optional is null here and left out of an object.
template <typename Value>
Json to_json(const Value& value) {
    if constexpr (IsOptional<Value>::value) {
        return value ? to_json(*value) : Json();
    } else if constexpr (IsVector<Value>::value) {
        Json list = Json::array();
        for (const auto& item : value) list.push_back(to_json(item));
        return list;
    } else if constexpr (IsMap<Value>::value) {
        Json object = Json::object();
        for (const auto& [key, item] : value) object[key] = to_json(item);
        return object;
    } else if constexpr (Choice<Value>) {
        return name_of_choice(value);
    } else if constexpr (Described<Value>) {
        return described_to_json(value, describe(&value));
    } else {
        return value;
    }
}

template <typename Value, typename... Fields>
Json described_to_json(const Value& value, const Object<Fields...>& type) {
    Json object = Json::object();
    const auto write = [&](const auto& field) {
        Json written = to_json(std::invoke(field.member, value));
        if (!written.is_null()) object[field.name] = std::move(written);
    };
    std::apply([&](const auto&... field) { (write(field), ...); }, type.fields);
    return object;
}
template <typename Value, typename... Fields>
Json described_to_json(const Value& value, const List<Fields...>& type) {
    Json list = Json::array();
    std::apply(
        [&](const auto&... field) { (list.push_back(to_json(std::invoke(field.member, value))), ...); },
        type.fields);
    return list;
}

/// The names of a described type's fields, in their order.
template <Described Value>
std::vector<std::string> keys_of() {
    std::vector<std::string> keys;
    std::apply([&](const auto&... field) { (keys.emplace_back(field.name), ...); },
               describe(static_cast<const Value*>(nullptr)).fields);
    return keys;
}

/// Why a value could not be read: a Message about the field, to be put into an Error that names the file.
struct Refusal {
    Message why;
};

template <typename Value, typename Rule>
void read_value(const Json& json, const std::string& name, const Rule& rule, Value& target);

template <typename Value, typename... Fields>
void read_described(const Json& json, const std::string&, const Object<Fields...>& type, Value& target) {
    if (!json.is_object()) throw Refusal{Message(base::texts.not_an_object)};
    const auto read = [&](const auto& field) {
        if (json.contains(field.name))
            read_value(json[field.name], field.name, field.rule, std::invoke(field.member, target));
    };
    std::apply([&](const auto&... field) { (read(field), ...); }, type.fields);
}
template <typename Value, typename... Fields>
void read_described(const Json& json, const std::string& name, const List<Fields...>& type, Value& target) {
    if (!json.is_array() || json.size() != sizeof...(Fields)) {
        std::string all;
        for (const std::string& key : keys_of<Value>()) all += (all.empty() ? "" : ", ") + key;
        throw Refusal{Message(base::texts.must_be_list_of, name, "[" + all + "]")};
    }
    std::size_t at = 0;
    std::apply(
        [&](const auto&... field) {
            (read_value(json[at++], name, field.rule, std::invoke(field.member, target)), ...);
        },
        type.fields);
}

template <typename Value, typename Rule>
void read_number(const Json& json, const std::string& name, const Rule& rule, Value& target) {
    Between range{-1e9, 1e9};
    if constexpr (std::same_as<Rule, Between>) range = rule;
    const bool whole = std::is_floating_point_v<Value> || json.is_number_integer();
    if (!json.is_number() || !whole || !(json.get<double>() >= range.low && json.get<double>() <= range.high))
        throw Refusal{
            Message(base::texts.must_be_number, name, significant(range.low, 7), significant(range.high, 7))};
    target = json.get<Value>();
}

template <typename Value, typename Rule>
void read_value(const Json& json, const std::string& name, const Rule& rule, Value& target) {
    if constexpr (IsOptional<Value>::value) {
        if (json.is_null())
            target.reset();
        else
            read_value(json, name, rule, target.emplace());
    } else if constexpr (IsVector<Value>::value) {
        if (!json.is_array()) throw Refusal{Message(base::texts.must_be_list, name)};
        target.clear();
        for (const Json& item : json) read_value(item, name, rule, target.emplace_back());
    } else if constexpr (IsMap<Value>::value) {
        if (!json.is_object()) throw Refusal{Message(base::texts.not_an_object)};
        target.clear();
        for (const auto& [key, item] : json.items()) read_value(item, key, rule, target[key]);
    } else if constexpr (Choice<Value>) {
        const auto value =
            json.is_string() ? choice_named<Value>(json.get<std::string>()) : std::optional<Value>();
        if (!value) throw Refusal{Message(base::texts.unknown_value, name)};
        target = *value;
    } else if constexpr (Described<Value>) {
        read_described(json, name, describe(&target), target);
        if constexpr (requires { complaint_about(target); })
            if (const Text* complaint = complaint_about(target)) throw Refusal{Message(*complaint, name)};
    } else if constexpr (std::same_as<Value, bool>) {
        if (!json.is_boolean()) throw Refusal{Message(base::texts.must_be_boolean, name)};
        target = json.get<bool>();
    } else if constexpr (std::same_as<Value, std::string>) {
        if (!json.is_string()) throw Refusal{Message(base::texts.must_be_text, name)};
        target = json.get<std::string>();
    } else {
        read_number(json, name, rule, target);
    }
}

/// Reads what `json` says of `target`: keys that are absent leave it as it is, unknown ones are ignored.
/// @param complaint  a text with two placeholders: the file and why
/// @throws Error made of `complaint`, `origin` and the field that is wrong
template <Described Value>
void read(const Json& json, const std::string& origin, Value& target,
          const Text& complaint = base::texts.cannot_use_settings) {
    try {
        read_value(json, origin, Any{}, target);
    } catch (const Refusal& refusal) {
        throw Error(complaint, origin, refusal.why);
    }
}

}  // namespace convoscope::fields
