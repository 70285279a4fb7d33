#include "explain/aim.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "nn/bends.h"

namespace convoscope::explain {
namespace {

/// The units of the aim: [first, first + count) of its layer.
struct Range {
    std::size_t first = 0;
    std::size_t count = 1;
};

Range range_of(const nn::Architecture& architecture, const Aim& aim) {
    const nn::Unit& unit = aim.target.unit;
    if (!aim.whole_map) return {static_cast<std::size_t>(nn::index_of(architecture, unit)), 1};
    const nn::Shape& shape = architecture.nodes[static_cast<std::size_t>(unit.node)].output;
    const auto area = static_cast<std::size_t>(shape.height) * static_cast<std::size_t>(shape.width);
    return {static_cast<std::size_t>(unit.map) * area, area};
}

}  // namespace

std::optional<Aim> parse_aim(const nn::Architecture& architecture, std::string_view address, bool whole_map) {
    if (const auto target = parse_target(architecture, address)) return Aim{*target, whole_map};
    std::optional<Target> target = parse_target(architecture, std::string(address) + "/0/0");
    if (!target) return std::nullopt;
    const nn::Shape& shape = architecture.nodes[static_cast<std::size_t>(target->unit.node)].output;
    target->unit.row = shape.height / 2;
    target->unit.column = shape.width / 2;
    return Aim{*target, whole_map};
}

float value_of(const nn::Architecture& architecture, const nn::Workspace& workspace, const Aim& aim) {
    const int node = aim.target.unit.node;
    const auto values = aim.target.before ? workspace.pre_activations(node) : workspace.activations(node);
    const Range range = range_of(architecture, aim);
    const auto part = values.subspan(range.first, range.count);
    return std::accumulate(part.begin(), part.end(), 0.0f) / static_cast<float>(range.count);
}

void seed_ascent(const nn::Architecture& architecture, const nn::Workspace& workspace, const Aim& aim,
                 std::span<float> seed) {
    const nn::Node& node = architecture.nodes[static_cast<std::size_t>(aim.target.unit.node)];
    const Range range = range_of(architecture, aim);
    const auto before = workspace.pre_activations(aim.target.unit.node);
    const auto after = workspace.activations(aim.target.unit.node);
    const float share = 1.0f / static_cast<float>(range.count);
    std::ranges::fill(seed, 0.0f);
    const auto part = seed.subspan(range.first, range.count);
    std::ranges::fill(part, share);
    if (aim.target.before) return;
    if (node.activation == nn::Activation::Softmax) {  // d(log p_k)/d(logit_i) = (1 where i is k) - p_i
        const float wanted = std::accumulate(part.begin(), part.end(), 0.0f);
        for (std::size_t i = 0; i < seed.size(); ++i) seed[i] -= wanted * after[i];
        return;
    }
    for (std::size_t i = range.first; i < range.first + range.count; ++i)
        seed[i] *= nn::bend_slope(node.activation, node.alpha, node.beta, before[i], after[i]);
    if (std::ranges::all_of(part, [](float value) { return value == 0.0f; })) std::ranges::fill(part, share);
}

}  // namespace convoscope::explain
