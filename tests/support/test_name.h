#pragma once

#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>

namespace convoscope::test {

/// Words as a part of a test's name: "03_has_no_nodes". GoogleTest allows letters, digits and _ alone, and
/// wants each name once, which the number gives.
inline std::string numbered_name(std::size_t number, std::string_view words) {
    std::string name = number < 10 ? "0" + std::to_string(number) : std::to_string(number);
    bool gap = true;
    for (const char c : words) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) {
            gap = true;
            continue;
        }
        if (gap) name += '_';
        gap = false;
        name += c;
    }
    return name;
}

}  // namespace convoscope::test
