#include "nn/walk.h"

#include <algorithm>
#include <cstdint>

namespace convoscope::nn {
namespace {

const Shape& shape_of(const Architecture& architecture, int node) {
    return architecture.nodes[static_cast<std::size_t>(node)].output;
}

/// The position among `there` whose middle is as far along as that of `position` among `here`.
int scaled(int position, int here, int there) {
    return static_cast<int>((2 * std::int64_t{position} + 1) * there / (2 * std::int64_t{here}));
}

Unit at_the_same_place(const Architecture& architecture, const Unit& unit, int node) {
    const Shape& here = shape_of(architecture, unit.node);
    const Shape& there = shape_of(architecture, node);
    return {node, scaled(unit.map, here.channels, there.channels),
            scaled(unit.row, here.height, there.height), scaled(unit.column, here.width, there.width)};
}

/// The first layer that hears layer `node`, or -1.
int layer_above(const Architecture& architecture, int node) {
    const std::vector<int> above = listeners(architecture, node);
    return above.empty() ? -1 : above.front();
}

int layer_below(const Architecture& architecture, int node) {
    const std::vector<int>& inputs = architecture.nodes[static_cast<std::size_t>(node)].inputs;
    return inputs.empty() ? -1 : inputs[0];
}

/// One column on, to the next map's first behind the last; `way` is 1 or -1.
Unit sideways(const Shape& shape, Unit unit, int way) {
    const Unit start = unit;
    unit.column += way;
    if (unit.column >= 0 && unit.column < shape.width) return unit;
    unit.map += way;
    unit.column = way > 0 ? 0 : shape.width - 1;
    return unit.map >= 0 && unit.map < shape.channels ? unit : start;
}

}  // namespace

Unit walk(const Architecture& architecture, const Unit& unit, Step step) {
    const Shape& shape = shape_of(architecture, unit.node);
    Unit next = unit;
    int node = -1;
    switch (step) {
        case Step::Left:
            return sideways(shape, unit, -1);
        case Step::Right:
            return sideways(shape, unit, 1);
        case Step::Up:
            next.row = std::max(unit.row - 1, 0);
            return next;
        case Step::Down:
            next.row = std::min(unit.row + 1, shape.height - 1);
            return next;
        case Step::NextMap:
            next.map = std::min(unit.map + 1, shape.channels - 1);
            return next;
        case Step::PreviousMap:
            next.map = std::max(unit.map - 1, 0);
            return next;
        case Step::NextLayer:
            node = layer_above(architecture, unit.node);
            break;
        case Step::PreviousLayer:
            node = layer_below(architecture, unit.node);
            break;
    }
    return node < 0 ? unit : at_the_same_place(architecture, unit, node);
}

}  // namespace convoscope::nn
