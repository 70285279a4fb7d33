#include "nn/address.h"

#include <cassert>
#include <charconv>

namespace convoscope::nn {
namespace {

/// A number as format_address writes it: digits only, no leading zero, below `limit`; -1 otherwise.
int parse_number(std::string_view text, int limit) {
    if (text.empty() || text[0] < '0' || text[0] > '9' || (text.size() > 1 && text[0] == '0')) return -1;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value < limit ? value : -1;
}

/// The text up to the next '/', which is cut off `rest`.
std::string_view next_part(std::string_view& rest) {
    const std::size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    return part;
}

}  // namespace

std::optional<Unit> parse_address(const Architecture& architecture, std::string_view address) {
    std::string_view rest = address;
    Unit unit;
    unit.node = architecture.find(std::string(next_part(rest)));
    if (unit.node < 0) return std::nullopt;
    const Shape& shape = architecture.nodes[static_cast<std::size_t>(unit.node)].output;
    if (shape.is_flat()) {
        unit.map = parse_number(rest, shape.channels);
        return unit.map < 0 ? std::nullopt : std::optional(unit);
    }
    unit.map = parse_number(next_part(rest), shape.channels);
    unit.row = parse_number(next_part(rest), shape.height);
    unit.column = parse_number(rest, shape.width);
    return unit.map < 0 || unit.row < 0 || unit.column < 0 ? std::nullopt : std::optional(unit);
}

std::string format_address(const Architecture& architecture, const Unit& unit) {
    const Node& node = architecture.nodes[static_cast<std::size_t>(unit.node)];
    std::string address = node.name + "/" + std::to_string(unit.map);
    if (!node.output.is_flat()) address += "/" + std::to_string(unit.row) + "/" + std::to_string(unit.column);
    return address;
}

int index_of(const Architecture& architecture, const Unit& unit) {
    return index_in(architecture.nodes[static_cast<std::size_t>(unit.node)].output, unit);
}

int index_in(const Shape& shape, const Unit& unit) {
    assert(unit.map >= 0 && unit.map < shape.channels && unit.row >= 0 && unit.row < shape.height &&
           unit.column >= 0 && unit.column < shape.width);
    return (unit.map * shape.height + unit.row) * shape.width + unit.column;
}

}  // namespace convoscope::nn
