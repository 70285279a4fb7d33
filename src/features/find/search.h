#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "nn/address.h"
#include "nn/forward.h"
#include "nn/model.h"

namespace convoscope::find {

/// One line of the search's results.
struct Found {
    nn::Unit unit;
    /// Its address; of an output unit its class, where that is not its number; where something is drawn, its
    /// activation: "conv2/9/3/4 = 1.23", "output/4 (coat) = 0.98".
    std::string words;
};

/// What the search line understands, whole or while it is being typed, in capitals or not:
///
///   conv2/9/3/4, fc1/17     the unit, then those whose address goes on as typed
///   conv2/9, conv2/9/3      the units of the map or row, strongest first
///   conv2, convolution 2    the strongest unit of each of its maps; so for the name that the layer's file
///                           gives it
///   fc                      the strongest unit of each layer whose name begins so, else in whose file's
///                           name it stands
///   strongest [in fc2]      the largest activations of a layer, or of all layers but the input
///   weakest [in fc2]        the smallest
///   silent [units] [in fc2] the units that are silent for this drawing (nn/statistics.h), in storage order
///   digit 3, class coat, 3  the output unit of a class
///   fc2 最强, 数字 3          the same in Chinese (query.h)
///   nothing                 suggestions: the strongest unit of each layer, from the output down
///
/// @param workspace  after forward(model, *workspace); null where nothing is drawn: units then have no values
///                   and stand in storage order, and there are no strongest, weakest or silent ones
/// @param most       how many to find
/// @return the best first, no unit twice; empty where nothing is found
std::vector<Found> search(const std::string& query, const nn::Model& model, const nn::Workspace* workspace,
                          std::size_t most = 50);

}  // namespace convoscope::find
