#include "explain/silenced.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "base/error.h"
#include "explain/silenced_texts.h"
#include "nn/connections.h"
#include "nn/layer_pass.h"
#include "nn/ops/operator.h"

namespace convoscope::explain {
namespace {

/// The later one of those that are about the same thing.
std::vector<Switch> last_ones(const std::vector<Switch>& switches) {
    std::vector<Switch> last;
    for (const Switch& one : switches) {
        std::erase_if(last, [&](const Switch& before) {
            return before.what == one.what && before.address == one.address && before.source == one.source;
        });
        last.push_back(one);
    }
    return last;
}

/// The connection that an edge is; null where there is none, or where it has no weight of its own.
const nn::Connection* connection_from(const std::vector<nn::Connection>& incoming, const nn::Unit& source) {
    const auto found = std::ranges::find(incoming, source, &nn::Connection::source);
    return found == incoming.end() ? nullptr : &*found;
}

/// Where the weight between two units that are connected lies (nn::Parameters::weight).
std::size_t weight_index(const nn::Architecture& architecture, const nn::Unit& unit, const nn::Unit& source) {
    const nn::Node& node = architecture.nodes[static_cast<std::size_t>(unit.node)];
    const nn::Shape& below = node.heard[0];
    if (node.op == &nn::ops::linear)
        return static_cast<std::size_t>(unit.map) * static_cast<std::size_t>(below.size()) +
               static_cast<std::size_t>(nn::index_in(below, source));
    const int each = below.channels / node.groups;
    const int row = (source.row + node.padding.top - unit.row * node.stride.rows) / node.dilation.rows;
    const int column =
        (source.column + node.padding.left - unit.column * node.stride.columns) / node.dilation.columns;
    const std::size_t kernel = static_cast<std::size_t>(unit.map) * static_cast<std::size_t>(each) +
                               static_cast<std::size_t>(source.map % each);
    return (kernel * static_cast<std::size_t>(node.kernel_height) + static_cast<std::size_t>(row)) *
               static_cast<std::size_t>(node.kernel_width) +
           static_cast<std::size_t>(column);
}

}  // namespace

std::optional<Map> parse_map(const nn::Architecture& architecture, std::string_view address) {
    for (const char* rest : {"", "/0/0"})
        if (const auto unit = nn::parse_address(architecture, std::string(address) + rest))
            return Map{unit->node, unit->map};
    return std::nullopt;
}

std::string format_map(const nn::Architecture& architecture, const Map& map) {
    return architecture.nodes[static_cast<std::size_t>(map.node)].name + "/" + std::to_string(map.map);
}

Silencer::Silencer(nn::ModelPtr model, const Silenced& silenced)
    : model_(std::move(model)), changes_(model_->architecture.nodes.size()) {
    const std::vector<Switch> switches = last_ones(silenced.switches);
    change_parameters(switches);
    for (const Switch& one : switches) {
        if (one.what == SwitchKind::Edge) add_edge(one);
        if (one.what == SwitchKind::Unit || one.what == SwitchKind::Map) add_range(one);
    }
}

nn::Unit Silencer::unit_of(const std::string& address) const {
    const nn::Architecture& architecture = model_->architecture;
    if (const auto unit = nn::parse_address(architecture, address)) return *unit;
    throw Error(silenced_texts.no_unit, address, model_->name,
                nn::format_address(architecture, {architecture.nodes.size() > 1 ? 1 : 0, 0, 0, 0}));
}

Map Silencer::map_of(const std::string& address) const {
    const nn::Architecture& architecture = model_->architecture;
    if (const auto map = parse_map(architecture, address)) return *map;
    throw Error(silenced_texts.no_map, address, model_->name,
                format_map(architecture, {architecture.nodes.size() > 1 ? 1 : 0, 0}));
}

void Silencer::change_parameters(const std::vector<Switch>& switches) {
    struct Change {
        std::size_t node;
        bool bias;
        std::size_t index;
        float value;
    };
    std::vector<Change> changes;
    for (const Switch& one : switches) {
        if (one.what == SwitchKind::Bias) {
            const Map map = map_of(one.address);
            const auto node = static_cast<std::size_t>(map.node);
            const auto index = static_cast<std::size_t>(map.map);
            if (index >= model_->parameters()[node].bias.size())
                throw Error(silenced_texts.no_bias, one.address);
            changes.push_back({node, true, index, one.value});
        } else if (one.what == SwitchKind::Weight) {
            const nn::Unit unit = unit_of(one.address);
            const nn::Unit source = unit_of(one.source);
            const bool weighted =
                model_->architecture.nodes[static_cast<std::size_t>(unit.node)].op->is_weighted();
            if (!weighted || !connection_from(nn::incoming(*model_, unit), source))
                throw Error(silenced_texts.no_weight, one.address, one.source);
            changes.push_back({static_cast<std::size_t>(unit.node), false,
                               weight_index(model_->architecture, unit, source), one.value});
        }
    }
    if (changes.empty()) return;
    auto changed = std::make_shared<nn::Model>(*model_);
    changed->edit([&](std::vector<nn::Parameters>& parameters) {
        for (const Change& change : changes) {
            nn::Parameters& of_layer = parameters[change.node];
            (change.bias ? of_layer.bias : of_layer.weight)[change.index] = change.value;
        }
    });
    model_ = std::move(changed);
}

void Silencer::add_edge(const Switch& edge) {
    const nn::Architecture& architecture = model_->architecture;
    const nn::Unit unit = unit_of(edge.address);
    const nn::Unit source = unit_of(edge.source);
    const auto node = static_cast<std::size_t>(unit.node);
    const std::vector<nn::Connection> incoming = nn::incoming(*model_, unit);
    const nn::Connection* connection = connection_from(incoming, source);
    if (!connection || !architecture.nodes[node].op->is_weighted())
        throw Error(silenced_texts.no_weight, edge.address, edge.source);
    changes_[node].edges.push_back({nn::index_of(architecture, unit), source.node,
                                    nn::index_of(architecture, source), connection->weight - edge.value});
}

void Silencer::add_range(const Switch& off) {
    const nn::Architecture& architecture = model_->architecture;
    if (off.what == SwitchKind::Unit) {
        const nn::Unit unit = unit_of(off.address);
        const auto index = static_cast<std::size_t>(nn::index_of(architecture, unit));
        changes_[static_cast<std::size_t>(unit.node)].ranges.push_back({index, 1, off.value});
        return;
    }
    const Map map = map_of(off.address);
    const nn::Shape& shape = architecture.nodes[static_cast<std::size_t>(map.node)].output;
    const auto each = static_cast<std::size_t>(shape.height) * static_cast<std::size_t>(shape.width);
    changes_[static_cast<std::size_t>(map.node)].ranges.push_back(
        {static_cast<std::size_t>(map.map) * each, each, off.value});
}

void Silencer::mend(int node, nn::Workspace& workspace) const {
    const Changes& changes = changes_[static_cast<std::size_t>(node)];
    if (changes.edges.empty() && changes.ranges.empty()) return;
    std::span<float> activations;
    if (node == 0) {
        activations = workspace.input();
    } else {
        const nn::LayerPass pass(*model_, node, workspace, 1);
        activations = pass.activations();
        for (const Edge& edge : changes.edges)
            pass.pre_activations()[static_cast<std::size_t>(edge.unit)] -=
                edge.missing * workspace.activations(edge.source_node)[static_cast<std::size_t>(edge.source)];
        if (!changes.edges.empty()) pass.activate();
    }
    for (const Range& range : changes.ranges)
        std::ranges::fill(activations.subspan(range.first, range.count), range.value);
}

void Silencer::forward_layer(int node, nn::Workspace& workspace) const {
    nn::forward_layer(*model_, node, workspace);
    mend(node, workspace);
}

void Silencer::forward(nn::Workspace& workspace) const {
    mend(0, workspace);
    const auto count = static_cast<int>(changes_.size());
    for (int node = 1; node < count; ++node) forward_layer(node, workspace);
}

}  // namespace convoscope::explain
