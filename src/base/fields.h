#pragma once

#include <tuple>

/// One description of a plain value reads, writes and checks it. A type is described by a function beside it:
///
///     struct Camera { float distance = 1; bool on = true; };
///     constexpr auto describe(const Camera*) {
///         return fields::object(fields::field("distance", &Camera::distance, fields::Between{1, 1e6}),
///                               fields::field("on", &Camera::on));
///     }
///
/// and a named choice by the names of its values:
///
///     constexpr auto names_of(Theme) {
///         return std::array{fields::named(Theme::Dark, "dark"), fields::named(Theme::Light, "light")};
///     }
///
/// What the fields cannot say one by one is said by a function beside the description, which gives the
/// complaint ({0}: the name of the field that holds the value), or nothing:
///
///     const Text* complaint_about(const Range& range);
///
/// base/fields_json.h reads and writes such types. Defaults are those of the struct; == is its own `=
/// default`. A field may be bool, a number, a string, a named choice, a described type, or an optional,
/// vector or string-keyed map of one of these.
namespace convoscope::fields {

/// No rule but that of the type.
struct Any {};
/// A number's range, both ends belong to it.
struct Between {
    double low;
    double high;
};

/// @tparam Member  a pointer to a member, or a function of the owner that returns a reference to what is
/// described
template <typename Member, typename Rule>
struct Field {
    const char* name;  ///< in files
    Member member;
    Rule rule;
};

template <typename Member, typename Rule = Any>
constexpr Field<Member, Rule> field(const char* name, Member member, Rule rule = {}) {
    return {name, member, rule};
}

/// A type that is written as a JSON object, and one that is written as a list of its fields' values.
template <typename... Fields>
struct Object {
    std::tuple<Fields...> fields;
};
template <typename... Fields>
struct List {
    std::tuple<Fields...> fields;
};
template <typename... Fields>
constexpr Object<Fields...> object(Fields... fields) {
    return {std::tuple(fields...)};
}
template <typename... Fields>
constexpr List<Fields...> list(Fields... fields) {
    return {std::tuple(fields...)};
}

template <typename Value>
struct Named {
    Value value;
    const char* name;
};
template <typename Value>
constexpr Named<Value> named(Value value, const char* name) {
    return {value, name};
}

}  // namespace convoscope::fields
