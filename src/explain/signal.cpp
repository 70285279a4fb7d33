#include "explain/signal.h"

#include <algorithm>
#include <cassert>

#include "base/workers.h"

namespace convoscope::explain {

std::vector<int> layers_of(const nn::Architecture& architecture, const Target& target) {
    std::vector<char> wanted(architecture.nodes.size());
    wanted[static_cast<std::size_t>(target.unit.node)] = 1;
    std::vector<int> layers;
    for (int index = target.unit.node; index > 0; --index) {
        if (!wanted[static_cast<std::size_t>(index)]) continue;
        layers.push_back(index);
        for (const int input : architecture.nodes[static_cast<std::size_t>(index)].inputs)
            wanted[static_cast<std::size_t>(input)] = 1;
    }
    std::ranges::reverse(layers);
    return layers;
}

std::vector<float> blank_page(const nn::InputSpec& spec) {
    const auto area =
        static_cast<std::size_t>(spec.shape.height) * static_cast<std::size_t>(spec.shape.width);
    std::vector<float> page;
    for (int channel = 0; channel < spec.shape.channels; ++channel)
        page.insert(page.end(), area, spec.range(channel).low);
    return page;
}

Signal::Signal(const nn::Model& model, const Target& target)
    : model_(&model),
      target_(target),
      layers_(layers_of(model.architecture, target)),
      workspace_(model.architecture),
      backward_(model.architecture) {
    assert(target.unit.node > 0);
}

float Signal::forward() {
    for (const int layer : layers_) nn::forward_layer(*model_, layer, workspace_);
    return value();
}

float Signal::forward(Workers& workers) {
    for (const int layer : layers_) nn::forward_layer(*model_, layer, workspace_, workers);
    return value();
}

std::span<const float> Signal::back(nn::ReluRule rule, int to) {
    return nn::backward_from_unit(*model_, workspace_, target_.unit, target_.before, to, rule, backward_);
}

float Signal::value() const { return value_of(model_->architecture, workspace_, target_); }

}  // namespace convoscope::explain
