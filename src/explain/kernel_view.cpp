#include "explain/kernel_view.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "explain/input_field.h"
#include "explain/kernel_view_texts.h"
#include "nn/ops/operator.h"

namespace convoscope::explain {
namespace {

bool is_one_of(const nn::Operator* op, std::initializer_list<const nn::Operator*> some) {
    return std::ranges::find(some, op) != some.end();
}

/// Those that are left out: each unit passes on the one at its own place.
bool is_left_out(const nn::Node& node) {
    return is_one_of(node.op, {&nn::ops::lrn, &nn::ops::softmax, &nn::ops::prelu, &nn::ops::quantise});
}

bool is_product(const nn::Node& node) { return is_one_of(node.op, {&nn::ops::multiply, &nn::ops::divide}); }

nn::Node linear(const nn::Node& node) {
    nn::Node result = node;
    if (is_left_out(node)) {
        result = {};
        result.name = node.name;
        result.op = &nn::ops::bend;
        result.inputs = node.inputs;
    } else if (node.op == &nn::ops::max_pool) {
        result.op = &nn::ops::average_pool;
        result.counts_padding = false;
    }
    result.activation = nn::Activation::Identity;
    result.alpha = result.beta = 0;
    return result;
}

}  // namespace

nn::Model linear_model(const nn::Model& model) {
    nn::Architecture architecture = model.architecture;
    std::vector<nn::Parameters> parameters = model.parameters();
    for (std::size_t index = 0; index < parameters.size(); ++index) {
        const nn::Node& node = model.architecture.nodes[index];
        architecture.nodes[index] = linear(node);
        if (is_left_out(node)) parameters[index] = {};
    }
    architecture.resolve();
    return nn::Model(std::move(architecture), std::move(parameters));
}

LinearView::LinearView(const nn::Model& model, int node) {
    for (const int index : layers_below(model.architecture, node)) {
        const nn::Node& below = model.architecture.nodes[static_cast<std::size_t>(index)];
        if (is_product(below))
            throw Error(kernel_view_texts.product,
                        model.architecture.nodes[static_cast<std::size_t>(node)].name, below.name);
    }
    linear_ = std::make_unique<nn::Model>(linear_model(model));
    gradient_ = std::make_unique<UnitGradient>(*linear_, node);
    seed_.resize(gradient_->values().activations(node).size());
}

KernelView LinearView::of(const nn::Unit& unit) {
    const auto at = static_cast<std::size_t>(nn::index_of(linear_->architecture, unit));
    seed_[at] = 1;
    const std::span<const float> gradient = gradient_->backward(seed_);
    seed_[at] = 0;
    const nn::Field field = field_in_input(linear_->architecture, unit);
    return {field, cut_out(linear_->architecture.input.shape, gradient, field)};
}

}  // namespace convoscope::explain
