#include "base/error.h"
#include "models/keras/activations.h"
#include "models/keras/layers.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {

/// kernel (in, out), bias (out): over the last axis, whatever stands before it.
Value dense(const LayerContext& context) {
    const bool with_bias = context.flag("use_bias", true);
    context.expect_weights(with_bias ? 2 : 1);
    const Value value = context.builder.in_keras_order(context.input());
    const Shape& kernel = context.weights[0].shape;
    if (value.rank() < 2) throw Error(texts.wrong_rank, context.words(), words_of(value.shape), 2);
    if (kernel.size() != 2 || !may_be_same(kernel[0], value.shape.back()))
        throw Error(texts.wrong_weights, context.words(), "kernel", words_of(kernel), words_of(value.shape));
    if (with_bias && context.weights[1].shape != Shape{kernel[1]})
        throw Error(texts.wrong_weights, context.words(), "bias", words_of(context.weights[1].shape),
                    words_of(value.shape));
    std::vector<std::string> inputs{value.name, context.weight(0, "kernel")};
    std::string name;
    if (value.rank() == 2) {
        if (with_bias) inputs.push_back(context.weight(1, "bias"));
        name = context.builder.node("Gemm", context.name, inputs);
    } else if (with_bias) {
        const std::string product = context.builder.node("MatMul", context.part("product"), inputs);
        name = context.builder.node("Add", context.name, {product, context.weight(1, "bias")});
    } else {
        name = context.builder.node("MatMul", context.name, inputs);
    }
    Shape shape = value.shape;
    shape.back() = kernel[1];
    return activated(context, {name, shape, false});
}

}  // namespace convoscope::models::keras
