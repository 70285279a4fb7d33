#pragma once

#include <vector>

#include "nn/ops/operator.h"
#include "nn/span.h"

/// What convolutions and pools share: both slide a window over the layer below.
namespace convoscope::nn::ops {

/// Calls visit(place in the window of `unit`, row below, column below), row by row; in the padding, too.
template <class Visit>
void each_place(const Layer& layer, const Unit& unit, Visit visit) {
    const Axis rows = rows_of(layer.node, layer.below);
    const Axis columns = columns_of(layer.node, layer.below);
    int place = 0;
    for (int row = 0; row < rows.kernel; ++row)
        for (int column = 0; column < columns.kernel; ++column)
            visit(place++, rows.start(unit.row) + row * rows.dilation,
                  columns.start(unit.column) + column * columns.dilation);
}

/// Adds what a unit hears in one map below. @param weight  of a place in the window, row by row
template <class Weight>
void add_window(const Layer& layer, const Unit& unit, int map, Weight weight,
                std::vector<Connection>& result) {
    each_place(layer, unit, [&](int place, int row, int column) {
        if (row >= 0 && row < layer.below.height && column >= 0 && column < layer.below.width)
            result.push_back({{layer.node.inputs[0], map, row, column}, weight(place)});
    });
}

/// Adds the units of map `map` of layer `index`, this one, whose windows have a place at `unit` of the layer
/// below. @param weight  of a place in the window of the unit at a row and a column
template <class Weight>
void add_windows_over(const Layer& layer, const Unit& unit, int index, int map, Weight weight,
                      std::vector<OutgoingConnection>& result) {
    const Axis row_axis = rows_of(layer.node, layer.below);
    const Axis column_axis = columns_of(layer.node, layer.below);
    const Span rows = row_axis.over(unit.row);
    const Span columns = column_axis.over(unit.column);
    for (int row = rows.first; row < rows.last; ++row)
        for (int column = columns.first; column < columns.last; ++column) {
            const int place_row = row_axis.place_of(row, unit.row);
            const int place_column = column_axis.place_of(column, unit.column);
            if (place_row < 0 || place_column < 0) continue;
            result.push_back({{index, map, row, column},
                              weight(place_row * layer.node.kernel_width + place_column, row, column)});
        }
}

/// Calls visit(place in the unit's window, value below or null in the padding) all over it.
template <class Visit>
void each_value(const Layer& layer, const UnitInReading& reading, int map, Visit visit) {
    each_place(layer, reading.unit, [&](int place, int row, int column) {
        const bool inside = row >= 0 && row < layer.below.height && column >= 0 && column < layer.below.width;
        const std::size_t at =
            inside ? (static_cast<std::size_t>(map) * layer.below.height + row) * layer.below.width + column
                   : 0;
        visit(static_cast<std::size_t>(place), inside ? &reading.values[at] : nullptr);
    });
}

/// Where the unit's window begins.
void set_window(const Layer& layer, const Unit& unit, Calculation& result);

/// The rows and columns below that those of `field` hear, in no map yet.
Field window_field(const Layer& layer, const Field& field);

// What max and average pooling share.
Shape pool_shape(const Layer& layer);
std::int64_t values_looked_at(const Layer& layer);
/// A usual pool's block: whole maps, as a layer of their own.
struct PooledMaps {
    PooledMaps(const Layer& layer, const ForwardCall& call);
    kernels::Window window;
    const float* input;
    float* output;
};
Field pool_field(const Layer& layer, const Field& field, int which);
/// The values of the unit's window. @return their sum
double fill_pool_window(const Layer& layer, const UnitInReading& reading, Calculation& result);

}  // namespace convoscope::nn::ops
