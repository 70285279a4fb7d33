#pragma once

#include <cstdint>

#include "nn/model.h"

namespace convoscope::nn {

/// Draws the weights of every layer uniformly from [-limit, limit), biases 0; the same seed gives the same
/// weights everywhere (nn/random.h; nodes in order, weights in storage order, absent kernels drawing none).
///   ReLU:    limit = sqrt(6 / fan_in)  (He et al. 2015, "Delving deep into rectifiers", equation 10)
///   others:  limit = sqrt(3 / fan_in)  (LeCun et al. 1998, "Efficient backprop", section 4.6)
/// fan_in counts the connections that a unit really has (LeNet-5's C3 table gives its maps different ones).
void initialise(Model& model, std::uint64_t seed);

}  // namespace convoscope::nn
