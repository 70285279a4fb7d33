#pragma once

#include "nn/address.h"

namespace convoscope::nn {

/// One press of a key that moves the selection.
enum class Step { Left, Right, Up, Down, NextMap, PreviousMap, NextLayer, PreviousLayer };

/// The unit that one step from `unit` leads to; `unit` itself where there is none.
/// Left and Right go over a map's border into the neighbouring map, to the same row; Up and Down stay in the
/// map. In flat layers, whose units stand in one line, Left and Right go from unit to unit, as do NextMap and
/// PreviousMap. Otherwise these two keep row and column.
/// NextLayer goes up to the first layer that hears this one, PreviousLayer down to the one that it hears;
/// both to the unit at the same relative place: map, row and column as far along there as here.
Unit walk(const Architecture& architecture, const Unit& unit, Step step);

}  // namespace convoscope::nn
