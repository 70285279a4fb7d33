#pragma once

#include <map>
#include <string>

#include "models/keras/config.h"

namespace convoscope::models::keras {

/// Reads who hears whom in a functional network: "inbound_nodes" of each layer, "input_layers" and
/// "output_layers". Keras 2 writes a call as a list of ["conv2d", call, output, {arguments}], Keras 3 as
/// {"args": [...], "kwargs": {...}} with a tensor's place in its "keras_history".
/// @param entries  the JSON of each of network.layers
/// @param places   of the layers by their names
/// @throws Error when they name what is not there
void read_node_lists(const Json& config, const Json& entries,
                     const std::map<std::string, std::size_t>& places, Network& network);

}  // namespace convoscope::models::keras
