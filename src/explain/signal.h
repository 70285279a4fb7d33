#pragma once

#include <span>
#include <vector>

#include "explain/target.h"
#include "nn/backward.h"

namespace convoscope {
class Workers;
}

namespace convoscope::explain {

/// The layers that the target depends on, its own the last, without the input; in an order in which each
/// comes after those that it hears.
std::vector<int> layers_of(const nn::Architecture& architecture, const Target& target);

/// What the network wants for a page without ink: [channels][height][width].
std::vector<float> blank_page(const nn::InputSpec& spec);

/// The way from a picture to one unit and back, again and again, with buffers of its own: one for each
/// thread. Only the layers that the target depends on are computed. Nothing but the constructor allocates.
class Signal {
  public:
    /// @param model   outlives it
    /// @param target  no unit of the input
    Signal(const nn::Model& model, const Target& target);

    /// The picture, to be written before forward(): [channels][height][width].
    std::span<float> input() { return workspace_.input(); }
    /// @return the target's value
    float forward();
    /// The same, with the work of large layers shared out.
    float forward(Workers& workers);
    /// After forward(): d(target)/d(activations of node `to`), shaped as that, a node before the target's.
    /// With another rule than the gradient's it is what that rule lets through (nn::backward_from_unit).
    std::span<const float> back(nn::ReluRule rule = nn::ReluRule::Gradient, int to = 0);
    const nn::Workspace& workspace() const { return workspace_; }

  private:
    float value() const;

    const nn::Model* model_;
    Target target_;
    std::vector<int> layers_;
    nn::Workspace workspace_;
    nn::BackwardWorkspace backward_;
};

}  // namespace convoscope::explain
