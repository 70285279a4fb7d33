#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace convoscope {

/// A string literal of a C++ source. Those that stand beside each other are one, as for the compiler.
struct Literal {
    int line = 0;              ///< where it begins, from 1
    std::string words;         ///< between the quotes, escapes as they are written
    bool of_an_error = false;  ///< the first argument of Error(...)
};

/// The literals of `source`, without those in comments, asserts, #include and #error.
std::vector<Literal> literals_of(std::string_view source);

/// Whether these are words for people: two words of small letters with a blank between them, or any Chinese.
/// Keys, identifiers, formats of numbers, names of files and lines of commands as one types them are not.
bool is_for_people(const Literal& literal);

}  // namespace convoscope
