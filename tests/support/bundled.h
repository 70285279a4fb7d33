#pragma once

#include <string>

#include "models/bundled.h"

namespace convoscope::test {

inline std::filesystem::path assets() { return std::filesystem::path(CONVOSCOPE_SOURCE) / "assets"; }

/// A model that comes with the program.
inline nn::ModelPtr bundled_model(const std::string& name) { return models::open_model(assets(), name); }

}  // namespace convoscope::test
