// Spoilt descriptions and containers: a network or one line, never a crash.
#include <gtest/gtest.h>

#include <random>

#include "base/error.h"
#include "models/keras_networks.h"
#include "support/mutate.h"

namespace convoscope::models::keras {
namespace {

using nlohmann::json;
using test::hears;
using test::layer;
using test::pattern;

/// A bit of everything.
json description() {
    json lambda = hears(layer("TFOpLambda", "op", {{"function", "math.truediv"}}), {});
    lambda["inbound_nodes"] = {{"in", 0, 0, {{"y", 255.0}}}};
    const json inner = hears(
        test::sequential({test::input({nullptr, 8, 8, 2}, "i"), layer("ReLU", "r", {{"max_value", 6.0}}),
                          layer("SeparableConv2D", "s", {{"padding", "same"}, {"use_bias", false}})},
                         "inner"),
        {"b"});
    return test::functional(
        {hears(test::input({nullptr, 8, 8, 1}, "in"), {}), lambda,
         hears(layer("ZeroPadding2D", "z", {{"padding", {{1, 1}, {1, 1}}}}), {"op"}),
         hears(layer("Conv2D", "c", {{"strides", {1, 1}}, {"activation", "gelu"}}), {"z"}),
         hears(layer("BatchNormalization", "b", {{"axis", {3}}}), {"c"}), inner,
         hears(layer("Concatenate", "cat", {{"axis", -1}}), {"inner", "b"}),
         hears(layer("AveragePooling2D", "p", {{"pool_size", {2, 2}}, {"padding", "same"}}), {"cat"}),
         hears(layer("Reshape", "re", {{"target_shape", {16, -1}}}), {"p"}),
         hears(layer("Flatten", "f"), {"re"}), hears(layer("Dropout", "drop", {{"rate", 0.5}}), {"f"}),
         hears(layer("Dense", "d", {{"activation", "softmax"}}), {"drop"})},
        "in", "d");
}

test::NamedArrays weights() {
    return {{"c/kernel:0", pattern({3, 3, 1, 2}, 1)},
            {"c/bias:0", pattern({2}, 2)},
            {"b/gamma:0", pattern({2}, 1)},
            {"b/beta:0", pattern({2}, 2)},
            {"b/moving_mean:0", pattern({2}, 3)},
            {"b/moving_variance:0", test::positive({2}, 4)},
            {"inner/s/depthwise_kernel:0", pattern({3, 3, 2, 1}, 3)},
            {"inner/s/pointwise_kernel:0", pattern({1, 1, 2, 2}, 4)},
            {"d/kernel:0", pattern({64, 10}, 5)},
            {"d/bias:0", pattern({10}, 6)}};
}

/// @return whether it was read
bool read_or_refuse(const std::string& plain) {
    try {
        read_keras_h5({"a.h5", "", {}}, [&](std::string_view) { return plain; });
        return true;
    } catch (const Error& error) {
        EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
        EXPECT_LT(std::string(error.what()).size(), 600u);
        return false;
    }
}

TEST(KerasFuzz, TheNetworkItselfIsRead) {
    const Graph graph = test::graph_of(test::read_h5(description(), "2.9.0", weights()));
    EXPECT_EQ(test::GraphInterpreter(graph)({pattern({1, 8, 8, 1}, 1)}).shape, (test::Extents{1, 10}));
}

TEST(KerasFuzz, ASpoiltContainerIsANetworkOrALine) {
    const std::string plain = test::h5_container(description(), "2.9.0", weights());
    std::mt19937 random(11);
    int read = 0;
    constexpr int rounds = 3000;
    for (int round = 0; round < rounds; ++round) read += read_or_refuse(test::mutate(plain, random));
    EXPECT_GT(read, 20);
    EXPECT_LT(read, rounds - 1000);
}

/// One value of the JSON put in the place of another, doubled, taken out, or made a strange one.
void spoil(json& value, std::mt19937& random) {
    std::vector<json::json_pointer> places;
    const json flat = value.flatten();
    for (const auto& [place, ignored] : flat.items()) {
        json::json_pointer at(place);
        for (; !at.empty(); at.pop_back()) places.push_back(at);
    }
    if (places.empty()) return;
    const json::json_pointer at = places[random() % places.size()];
    static const json strange[] = {nullptr,
                                   -1,
                                   0,
                                   1,
                                   1e300,
                                   4294967296,
                                   "",
                                   "relu",
                                   true,
                                   json::array(),
                                   json::object(),
                                   -9223372036854775807,
                                   json::array({1, 2}),
                                   json::array({json::array({-1})})};
    if (!value.contains(at)) return;
    switch (random() % 3) {
        case 0:
            value[at] = strange[random() % std::size(strange)];
            break;
        case 1:
            value[at] = json(value[places[random() % places.size()]]);
            break;
        default:
            if (value[at.parent_pointer()].is_object())
                value[at.parent_pointer()].erase(at.back());
            else if (value[at.parent_pointer()].is_array())
                value[at.parent_pointer()].erase(std::stoul(at.back()));
    }
}

TEST(KerasFuzz, ASpoiltDescriptionIsANetworkOrALine) {
    std::mt19937 random(12);
    int read = 0;
    constexpr int rounds = 3000;
    const json whole = description();
    for (int round = 0; round < rounds; ++round) {
        json spoilt = whole;
        for (std::size_t count = 1 + random() % 2; count > 0; --count) spoil(spoilt, random);
        read += read_or_refuse(test::h5_container(spoilt, round % 2 ? "2.9.0" : "3.9.0", weights()));
    }
    EXPECT_GT(read, 100);
    EXPECT_LT(read, rounds - 1000);
}

TEST(KerasFuzz, ASpoiltModelOfTensorflowJsIsANetworkOrALine) {
    json entries = json::array();
    std::string bytes;
    for (const auto& [name, array] : weights()) {
        entries.push_back(
            {{"name", name.substr(0, name.size() - 2)}, {"shape", array.shape}, {"dtype", "float32"}});
        bytes += test::floats(array);
    }
    const json whole{{"modelTopology", {{"model_config", description()}}},
                     {"weightsManifest", json::array({{{"paths", {"w.bin"}}, {"weights", entries}}})}};
    std::mt19937 random(13);
    int read = 0;
    for (int round = 0; round < 2000; ++round) {
        json spoilt = whole;
        spoil(spoilt, random);
        const std::string text = round % 2 ? spoilt.dump() : test::mutate(whole.dump(), random);
        try {
            read_tfjs({"model.json", text, [&](const std::string&, std::size_t limit) {
                           if (bytes.size() > limit) throw Error(Message::verbatim("too large"));
                           return bytes;
                       }});
            ++read;
        } catch (const Error& error) {
            EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
        }
    }
    EXPECT_GT(read, 50);
}

}  // namespace
}  // namespace convoscope::models::keras
