#include "nn/exhibit_address.h"

namespace convoscope::nn {

std::optional<AddressParts> split_address(std::string_view address) {
    const std::size_t colon = address.find(':');
    if (colon == std::string_view::npos) return AddressParts{'a', address};
    if (colon != 1 || address[0] < 'a' || address[0] > 'z') return std::nullopt;
    return AddressParts{address[0], address.substr(2)};
}

std::string format_exhibit_address(const Architecture& architecture, const ExhibitAddress& address) {
    const std::string unit = format_address(architecture, address.unit);
    return address.exhibit == 'a' ? unit : std::string{address.exhibit, ':'} + unit;
}

}  // namespace convoscope::nn
