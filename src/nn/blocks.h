#pragma once

#include <string>
#include <vector>

#include "nn/architecture.h"

namespace convoscope::nn {

/// Layers that belong together, one after the other in the list of nodes: what a large network is overlooked
/// by.
struct LayerBlock {
    std::string name;  ///< "layer2", "layer2.0"; unique in its network
    int number = 0;    ///< counted from 1 where the network does not name its blocks; else 0
    int first = 0;     ///< nodes [first, last]
    int last = 0;
    int parent = -1;   ///< index of the block that it is in; -1: in none
    int children = 0;  ///< blocks in it

    int layers() const { return last - first + 1; }
    bool has(int node) const { return node >= first && node <= last; }
};

/// The blocks of a network, outer ones before those in them: by the beginnings that its layers' names share
/// ("layer1.0." of "layer1.0.conv1", "/layer1/layer1.0/" and "conv2_block1_" likewise), at most two levels
/// deep; where names tell nothing, by its branches: from where they part to where they meet. Neither input
/// nor output is in a block, and no block holds more than half of the layers. Empty where there are not two.
std::vector<LayerBlock> blocks_of(const Architecture& architecture);

}  // namespace convoscope::nn
