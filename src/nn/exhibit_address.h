#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "nn/address.h"

namespace convoscope::nn {

/// A unit of one of the networks that are shown beside one another: 'a' is the first.
struct ExhibitAddress {
    char exhibit = 'a';
    Unit unit;
    bool operator==(const ExhibitAddress&) const = default;
};

/// An address apart from the exhibit before it: "b:conv2/9/3/4" is 'b' and "conv2/9/3/4". Without one it is
/// 'a'; a layer's name has no ':'.
struct AddressParts {
    char exhibit = 'a';
    std::string_view unit;
};
/// Nothing where something else than one letter a-z stands before the ':'.
std::optional<AddressParts> split_address(std::string_view address);
/// "b:conv2/9/3/4"; with 'a' as format_address without an exhibit.
std::string format_exhibit_address(const Architecture& architecture, const ExhibitAddress& address);

}  // namespace convoscope::nn
