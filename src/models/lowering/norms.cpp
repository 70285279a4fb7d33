// BatchNormalization and LRN.

#include "models/lowering/step.h"
#include "nn/ops/operator.h"

namespace convoscope::models::lowering {
namespace {

/// The value as [1, C, H, W], whatever follows the maps.
Value as_maps(Step& step) {
    Value value = step.value(0);
    if (value.dims.size() < 2 || value.dims[0] != 1)
        step.refuse({texts.wrong_rank, value.dims.size(), "2 - 4"});
    const std::int64_t maps = value.dims[1];
    if (value.dims.size() == 2)
        value.dims = {1, maps};
    else if (value.dims.size() != 4)
        value.dims = {1, maps, 1, product(value.dims) / maps};
    return step.builder.laid_out(value, step.origin());
}

void batch_norm(Step& step) {
    const Dims dims = step.value(0).dims;
    if (step.number("training_mode", 0) != 0) step.refuse(texts.trains);
    const Value below = as_maps(step);
    const auto maps = static_cast<std::size_t>(dims[1]);
    nn::Parameters parameters{step.floats(1), step.floats(2), step.floats(3), step.floats(4)};
    for (const auto* numbers : {&parameters.weight, &parameters.bias, &parameters.mean, &parameters.variance})
        if (numbers->size() != maps)
            step.refuse({texts.wrong_weights, words_of({static_cast<std::int64_t>(numbers->size())}),
                         words_of(dims)});
    nn::Node node;
    node.op = &nn::ops::batch_norm;
    node.numbers[0] = step.real("epsilon", 1e-5f);
    step.give(step.add(std::move(node), below, std::move(parameters), dims));
}

void lrn(Step& step) {
    const Dims dims = step.value(0).dims;
    const Value below = as_maps(step);
    const std::int64_t size = step.number("size", 0);
    if (size < 1 || size > nn::kMaximumExtent) step.refuse({texts.wrong_attribute, "size"});
    nn::Node node;
    node.op = &nn::ops::lrn;
    node.channels = static_cast<int>(size);
    node.numbers = {step.real("alpha", 1e-4f), step.real("beta", 0.75f), step.real("bias", 1)};
    step.give(step.add(std::move(node), below, {}, dims));
}

}  // namespace

const std::map<std::string, Handler>& norm_handlers() {
    static const std::map<std::string, Handler> handlers{{"BatchNormalization", batch_norm}, {"LRN", lrn}};
    return handlers;
}

}  // namespace convoscope::models::lowering
