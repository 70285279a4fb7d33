#pragma once

#include <vector>

#include "nn/address.h"
#include "scene/view_state.h"

namespace convoscope::ask {

using EdgeDirection = scene::EdgeView::Direction;

/// The directions in which a unit has edges at all: a pixel of the input hears nobody, nobody hears the
/// answer.
inline std::vector<EdgeDirection> directions_of(const nn::Architecture& architecture, const nn::Unit& unit) {
    std::vector<EdgeDirection> all;
    if (!architecture.nodes[static_cast<std::size_t>(unit.node)].inputs.empty())
        all.push_back(EdgeDirection::Incoming);
    if (unit.node + 1 < static_cast<int>(architecture.nodes.size())) all.push_back(EdgeDirection::Outgoing);
    return all;
}

}  // namespace convoscope::ask
