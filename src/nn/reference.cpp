#include "nn/reference.h"

#include "nn/ops/operator.h"

namespace convoscope::nn::reference {

Values<double> forward_op(const Node& node, const Shape& input, const Values<double>& x,
                          const Weights<double>& weights) {
    return node.op->reference_forward({node, input}, {&x}, weights);
}

OpGradients<double> backward_op(const Node& node, const Shape& input, const Values<double>& x,
                                const Weights<double>& weights, const Values<double>& dy) {
    return node.op->reference_backward({node, input}, {&x}, weights, dy);
}

Values<double> forward_op(const Node& node, const Inputs& inputs, const Weights<double>& weights) {
    return node.op->reference_forward({node, node.heard.at(0)}, inputs, weights);
}

OpGradients<double> backward_op(const Node& node, const Inputs& inputs, const Weights<double>& weights,
                                const Values<double>& dy) {
    return node.op->reference_backward({node, node.heard.at(0)}, inputs, weights, dy);
}

}  // namespace convoscope::nn::reference
