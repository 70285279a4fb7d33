#pragma once

#include <vector>

#include "models/doctor/candidates.h"
#include "models/doctor/choices.h"

/// Residual networks by the names that torchvision gives their layers, which many have taken over.
namespace convoscope::models::doctor {

/// conv1, bn1, then blocks "layer1.0" with conv1, bn1, conv2, bn2 (and conv3, bn3) and where the sum's other
/// side needs one a "downsample" or "shortcut" of a convolution and a normalisation; then "fc" or "linear"
/// (He et al., https://arxiv.org/abs/1512.03385). Strides are 2 in the first block of each layer but the
/// first; what stem it has is guessed. None where the names are others.
std::vector<Candidate> residual_networks(const Weights& weights);

}  // namespace convoscope::models::doctor
