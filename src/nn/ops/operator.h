#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "nn/architecture.h"
#include "nn/calculation.h"
#include "nn/connections.h"
#include "nn/kernels/table.h"
#include "nn/model.h"
#include "nn/receptive_field.h"
#include "nn/reference.h"

/// What a layer does with the layers that it hears, before its non-linearity. An operator is a record of
/// functions: one file in this folder and one line in ops/texts.h. Nothing else asks which one it is.
namespace convoscope::nn {

/// Which of a Node's settings an operator has; files have these alone, the others stay as they are made.
struct Attributes {
    bool channels = false;
    bool window = false;  ///< kernel, stride, dilation and padding
    bool margin = false;  ///< padding alone
    bool connections = false;
    bool groups = false;
    bool statistics = false;  ///< mean and variance among its parameters
    int numbers = 0;          ///< how many of Node::numbers are its
};

/// One layer, as its functions see it: resolved, and the shape of the first layer that it hears (those of
/// all: Node::heard).
struct Layer {
    const Node& node;
    const Shape& below;
};

/// Where a pass over a layer may be cut into blocks that are computed apart.
enum class Cut { Nowhere, BetweenMaps, BetweenMapsAndPlaces };

struct ForwardCall {
    const kernels::Kernels& kernels;
    const kernels::Block& block;           ///< what is to be computed: all, unless the operator can be cut
    const float* input;                    ///< activations of the first layer that it hears
    std::span<const float* const> inputs;  ///< of all
    const Parameters& parameters;
    const PackedParameters& packed;
    float* scratch;  ///< aligned to 64 bytes
    float* output;   ///< pre-activations of the whole layer, of which the block is to be written
};

struct BackwardCall {
    const kernels::Kernels& kernels;
    const float* input;                    ///< activations of the first layer that it hears
    std::span<const float* const> inputs;  ///< of all
    const Parameters& values;              ///< its parameters
    const float* output_gradient;          ///< d(loss)/d(pre-activations)
    float* scratch;
    /// Which of `inputs` `input_gradient` is of. An operator of several is called once for each that is
    /// wanted, and adds its parameters' gradients when it is 0.
    int which;
    Parameters* parameters;  ///< their gradients, to be added to; null: not wanted
    float* input_gradient;   ///< d(loss)/d(that input), to be written; null: not wanted
};

/// One unit in one reading.
struct UnitInReading {
    Unit unit;
    const Parameters& parameters;
    std::span<const float> values;                       ///< activations of the first layer that it hears
    std::span<const std::span<const float>> all_values;  ///< of all
};

/// All members are set; where one may be null, it says so.
struct Operator {
    const char* name;  ///< in files: "conv"
    Text words;        ///< "convolution"
    Text aim{"", ""};  ///< ops/aim_texts.h: of those that have a sentence of their own
    Attributes attributes;
    EdgeMeaning edges;
    /// Its units are negative only where those that they hear are.
    bool keeps_sign;
    /// Each of its maps hears one map, its own, so that the layers stand alike.
    bool map_by_map;

    /// How many layers it hears.
    int least_inputs = 1;
    int most_inputs = 1;
    /// Checks the node's settings and gives its output's shape. Node::output is not set yet.
    /// @throws Error naming the node and what is wrong
    Shape (*output_shape)(const Layer&);
    /// {out, ...}; its bias has `out` values. Null: it has no parameters.
    std::vector<int> (*weight_shape)(const Layer&);
    /// Whether it is computed from packed weights. Else from those that are there anyway (PackedParameters is
    /// then empty): of the largest layers no second copy is held. Null: no.
    bool (*reads_packed)(const Layer&) = nullptr;
    /// Work of one forward pass: products, or, for pools, values looked at.
    std::int64_t (*multiply_adds)(const Layer&);

    /// Floats of scratch that a pass needs. Null: none.
    std::size_t (*forward_scratch)(const kernels::Kernels&, const Layer&);
    std::size_t (*backward_scratch)(const kernels::Kernels&, const Layer&);
    /// At places that are multiples of kernels::kProductStep. Null: nowhere.
    Cut (*cut)(const Layer&) = nullptr;
    /// Neither allocates anything.
    void (*forward)(const Layer&, const ForwardCall&);
    void (*backward)(const Layer&, const BackwardCall&);
    /// The same as its formula says, in double precision.
    reference::Values<double> (*reference_forward)(const Layer&, const reference::Inputs& inputs,
                                                   const reference::Weights<double>& weights);
    reference::OpGradients<double> (*reference_backward)(const Layer&, const reference::Inputs& inputs,
                                                         const reference::Weights<double>& weights,
                                                         const reference::Values<double>& output_gradient);

    /// Adds what `unit` hears, in storage order of the layers below.
    void (*incoming)(const Layer&, const Parameters&, const Unit& unit, std::vector<Connection>&);
    /// Adds who of layer `index`, which is this one, hears `unit` of a layer below, in storage order.
    void (*outgoing)(const Layer&, const Parameters&, int index, const Unit& unit,
                     std::vector<OutgoingConnection>&);
    /// The units of the layer below number `which` that those of `field` hear; without rows where they hear
    /// none of it.
    Field (*field_below)(const Layer&, const Field& field, int which);
    /// Fills in the parts of a unit's calculation that are the operator's.
    void (*calculate)(const Layer&, const UnitInReading&, Calculation&);

    bool has_parameters() const { return weight_shape != nullptr; }
    /// Whether each of its units sums up what it hears, times weights of its own.
    bool is_weighted() const { return edges == EdgeMeaning::Weighted; }
};

/// All there are, the input first.
std::span<const Operator* const> operators();
/// The one that files call so.
const Operator* operator_named(std::string_view name);

/// The layer that node `index` is; not for the input.
Layer layer_at(const Architecture& architecture, int index);

/// Those that networks in C++ are made of.
namespace ops {
extern const Operator input;
extern const Operator conv;
extern const Operator max_pool;
extern const Operator average_pool;
extern const Operator linear;
extern const Operator batch_norm;
extern const Operator scale;
extern const Operator lrn;
extern const Operator softmax;
extern const Operator prelu;
extern const Operator quantise;
extern const Operator add;
extern const Operator subtract;
extern const Operator multiply;
extern const Operator divide;
extern const Operator concat;
extern const Operator reorder;
extern const Operator pad;
extern const Operator bend;
}  // namespace ops

}  // namespace convoscope::nn
