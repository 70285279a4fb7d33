#include "explain/input_gradient.h"

namespace convoscope::explain {
namespace {

bool ends_in_softmax(const nn::Architecture& architecture) {
    return architecture.output().activation == nn::Activation::Softmax;
}

}  // namespace

std::span<const float> scores_of(const nn::Architecture& architecture, const nn::Workspace& workspace) {
    if (!ends_in_softmax(architecture)) return workspace.output();
    return workspace.pre_activations(static_cast<int>(architecture.nodes.size()) - 1);
}

ScoreGradient::ScoreGradient(const nn::Architecture& architecture)
    : unused_(architecture), backward_(architecture) {}

std::span<const float> ScoreGradient::of(const nn::Model& model, const nn::Workspace& workspace,
                                         std::span<const float> weights) {
    const nn::Architecture& architecture = model.architecture;
    target_.assign(weights.begin(), weights.end());
    if (!ends_in_softmax(architecture)) {
        nn::backward(model, workspace, target_, unused_, backward_, nn::InputGradient::Compute);
        return backward_.input_gradient();
    }
    // The cross-entropy's gradient of the logits is (p - q) / temperature: q such that it is `weights`.
    const auto probabilities = workspace.output();
    for (std::size_t k = 0; k < target_.size(); ++k)
        target_[k] = probabilities[k] - architecture.temperature * weights[k];
    nn::backward_cross_entropy(model, workspace, target_, unused_, backward_, nn::InputGradient::Compute);
    return backward_.input_gradient();
}

}  // namespace convoscope::explain
