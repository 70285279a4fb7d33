#include "base/number.h"

#include <array>
#include <cstdio>

namespace convoscope {
namespace {

std::string printed(const char* format, int precision, double value) {
    std::array<char, 400> digits{};  // 1.8e308 with 4 decimals has 314 characters
    std::snprintf(digits.data(), digits.size(), format, precision, value);
    return digits.data();
}

}  // namespace

std::string fixed(double value, int decimals) { return printed("%.*f", decimals, value); }
std::string significant(double value, int digits) { return printed("%.*g", digits, value); }

}  // namespace convoscope
