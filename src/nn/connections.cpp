#include "nn/connections.h"

#include "nn/ops/operator.h"

namespace convoscope::nn {

std::vector<Connection> incoming(const Model& model, const Unit& unit) {
    std::vector<Connection> result;
    const auto at = static_cast<std::size_t>(unit.node);
    if (model.architecture.nodes[at].inputs.empty()) return result;
    const Layer layer = layer_at(model.architecture, unit.node);
    layer.node.op->incoming(layer, model.parameters()[at], unit, result);
    return result;
}

std::vector<OutgoingConnection> outgoing(const Model& model, const Unit& unit) {
    std::vector<OutgoingConnection> result;
    for (const int index : listeners(model.architecture, unit.node)) {
        const Layer layer = layer_at(model.architecture, index);
        layer.node.op->outgoing(layer, model.parameters()[static_cast<std::size_t>(index)], index, unit,
                                result);
    }
    return result;
}

}  // namespace convoscope::nn
