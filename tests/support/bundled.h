#pragma once

#include <string>

#include "models/bundled.h"
#include "support/places.h"

namespace convoscope::test {

/// A model that comes with the program.
inline nn::ModelPtr bundled_model(const std::string& name) { return models::open_model(assets(), name, {}).model; }

}  // namespace convoscope::test
