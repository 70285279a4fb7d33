#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "nn/architecture.h"

namespace convoscope::nn {

/// One unit of a network. For flat layers `map` is the unit and row and column are 0.
struct Unit {
    int node = 0;
    int map = 0;
    int row = 0;
    int column = 0;
    bool operator==(const Unit&) const = default;
};

/// "conv2/9/3/4" or "fc1/17"; nothing when no such unit exists.
std::optional<Unit> parse_address(const Architecture& architecture, std::string_view address);
std::string format_address(const Architecture& architecture, const Unit& unit);
/// Position of the unit among its layer's values.
int index_of(const Architecture& architecture, const Unit& unit);
int index_in(const Shape& shape, const Unit& unit);

}  // namespace convoscope::nn
