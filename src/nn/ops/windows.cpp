#include "nn/ops/windows.h"

#include <algorithm>

#include "nn/ops/checks.h"
#include "nn/window.h"

namespace convoscope::nn::ops {

void set_window(const Layer& layer, const Unit& unit, Calculation& result) {
    result.window_row = rows_of(layer.node, layer.below).start(unit.row);
    result.window_column = columns_of(layer.node, layer.below).start(unit.column);
}

Field window_field(const Layer& layer, const Field& field) {
    const Span rows = rows_of(layer.node, layer.below).under({field.first_row, field.last_row});
    const Span columns = columns_of(layer.node, layer.below).under({field.first_column, field.last_column});
    return {layer.node.inputs[0],
            rows.first,
            rows.last,
            columns.first,
            columns.last,
            std::vector<char>(static_cast<std::size_t>(layer.below.channels))};
}

Shape pool_shape(const Layer& layer) {
    check_window(layer.node);
    return window_output(layer, layer.below.channels);
}

std::int64_t values_looked_at(const Layer& layer) {
    return std::int64_t{layer.node.kernel_height} * layer.node.kernel_width * layer.node.output.size();
}

PooledMaps::PooledMaps(const Layer& layer, const ForwardCall& call)
    : window(window_of(layer.node, layer.below)), input(call.input), output(call.output) {
    const std::ptrdiff_t first = call.block.first_map;
    window.input.channels = window.output.channels = call.block.last_map - call.block.first_map;
    input += first * window.input.height * window.input.width;
    output += first * window.output.height * window.output.width;
}

Field pool_field(const Layer& layer, const Field& field, int) {
    Field result = window_field(layer, field);
    result.maps = field.maps;
    return result;
}

double fill_pool_window(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    set_window(layer, reading.unit, result);
    double sum = 0;
    each_value(layer, reading, reading.unit.map, [&](std::size_t place, const float* value) {
        result.window.values.push_back(value ? *value : 0.0f);
        result.window.inside.push_back(value ? 1 : 0);
        sum += result.window.values[place];
    });
    return sum;
}

}  // namespace convoscope::nn::ops
