#include "nn/ops/unitwise.h"

namespace convoscope::nn::ops {

Cut between_maps(const Layer&) { return Cut::BetweenMaps; }

Shape same_shape(const Layer& layer) { return layer.below; }

std::int64_t one_a_unit(const Layer& layer) { return layer.node.output.size(); }

Field same_field(const Layer& layer, const Field& field, int) {
    Field result = field;
    result.node = layer.node.inputs[0];
    return result;
}

}  // namespace convoscope::nn::ops
