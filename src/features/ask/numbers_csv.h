#pragma once

#include <string>

#include "nn/calculation.h"

namespace convoscope::ask {

/// What the inspector's pages show, as CSV (RFC 4180, a heading first), each number with as many digits as a
/// float has.

/// "part,unit,activation,weight,value": a row a term (the value is its contribution), then the sums, up to
/// the activation.
std::string unit_csv(const nn::Model& model, const nn::Calculation& calculation);
/// "unit,pre_activation,activation": a row a unit of the layer.
std::string layer_csv(const nn::Model& model, const nn::Workspace& workspace, int node);
/// "weight,to,from,row,column": a row a weight of a convolution (maps to and from, place in the kernel) or of
/// a linear layer (units to and from); biases last, with nothing behind `to`.
std::string weights_csv(const nn::Model& model, int node);

}  // namespace convoscope::ask
