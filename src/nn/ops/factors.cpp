#include "nn/ops/factors.h"

#include "nn/ops/checks.h"
#include "nn/texts.h"

namespace convoscope::nn::ops {

Shape shape_with_factors(const Layer& layer) {
    const int count = layer.node.channels;
    if (count != 1 && count != layer.below.channels && count != layer.below.size())
        refuse(layer.node, {texts.factor_count, count});
    return layer.below;
}

}  // namespace convoscope::nn::ops
