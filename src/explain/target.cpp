#include "explain/target.h"

#include <algorithm>

namespace convoscope::explain {
namespace {

constexpr std::string_view kBefore = ".pre";

}  // namespace

std::optional<Target> parse_target(const nn::Architecture& architecture, std::string_view address) {
    const std::string_view layer = address.substr(0, address.find('/'));
    Target target{{}, layer.ends_with(kBefore)};
    std::string plain(layer.substr(0, layer.size() - (target.before ? kBefore.size() : 0)));
    plain += address.substr(layer.size());
    const auto unit = nn::parse_address(architecture, plain);
    if (!unit) return std::nullopt;
    target.unit = *unit;
    return target;
}

std::string format_target(const nn::Architecture& architecture, const Target& target) {
    std::string address = nn::format_address(architecture, target.unit);
    if (target.before) address.insert(std::min(address.find('/'), address.size()), kBefore);
    return address;
}

Target logit_of(const nn::Architecture& architecture, int output) {
    const int last = static_cast<int>(architecture.nodes.size()) - 1;
    const nn::Shape& shape = architecture.output().output;
    const int area = shape.height * shape.width;
    return {{last, output / area, output % area / shape.width, output % shape.width}, true};
}

Target winner(const nn::Architecture& architecture, const nn::Workspace& workspace) {
    const auto output = workspace.output();
    return logit_of(architecture, static_cast<int>(std::ranges::max_element(output) - output.begin()));
}

float value_of(const nn::Architecture& architecture, const nn::Workspace& workspace, const Target& target) {
    const auto values =
        target.before ? workspace.pre_activations(target.unit.node) : workspace.activations(target.unit.node);
    return values[static_cast<std::size_t>(nn::index_of(architecture, target.unit))];
}

}  // namespace convoscope::explain
