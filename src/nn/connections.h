#pragma once

#include <vector>

#include "nn/address.h"
#include "nn/model.h"

namespace convoscope::nn {

/// What an edge between two units stands for.
enum class EdgeMeaning {
    None,      ///< there are no edges: the input
    Weighted,  ///< the source's value times a weight
    Selected,  ///< the source's value is passed on, or dropped
    Averaged,  ///< the source is one part of a mean
    Fixed,     ///< the source's value times a number that nobody learned
};

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

/// What one unit says to another.
struct OutgoingConnection {
    Unit target;
    float weight = 0;  ///< as of Connection
};

/// The units that hear `unit`, in storage order of the layers above: for each of them, incoming() has `unit`
/// with the same weight. Empty for the last layer's.
std::vector<OutgoingConnection> outgoing(const Model& model, const Unit& unit);

}  // namespace convoscope::nn
