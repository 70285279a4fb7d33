#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nn/forward.h"

namespace convoscope::explain {

/// Layers between the input and the output: those that noise can be added to.
bool is_hidden(const nn::Architecture& architecture, int node);
std::string hidden_layer_names(const nn::Architecture& architecture);

/// Adds normal numbers to the activations of a layer, of `amount` times their root mean square. What hears it
/// is to be computed afterwards (nn::forward_layer), so that the rest of the pass is of the changed
/// activations. The same seed and layer give the same numbers, whatever the amount.
class HiddenNoise {
  public:
    /// @param workspace  in which the layers up to `node` have been computed
    void add(float amount, std::uint32_t seed, int node, nn::Workspace& workspace);

  private:
    std::vector<float> noise_;
    std::uint64_t seed_ = 0;
    int node_ = 0;
};

}  // namespace convoscope::explain
