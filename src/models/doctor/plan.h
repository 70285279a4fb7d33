#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/doctor/layers.h"
#include "models/graph.h"

/// A network as a chain of steps: what guesses are made of, before one is written as a Graph.
namespace convoscope::models::doctor {

/// Rows, columns.
using Pair = std::array<std::int64_t, 2>;

enum class NonLinearity { Relu, LeakyRelu, Elu, Tanh, Sigmoid, Softplus, PRelu, Relu6 };

struct ConvStep {
    const Layer* layer = nullptr;
    Pair stride{1, 1};
    Pair before{0, 0};  ///< padding with zeros: above and to the left
    Pair after{0, 0};   ///< below and to the right
    Pair dilation{1, 1};
};
struct LinearStep {
    const Layer* layer = nullptr;
};
struct NormaliseStep {
    const Normalisation* of = nullptr;
    double epsilon = 1e-5;
};
struct ActivateStep {
    NonLinearity how = NonLinearity::Relu;
    double alpha = 0;                    ///< of LeakyRelu and Elu
    const GraphTensor* slope = nullptr;  ///< of PRelu
};
struct PoolStep {
    bool is_max = true;
    Pair kernel{2, 2};
    Pair stride{2, 2};
    Pair padding{0, 0};
    bool ceil = false;           ///< a window that only begins inside counts too
    bool counts_padding = true;  ///< of an average
};
/// The mean, or the largest, of as many equal parts as are wanted.
struct AdaptivePoolStep {
    bool is_max = false;
    Pair size{1, 1};
};
struct FlattenStep {
    bool channels_last = false;  ///< pixel by pixel instead of map by map
};

struct Step;
using Steps = std::vector<Step>;

/// Branches that begin alike and are added up.
struct SumStep {
    std::vector<Steps> branches;
};

struct Step {
    std::variant<ConvStep, LinearStep, NormaliseStep, ActivateStep, PoolStep, AdaptivePoolStep, FlattenStep,
                 SumStep>
        what;
    std::string name;  ///< of the node
};

/// What flows: maps, or (flat) so many numbers in `channels`.
struct Extent {
    std::int64_t channels = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    bool flat = false;

    bool operator==(const Extent&) const = default;
};

/// Nothing when some step cannot follow the one before.
std::optional<Extent> extent_after(const Steps& steps, Extent extent);

/// The chain as ONNX's operators, opset 13: [-1, channels, rows, columns] goes in by the name "input", the
/// last step's numbers come out by the name "output".
Graph write_graph(const Steps& steps, const Extent& input);

}  // namespace convoscope::models::doctor
