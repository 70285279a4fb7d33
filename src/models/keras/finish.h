#pragma once

#include <string>

#include "models/graph.h"
#include "models/keras/config.h"
#include "models/keras/weights.h"

namespace convoscope::models::keras {

/// What all readers end with.
/// @param description  of the network, as parse_network() takes it
/// @param version      "3.1.1", "2.3.0-tf"; empty: not known
/// @param optimizer    how many tensors of an optimizer were passed over
ForeignFile finish(const std::string& format, const Json& description, const std::string& version,
                   const WeightsOf& weights_of, std::size_t optimizer);

/// 2 or 3; what is older or not known is 2.
int major_version(const std::string& version);

}  // namespace convoscope::models::keras
