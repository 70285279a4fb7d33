#pragma once

#include "nn/ops/operator.h"

/// What layers share whose every unit hears the one at its own place, or, in between_maps()'s case, its own
/// map alone.
namespace convoscope::nn::ops {

Cut between_maps(const Layer& layer);
Shape same_shape(const Layer& layer);
std::int64_t one_a_unit(const Layer& layer);
Field same_field(const Layer& layer, const Field& field, int which);

}  // namespace convoscope::nn::ops
