#pragma once

#include "features/ask/state.h"

namespace convoscope::ask {

/// The selected unit: what it hears, its weights, and every number between those and its activation.
void unit_page(Inspecting& inspecting);
/// A layer's maps as tiles, with statistics; how the layer stands in the scene.
void layer_page(Inspecting& inspecting);
/// A layer's weights: all kernels, or a matrix and the weights of one unit in the shape of what it hears.
void weights_page(Inspecting& inspecting);

/// The parts of the unit page, by what the layer does.
void convolution_part(Inspecting& inspecting, const nn::Calculation& calculation);
void pooling_part(Inspecting& inspecting, const nn::Calculation& calculation);
void linear_part(Inspecting& inspecting, const nn::Calculation& calculation);
void softmax_part(Inspecting& inspecting, const nn::Calculation& calculation);

}  // namespace convoscope::ask
