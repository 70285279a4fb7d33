#pragma once

#include <vector>

#include "nn/ops/operator.h"
#include "nn/span.h"

/// What convolutions and pools share: both slide a window over the layer below.
namespace convoscope::nn::ops {

/// Adds what a unit hears in one map below. @param weight  of a place in the window, row by row
template <class Weight>
void add_window(const Layer& layer, const Unit& unit, int map, Weight weight,
                std::vector<Connection>& result) {
    const Axis row_axis = rows_of(layer.node, layer.below);
    const Axis column_axis = columns_of(layer.node, layer.below);
    const Span rows = row_axis.under(unit.row);
    const Span columns = column_axis.under(unit.column);
    for (int row = rows.first; row < rows.last; ++row)
        for (int column = columns.first; column < columns.last; ++column) {
            const int at = (row - row_axis.start(unit.row)) * layer.node.kernel_width + column -
                           column_axis.start(unit.column);
            result.push_back({{layer.node.inputs[0], map, row, column}, weight(at)});
        }
}

/// Adds the units of map `map` of layer `index`, this one, whose windows cover `unit` of the layer below.
template <class Weight>
void add_windows_over(const Layer& layer, const Unit& unit, int index, int map, Weight weight,
                      std::vector<OutgoingConnection>& result) {
    const Axis row_axis = rows_of(layer.node, layer.below);
    const Axis column_axis = columns_of(layer.node, layer.below);
    const Span rows = row_axis.over(unit.row);
    const Span columns = column_axis.over(unit.column);
    for (int row = rows.first; row < rows.last; ++row)
        for (int column = columns.first; column < columns.last; ++column) {
            const int at = (unit.row - row_axis.start(row)) * layer.node.kernel_width + unit.column -
                           column_axis.start(column);
            result.push_back({{index, map, row, column}, weight(at)});
        }
}

/// Calls visit(place in the unit's window, value below or null in the padding) all over it.
template <class Visit>
void each_place(const Layer& layer, const UnitInReading& reading, int map, Visit visit) {
    const Axis row_axis = rows_of(layer.node, layer.below);
    const Axis column_axis = columns_of(layer.node, layer.below);
    const Span rows = row_axis.under(reading.unit.row);
    const Span columns = column_axis.under(reading.unit.column);
    const int area = layer.node.kernel_height * layer.node.kernel_width;
    for (int place = 0; place < area; ++place) {
        const int row = row_axis.start(reading.unit.row) + place / layer.node.kernel_width;
        const int column = column_axis.start(reading.unit.column) + place % layer.node.kernel_width;
        const bool inside =
            row >= rows.first && row < rows.last && column >= columns.first && column < columns.last;
        const std::size_t at =
            (static_cast<std::size_t>(map) * layer.below.height + row) * layer.below.width + column;
        visit(static_cast<std::size_t>(place), inside ? &reading.values[at] : nullptr);
    }
}

/// Where the unit's window begins.
void set_window(const Layer& layer, const Unit& unit, Calculation& result);

/// The rows and columns below that those of `field` hear, in no map yet.
Field window_field(const Layer& layer, const Field& field);

// What max and average pooling share.
Shape pool_shape(const Layer& layer);
std::int64_t values_looked_at(const Layer& layer);
Field pool_field(const Layer& layer, const Field& field);
/// The values of the unit's window. @return their sum
double fill_pool_window(const Layer& layer, const UnitInReading& reading, Calculation& result);

}  // namespace convoscope::nn::ops
