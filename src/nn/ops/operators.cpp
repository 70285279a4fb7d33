#include <algorithm>
#include <cassert>

#include "nn/ops/operator.h"
#include "nn/ops/texts.h"

namespace convoscope::nn {
namespace ops {

#define CONVOSCOPE_DECLARE(name, english, chinese) extern const Operator name;
CONVOSCOPE_OPERATORS(CONVOSCOPE_DECLARE)
#undef CONVOSCOPE_DECLARE

}  // namespace ops

namespace {

#define CONVOSCOPE_ADDRESS(name, english, chinese) &ops::name,
constexpr const Operator* kOperators[] = {CONVOSCOPE_OPERATORS(CONVOSCOPE_ADDRESS)};
#undef CONVOSCOPE_ADDRESS

}  // namespace

std::span<const Operator* const> operators() { return kOperators; }

const Operator* operator_named(std::string_view name) {
    const auto found = std::find_if(std::begin(kOperators), std::end(kOperators),
                                    [&](const Operator* one) { return one->name == name; });
    return found == std::end(kOperators) ? nullptr : *found;
}

Layer layer_at(const Architecture& architecture, int index) {
    const Node& node = architecture.nodes[static_cast<std::size_t>(index)];
    assert(!node.inputs.empty());
    return {node, architecture.nodes[static_cast<std::size_t>(node.inputs[0])].output};
}

}  // namespace convoscope::nn
