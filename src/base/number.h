#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace convoscope {

/// A number as it is shown, the same in every language: "0.5321" is fixed(0.53214, 4).
std::string fixed(double value, int decimals);
/// At most so many digits that count, as printf's %g has it: "0.05", "1.2e+06".
std::string significant(double value, int digits);
/// The finite number that these characters write, all of them; nothing when they write none.
std::optional<double> parsed_number(std::string_view words);

}  // namespace convoscope
