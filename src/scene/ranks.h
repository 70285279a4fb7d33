#pragma once

#include <vector>

#include "nn/architecture.h"

namespace convoscope::scene {

/// One shown layer hears another, directly or by way of layers that are not shown.
struct Wire {
    int source = 0;  ///< nodes
    int target = 0;
    int ranks = 1;  ///< from the one to the other; more than 1: it passes others by

    bool operator==(const Wire&) const = default;
};

/// Where a shown layer stands among the others.
struct Spot {
    int rank = -1;    ///< layers on the longest way to it from the input; -1: not shown
    int bundle = -1;  ///< of branches that run side by side; -1: it stands alone
    int column = 0;   ///< of its bundle
};

/// A network as a picture takes it: layers one behind the other, and branches beside one another.
struct Ranks {
    std::vector<Spot> spots;  ///< by node
    int count = 0;
    std::vector<Wire> wires;  ///< by target
};

/// A bundle begins behind a layer that stands alone in its rank and ends before the next such layer; what
/// passes a layer by on one side only, as the short cut of a residual block does, leaves it alone. In a
/// bundle a layer stands in the column of one that it hears, else in a new one beside that.
/// @param hidden  by node; those that are missing are shown
Ranks rank_layers(const nn::Architecture& architecture, const std::vector<bool>& hidden = {});

}  // namespace convoscope::scene
