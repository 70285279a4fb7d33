#pragma once

#include <vector>

#include "nn/connections.h"
#include "nn/forward.h"
#include "nn/model.h"

/// Units whose pre-activation is a sum of what they hear, each value times a weight, in one reading.
namespace convoscope::explain {

/// Whether the node's units are such sums. Weighted ones, pools (of a max pool the winner, with a weight of
/// 1), norms and scales, a learned leaky ReLU with the slope that the value meets, additions, and what passes
/// values on. Not products and quotients, a softmax, normalisations that divide by their neighbours, and
/// rounding.
bool adds_up(const nn::Node& node);

/// What is heard, in place of what `parts` held, in storage order of the layers below.
/// @param workspace  after nn::forward(model, workspace)
/// @param unit       of a node that adds_up()
void parts_of(const nn::Model& model, const nn::Workspace& workspace, const nn::Unit& unit,
              std::vector<nn::Connection>& parts);
/// What is added besides: a bias, a norm's shift, a margin's value. With it the parts make the
/// pre-activation.
float bias_of(const nn::Model& model, const nn::Workspace& workspace, const nn::Unit& unit);

/// What a unit's non-linearity makes of its sum, as a factor: activation / pre-activation, 0 where that is 0.
/// Of a ReLU: 1 or 0.
double passed_part(const nn::Architecture& architecture, const nn::Workspace& workspace,
                   const nn::Unit& unit);

}  // namespace convoscope::explain
