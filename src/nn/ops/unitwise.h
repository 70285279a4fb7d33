#pragma once

#include "nn/ops/operator.h"

/// What layers share whose every unit hears the one at its own place, or, in between_maps()'s case, its own
/// map alone.
namespace convoscope::nn::ops {

Cut between_maps(const Layer& layer);
Shape same_shape(const Layer& layer);
std::int64_t one_a_unit(const Layer& layer);
Field same_field(const Layer& layer, const Field& field, int which);
void same_incoming(const Layer& layer, const Parameters&, const Unit& unit, std::vector<Connection>& result);
void same_outgoing(const Layer&, const Parameters&, int index, const Unit& unit,
                   std::vector<OutgoingConnection>& result);
/// That unit is the calculation's only part.
void same_part(const Layer& layer, const UnitInReading& reading, Calculation& result);

}  // namespace convoscope::nn::ops
