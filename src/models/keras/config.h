#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/json_reader.h"

/// A network as Keras's JSON describes it, of every version since 2.0, brought into one form. Internal to
/// src/models.
namespace convoscope::models::keras {

/// What a layer gives in one of its calls.
struct Source {
    std::size_t layer = 0;  ///< in Network::layers
    std::size_t call = 0;
    std::size_t output = 0;
};

/// What a layer is called with: what others give, or numbers that stand in the code ("x / 255").
using Argument = std::variant<Source, double>;
using Call = std::vector<Argument>;

struct Layer;

/// A Sequential is a functional one whose layers stand in a row.
struct Network {
    std::string name;
    std::vector<Layer> layers;  ///< in the file's order
    std::vector<Source> inputs;
    std::vector<Source> outputs;
};

struct Layer {
    std::string name;
    std::string class_name;      ///< "Conv2D"
    bool is_custom = false;      ///< registered by somebody else
    Json config;                 ///< an object
    std::vector<Call> calls;     ///< none: an input, called by itself
    std::vector<Network> inner;  ///< one: it is a network itself

    bool is_network() const { return !inner.empty(); }
    bool is_input() const { return class_name == "InputLayer"; }
};

inline constexpr std::size_t kMostLayers = 5000;
inline constexpr int kMostNested = 8;
/// How deep the JSON of a network may be nested.
inline constexpr int kMostJson = 128;

/// @param description  {"class_name": "Sequential", "config": {...}}
/// @throws Error when it is not what Keras writes
Network parse_network(const Json& description);

/// "layer 'conv2d' (Conv2D)"
Message words_of(const Layer& layer);

/// Dimensions: null is -1. None: it is no list of them.
std::optional<std::vector<std::int64_t>> shape_of(const Json& value);

}  // namespace convoscope::models::keras
