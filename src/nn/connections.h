#pragma once

#include <vector>

#include "nn/address.h"
#include "nn/model.h"

namespace convoscope::nn {

/// What one unit hears from another.
struct Connection {
    Unit source;
    float weight =
        0;  ///< kernel or matrix entry; for average pooling 1/window, for max pooling 1 for every candidate
};

/// The units that `unit` computes its pre-activation from, with their weights, in storage order of the source
/// layer. Padding has no units, so a convolution's window may have fewer connections at its border. Empty for
/// the input.
std::vector<Connection> incoming(const Model& model, const Unit& unit);

}  // namespace convoscope::nn
