#pragma once

#include <cstddef>

#include "nn/ops/operator.h"
#include "nn/span.h"

/// What layers share whose every unit hears the one at its own place, or, in between_maps()'s case, its own
/// map alone.
namespace convoscope::nn::ops {

/// Units by index: [first, last).
struct Units {
    std::ptrdiff_t first = 0;
    std::ptrdiff_t last = 0;
};
Units all_units(const Layer& layer);
/// Those of a block of whole maps.
Units units_of(const Layer& layer, const kernels::Block& block);

Cut between_maps(const Layer& layer);
Shape same_shape(const Layer& layer);
std::int64_t one_a_unit(const Layer& layer);
Field same_field(const Layer& layer, const Field& field, int which);
void same_incoming(const Layer& layer, const Parameters&, const Unit& unit, std::vector<Connection>& result);
void same_outgoing(const Layer&, const Parameters&, int index, const Unit& unit,
                   std::vector<OutgoingConnection>& result);
/// That unit is the calculation's only part.
void same_part(const Layer& layer, const UnitInReading& reading, Calculation& result);
/// The units at its place in some maps are its parts.
void parts_of_maps(const Layer& layer, const UnitInReading& reading, const Span& maps, Calculation& result);

/// Of an operator without parameters that is a function of the layer's values: the function and its gradient,
/// written once for float and double.
/// @tparam Function  (layer, values, result)
template <auto Function>
reference::Values<double> reference_of(const Layer& layer, const reference::Inputs& inputs,
                                       const reference::Weights<double>&) {
    reference::Values<double> y(inputs[0]->size());
    Function(layer, inputs[0]->data(), y.data());
    return y;
}
/// @tparam Gradient  (layer, values, the result's gradient, the values' gradient)
template <auto Gradient>
reference::OpGradients<double> reference_gradient_of(const Layer& layer, const reference::Inputs& inputs,
                                                     const reference::Weights<double>&,
                                                     const reference::Values<double>& output_gradient) {
    reference::OpGradients<double> gradients{reference::Values<double>(inputs[0]->size()), {}};
    Gradient(layer, inputs[0]->data(), output_gradient.data(), gradients.x.data());
    return gradients;
}
template <auto Gradient>
void gradient_of(const Layer& layer, const BackwardCall& call) {
    if (call.input_gradient) Gradient(layer, call.input, call.output_gradient, call.input_gradient);
}

}  // namespace convoscope::nn::ops
