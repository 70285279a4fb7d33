#include <gtest/gtest.h>

#include "base/fields_json.h"

namespace convoscope {

enum class Fruit { Apple, Pear };
constexpr auto names_of(Fruit) {
    return std::array{fields::named(Fruit::Apple, "apple"), fields::named(Fruit::Pear, "pear")};
}
struct Span {
    float low = 0;
    float high = 1;
    bool operator==(const Span&) const = default;
};
constexpr auto describe(const Span*) {
    return fields::list(fields::field("low", &Span::low), fields::field("high", &Span::high));
}
struct Basket {
    float weight = 2;
    int count = 3;
    bool open = true;
    std::string owner;
    Fruit fruit = Fruit::Apple;
    std::optional<Span> span;
    std::vector<std::string> labels;
    std::map<std::string, Fruit> others;
    bool operator==(const Basket&) const = default;
};
constexpr auto describe(const Basket*) {
    return fields::object(fields::field("weight", &Basket::weight, fields::Between{0, 10}),
                          fields::field("count", &Basket::count), fields::field("open", &Basket::open),
                          fields::field("owner", &Basket::owner), fields::field("fruit", &Basket::fruit),
                          fields::field("span", &Basket::span), fields::field("labels", &Basket::labels),
                          fields::field("others", &Basket::others));
}

namespace {

TEST(Fields, WhatIsWrittenIsReadBack) {
    const Basket full{.weight = 1.5f,
                      .count = -4,
                      .open = false,
                      .owner = "会",
                      .fruit = Fruit::Pear,
                      .span = Span{-1, 4},
                      .labels = {"a", "b"},
                      .others = {{"x", Fruit::Pear}}};
    Basket read;
    fields::read(fields::to_json(full), "file", read);
    EXPECT_EQ(read, full);
}

TEST(Fields, AbsentKeysKeepTheirDefaultsAndUnknownOnesAreIgnored) {
    Basket read;
    fields::read(fields::Json::parse(R"({"count": 7, "colour": "red"})"), "file", read);
    Basket wanted;
    wanted.count = 7;
    EXPECT_EQ(read, wanted);
}

TEST(Fields, AnAbsentOptionalIsLeftOut) { EXPECT_FALSE(fields::to_json(Basket{}).contains("span")); }

/// @return what is said of a basket that is written wrongly
std::string complaint_of(const char* json) {
    Basket basket;
    try {
        fields::read(fields::Json::parse(json), "my.json", basket);
    } catch (const Error& error) {
        return error.what();
    }
    return "no complaint";
}

TEST(Fields, EachMistakeNamesTheFileTheFieldAndWhatItMayBe) {
    EXPECT_EQ(complaint_of(R"({"weight": 11})"),
              "cannot use 'my.json': 'weight' must be a number from 0 to 10");
    EXPECT_EQ(complaint_of(R"({"count": 1.5})"),
              "cannot use 'my.json': 'count' must be a number from -1e+09 to 1e+09");
    EXPECT_EQ(complaint_of(R"({"open": 1})"), "cannot use 'my.json': 'open' must be true or false");
    EXPECT_EQ(complaint_of(R"({"owner": 1})"), "cannot use 'my.json': 'owner' must be text");
    EXPECT_EQ(complaint_of(R"({"fruit": "plum"})"),
              "cannot use 'my.json': 'fruit' has a value that this version does not know");
    EXPECT_EQ(complaint_of(R"({"span": [1]})"), "cannot use 'my.json': 'span' must be a list [low, high]");
    EXPECT_EQ(complaint_of(R"({"labels": [1]})"), "cannot use 'my.json': 'labels' must be text");
    EXPECT_EQ(complaint_of("[]"), "cannot use 'my.json': it is not a JSON object");
}

}  // namespace
}  // namespace convoscope
