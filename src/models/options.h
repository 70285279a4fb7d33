#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/fields.h"
#include "nn/architecture.h"

/// What a model's file says beside its graph: described once, in the file's words.
namespace convoscope::nn {

constexpr auto names_of(Activation) {
    return std::array{fields::named(Activation::Identity, "identity"),
                      fields::named(Activation::Relu, "relu"),
                      fields::named(Activation::Tanh, "tanh"),
                      fields::named(Activation::ScaledTanh, "scaled_tanh"),
                      fields::named(Activation::Sigmoid, "sigmoid"),
                      fields::named(Activation::Softmax, "softmax"),
                      fields::named(Activation::LeakyRelu, "leaky_relu"),
                      fields::named(Activation::Clip, "clip"),
                      fields::named(Activation::Elu, "elu"),
                      fields::named(Activation::Selu, "selu"),
                      fields::named(Activation::HardSigmoid, "hard_sigmoid"),
                      fields::named(Activation::HardSwish, "hard_swish"),
                      fields::named(Activation::Softplus, "softplus"),
                      fields::named(Activation::Softsign, "softsign"),
                      fields::named(Activation::Swish, "swish"),
                      fields::named(Activation::Gelu, "gelu"),
                      fields::named(Activation::Exp, "exp"),
                      fields::named(Activation::Log, "log"),
                      fields::named(Activation::Sqrt, "sqrt"),
                      fields::named(Activation::Abs, "abs"),
                      fields::named(Activation::Negative, "negative"),
                      fields::named(Activation::Reciprocal, "reciprocal"),
                      fields::named(Activation::Floor, "floor"),
                      fields::named(Activation::Ceil, "ceil"),
                      fields::named(Activation::Erf, "erf")};
}
constexpr auto names_of(Preprocessing) {
    return std::array{fields::named(Preprocessing::Mnist, "mnist"), fields::named(Preprocessing::Fit, "fit"),
                      fields::named(Preprocessing::Photo, "photo")};
}
constexpr auto names_of(Placement) {
    return std::array{fields::named(Placement::Pad, "pad"), fields::named(Placement::Resize, "resize")};
}
constexpr auto describe(const Shape*) {
    constexpr fields::Between extent{1, kMaximumExtent};
    return fields::list(fields::field("channels", &Shape::channels, extent),
                        fields::field("height", &Shape::height, extent),
                        fields::field("width", &Shape::width, extent));
}

}  // namespace convoscope::nn

namespace convoscope::models {

inline constexpr double kLargestFloat = std::numeric_limits<float>::max();

/// What the network is shown for empty paper and for full ink.
struct InputRange {
    float paper = 0;
    float ink = 1;
    bool operator==(const InputRange&) const = default;
};
constexpr auto describe(const InputRange*) {
    constexpr fields::Between any{-kLargestFloat, kLargestFloat};
    return fields::list(fields::field("paper", &InputRange::paper, any),
                        fields::field("ink", &InputRange::ink, any));
}

/// How a drawing is shown to a network (models/showing.h): nn::InputSpec without its shape.
struct Showing {
    InputRange range;
    nn::Preprocessing preprocessing = nn::Preprocessing::Mnist;
    nn::Placement placement = nn::Placement::Pad;
    bool transposed = false;
    std::vector<InputRange> channel_ranges = {};  ///< as nn::InputSpec has them
    float seen = 1;
    bool operator==(const Showing&) const = default;
};
constexpr auto describe(const Showing*) {
    return fields::object(
        fields::field("range", &Showing::range), fields::field("preprocessing", &Showing::preprocessing),
        fields::field("placement", &Showing::placement), fields::field("transposed", &Showing::transposed),
        fields::field("channel_ranges", &Showing::channel_ranges),
        fields::field("seen", &Showing::seen, fields::Between{0, 1}));
}

/// What a file says of the input, in one object.
struct InputOptions : Showing {
    nn::Shape shape;
};
/// Those of InputOptions that a file leaves out where they are as they are made.
inline constexpr std::array kOptionalInput{"placement", "transposed", "channel_ranges", "seen"};
constexpr auto describe(const InputOptions*) {
    const auto with_shape = [](const auto&... shown) {
        return fields::object(fields::field("shape", &InputOptions::shape), shown...);
    };
    return std::apply(with_shape, describe(static_cast<const Showing*>(nullptr)).fields);
}

struct Options {
    std::vector<std::string> classes;
    InputOptions input;
    float temperature = 1;
    float unsure_below = 0.5f;
};
constexpr auto describe(const Options*) {
    return fields::object(
        fields::field("classes", &Options::classes), fields::field("input", &Options::input),
        fields::field("temperature", &Options::temperature, fields::Between{1e-30, kLargestFloat}),
        fields::field("unsure_below", &Options::unsure_below, fields::Between{0, 1}));
}

}  // namespace convoscope::models
