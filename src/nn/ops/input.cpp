#include <cassert>

#include "nn/ops/operator.h"
#include "nn/ops/texts.h"
#include "nn/texts.h"

namespace convoscope::nn::ops {
namespace {

// The input hears nothing and computes nothing: only its name and its words are asked for.

Shape output_shape(const Layer& layer) {
    assert(false);
    return layer.node.output;
}

std::int64_t multiply_adds(const Layer&) { return 0; }
void forward(const Layer&, const ForwardCall&) { assert(false); }
void backward(const Layer&, const BackwardCall&) { assert(false); }

reference::Values<double> reference_forward(const Layer&, const reference::Inputs& inputs,
                                            const reference::Weights<double>&) {
    return *inputs[0];
}

reference::OpGradients<double> reference_backward(const Layer&, const reference::Inputs&,
                                                  const reference::Weights<double>&,
                                                  const reference::Values<double>& output_gradient) {
    return {output_gradient, {}};
}

void incoming(const Layer&, const Parameters&, const Unit&, std::vector<Connection>&) {}
void outgoing(const Layer&, const Parameters&, int, const Unit&, std::vector<OutgoingConnection>&) {}
Field field_below(const Layer&, const Field& field, int) { return field; }
void calculate(const Layer&, const UnitInReading&, Calculation&) {}

}  // namespace

extern const Operator input{
    .name = "input",
    .words = words.input,
    .attributes = {},
    .edges = EdgeMeaning::None,
    .keeps_sign = false,
    .map_by_map = false,
    .output_shape = output_shape,
    .weight_shape = nullptr,
    .multiply_adds = multiply_adds,
    .forward_scratch = nullptr,
    .backward_scratch = nullptr,
    .forward = forward,
    .backward = backward,
    .reference_forward = reference_forward,
    .reference_backward = reference_backward,
    .incoming = incoming,
    .outgoing = outgoing,
    .field_below = field_below,
    .calculate = calculate,
};

}  // namespace convoscope::nn::ops
