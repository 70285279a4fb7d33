#include "base/number.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace convoscope {
namespace {

std::string printed(const char* format, int precision, double value) {
    std::array<char, 400> digits{};  // 1.8e308 with 4 decimals has 314 characters
    std::snprintf(digits.data(), digits.size(), format, precision, value);
    return digits.data();
}

}  // namespace

std::string fixed(double value, int decimals) { return printed("%.*f", decimals, value); }
std::optional<double> parsed_number(std::string_view words) {
    const std::string line(
        words);  // strtod wants an end that it can see; std::from_chars has no floats everywhere
    char* end = nullptr;
    const double value = std::strtod(line.c_str(), &end);
    if (line.empty() || end != line.c_str() + line.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string significant(double value, int digits) { return printed("%.*g", digits, value); }

}  // namespace convoscope
