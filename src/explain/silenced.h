#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "nn/address.h"
#include "nn/forward.h"
#include "nn/model.h"

namespace convoscope::explain {

enum class SwitchKind {
    Unit,    ///< its activation is `value`, whatever it hears
    Map,     ///< those of all units of a map
    Edge,    ///< this one unit hears another with the weight `value`
    Weight,  ///< the weight behind an edge is `value`: in a convolution all units of the map share it
    Bias     ///< of a map, or of a unit of a flat layer
};
constexpr auto names_of(SwitchKind) {
    return std::array{fields::named(SwitchKind::Unit, "unit"), fields::named(SwitchKind::Map, "map"),
                      fields::named(SwitchKind::Edge, "edge"), fields::named(SwitchKind::Weight, "weight"),
                      fields::named(SwitchKind::Bias, "bias")};
}

/// One thing that is switched off, or set to another value.
struct Switch {
    SwitchKind what = SwitchKind::Unit;
    std::string address;  ///< the unit; of a map and a bias "conv2/9", or that of any unit of it
    std::string source;   ///< Edge and Weight: the unit that it hears, "pool1/2/4/6"
    float value = 0;      ///< 0: off
    bool operator==(const Switch&) const = default;
};
constexpr auto describe(const Switch*) {
    return fields::object(fields::field("what", &Switch::what), fields::field("address", &Switch::address),
                          fields::field("source", &Switch::source), fields::field("value", &Switch::value));
}

/// All that is switched off. Of two that are about the same thing the later one counts.
struct Silenced {
    std::vector<Switch> switches;
    bool operator==(const Silenced&) const = default;
};
constexpr auto describe(const Silenced*) {
    return fields::object(fields::field("switches", &Silenced::switches));
}

/// A map: its layer, and its number there; of a flat layer each unit is one.
struct Map {
    int node = 0;
    int map = 0;
    bool operator==(const Map&) const = default;
};
/// "conv2/9", "fc1/17", or the address of a unit of it; nothing when there is no such map.
std::optional<Map> parse_map(const nn::Architecture& architecture, std::string_view address);
std::string format_map(const nn::Architecture& architecture, const Map& map);

/// A model with things switched off. What is off is so for everything above it: a unit's activation is set
/// when its layer has been computed, an edge is taken out of its unit's sum before the non-linearity, weights
/// and biases are changed in a copy of the model. A unit of a softmax that is off has the probability 0; the
/// others keep theirs.
class Silencer {
  public:
    /// @throws Error when the model has no such unit, map, connection or bias
    explicit Silencer(nn::ModelPtr model, const Silenced& silenced = {});

    /// The model as it was where no weight and no bias is changed.
    const nn::ModelPtr& model() const { return model_; }

    /// To be called when layer `node` (0: the input is written) of model() has been computed, and before any
    /// layer that hears it is.
    void mend(int node, nn::Workspace& workspace) const;
    /// The layer and mend(). Layers that it hears have been computed so, too.
    void forward_layer(int node, nn::Workspace& workspace) const;
    /// All of them, from the input on.
    void forward(nn::Workspace& workspace) const;

  private:
    struct Edge {
        int unit;  ///< index in the layer
        int source_node;
        int source;     ///< index in that one
        float missing;  ///< what its weight has more than it should
    };
    struct Range {
        std::size_t first;
        std::size_t count;
        float value;
    };
    struct Changes {
        std::vector<Edge> edges;
        std::vector<Range> ranges;
    };
    void change_parameters(const std::vector<Switch>& switches);
    void add_edge(const Switch& edge);
    void add_range(const Switch& off);
    nn::Unit unit_of(const std::string& address) const;
    Map map_of(const std::string& address) const;

    nn::ModelPtr model_;
    std::vector<Changes> changes_;  ///< one a node
};

}  // namespace convoscope::explain
