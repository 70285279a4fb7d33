#include "explain/hidden_noise.h"

#include <cmath>

#include "explain/normal_noise.h"
#include "nn/layer_pass.h"

namespace convoscope::explain {

bool is_hidden(const nn::Architecture& architecture, int node) {
    return node > 0 && node + 1 < static_cast<int>(architecture.nodes.size());
}

std::string hidden_layer_names(const nn::Architecture& architecture) {
    std::string names;
    for (int node = 1; is_hidden(architecture, node); ++node)
        names += (names.empty() ? "" : ", ") + architecture.nodes[static_cast<std::size_t>(node)].name;
    return names;
}

void HiddenNoise::add(float amount, std::uint32_t seed, int node, nn::Workspace& workspace) {
    const std::span<float> values = nn::LayerPass::activations(workspace, node);
    if (noise_.size() != values.size() || seed_ != seed || node_ != node) {
        noise_.resize(values.size());
        // Another sequence for each layer, and none of the input's.
        fill_normal(seed + (static_cast<std::uint64_t>(node) << 32), noise_);
        seed_ = seed;
        node_ = node;
    }
    double squares = 0;
    for (const float value : values) squares += static_cast<double>(value) * static_cast<double>(value);
    const auto deviation = static_cast<float>(static_cast<double>(amount) *
                                              std::sqrt(squares / static_cast<double>(values.size())));
    for (std::size_t unit = 0; unit < values.size(); ++unit) values[unit] += deviation * noise_[unit];
}

}  // namespace convoscope::explain
