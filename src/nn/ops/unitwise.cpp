#include "nn/ops/unitwise.h"

#include "nn/address.h"

namespace convoscope::nn::ops {

Units all_units(const Layer& layer) { return {0, layer.below.size()}; }

Units units_of(const Layer& layer, const kernels::Block& block) {
    const std::ptrdiff_t area = std::ptrdiff_t{layer.below.height} * layer.below.width;
    return {block.first_map * area, block.last_map * area};
}

Cut between_maps(const Layer&) { return Cut::BetweenMaps; }

Shape same_shape(const Layer& layer) { return layer.below; }

std::int64_t one_a_unit(const Layer& layer) { return layer.node.output.size(); }

Field same_field(const Layer& layer, const Field& field, int) {
    Field result = field;
    result.node = layer.node.inputs[0];
    return result;
}

void same_incoming(const Layer& layer, const Parameters&, const Unit& unit, std::vector<Connection>& result) {
    result.push_back({{layer.node.inputs[0], unit.map, unit.row, unit.column}, 1});
}

void same_outgoing(const Layer&, const Parameters&, int index, const Unit& unit,
                   std::vector<OutgoingConnection>& result) {
    result.push_back({{index, unit.map, unit.row, unit.column}, 1});
}

void same_part(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    result.parts.push_back({{layer.node.inputs[0], reading.unit.map, reading.unit.row, reading.unit.column},
                            reading.values[static_cast<std::size_t>(index_in(layer.below, reading.unit))]});
}

void parts_of_maps(const Layer& layer, const UnitInReading& reading, const Span& maps, Calculation& result) {
    for (int map = maps.first; map < maps.last; ++map) {
        const Unit unit{layer.node.inputs[0], map, reading.unit.row, reading.unit.column};
        result.parts.push_back({unit, reading.values[static_cast<std::size_t>(index_in(layer.below, unit))]});
    }
}

}  // namespace convoscope::nn::ops
