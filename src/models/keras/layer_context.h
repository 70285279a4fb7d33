#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "models/keras/builder.h"
#include "models/keras/config.h"
#include "models/keras/weights.h"

namespace convoscope::models::keras {

/// A layer in one of its calls: all that the function of its class needs to write its operations.
struct LayerContext {
    Builder& builder;
    const Layer& layer;
    std::string name;  ///< in the graph: "conv2d"; "outer.conv2d" in a network called outer
    std::vector<std::variant<Value, double>> operands;
    std::vector<Weight> weights;
    int keras = 3;  ///< Keras's major version

    Message words() const { return words_of(layer); }

    /// The only input. @throws Error when there is another number
    const Value& input() const;
    /// The only one, with so many dimensions.
    const Value& input(std::size_t rank) const;
    /// @throws Error unless there are so many weights in the file
    void expect_weights(std::size_t count) const;
    /// A weight as a constant, changed on the way by `change`.
    /// @param role  "kernel"
    std::string weight(std::size_t index, const std::string& role,
                       const std::function<GraphTensor(GraphTensor)>& change = {}) const;
    /// A constant made of the layer's settings or weights, which all its calls share.
    /// @param as_held  it is made for values held in that order: those of another have one of their own
    std::string shared(const std::string& role, const Value& as_held,
                       const std::function<GraphTensor()>& make) const;
    /// A small one of this call's.
    std::string constant(const std::string& role, GraphTensor tensor) const;
    std::string part(const std::string& role) const { return name + "." + role; }

    // Settings, as Keras writes them. @throws Error when one is of another kind
    bool has(const char* key) const;
    double number(const char* key, double otherwise) const;
    std::int64_t whole(const char* key, std::int64_t otherwise) const;
    bool flag(const char* key, bool otherwise) const;
    std::string word(const char* key, const std::string& otherwise) const;
    /// Height and width: one number, or two.
    std::array<std::int64_t, 2> pair(const char* key, std::array<std::int64_t, 2> otherwise) const;
    /// An axis from 0 on. @param rank  of what it is an axis of
    std::int64_t axis(const Json& value, std::size_t rank) const;

    [[noreturn]] void refuse_setting(const char* key) const;  ///< it is not what Keras writes there
};

/// The number in a setting, also where it is wrapped as NumPy's. None: it is none.
std::optional<double> number_in(const Json& value);

/// A picture that a layer hears, with its extents, however channels stand in Keras.
struct Picture {
    Value value;          ///< (N, C, H, W)
    bool channels_first;  ///< in Keras, too
    std::int64_t channels;
    std::array<std::int64_t, 2> extent;  ///< height, width; -1: any

    /// Another of the same kind. @param name  of the value
    Value with(const std::string& name, std::int64_t channels_now,
               const std::array<std::int64_t, 2>& extent_now) const;
};
Picture picture_of(const LayerContext& context);

/// Windows that move over a picture: those of convolutions and pools.
struct Windows {
    std::array<std::int64_t, 2> size;
    std::array<std::int64_t, 2> strides;
    std::array<std::int64_t, 2> dilations{1, 1};
    bool same;  ///< padded, so that a stride of 1 keeps the extent

    /// @throws Error when the picture is too small
    std::array<std::int64_t, 2> extent_after(const LayerContext& context, const Picture& picture) const;
    std::map<std::string, Attribute> attributes(bool with_dilations) const;
};

/// The layer's function of its class.
using LayerFunction = Value (*)(const LayerContext&);

}  // namespace convoscope::models::keras
