#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "nn/address.h"
#include "nn/blocks.h"

/// What layers and units are called where people read. The short forms ("conv2", "conv2/10/5/5") are for
/// searching and citing.
namespace convoscope::studio {

/// "Convolution 1" of conv1, "Output" of output. An imported layer is numbered among those of its operator,
/// whatever its file calls it. A layer whose name says no more than its own network's papers do ("c3",
/// "block4.conv2") keeps it.
std::string layer_title(const nn::Architecture& architecture, int node, Language language);
/// What the layer has: "6 maps, 28 × 28", "120 neurons", "32 × 32 pixels", "10 classes"; with the operator
/// before it where the title does not say that.
std::string layer_words(const nn::Architecture& architecture, int node, Language language);
/// "layer2"; "Block 2" where the network does not name it.
std::string block_title(const nn::LayerBlock& block, Language language);
/// What it holds: "4 blocks, 17 layers", "3 layers".
std::string block_words(const nn::LayerBlock& block, Language language);
/// A class as people call it in this language, where it is one of those that are known: "裤子" of "trousers".
std::string class_words(const std::string& name, Language language);
/// Of all classes of a network.
std::vector<std::string> class_words(const nn::Architecture& architecture, Language language);
/// "Convolution 2, map 10, row 5, column 5", "Fully connected 1, unit 17", "Output, class 7"; the numbers are
/// those of the address.
std::string place_words(const nn::Architecture& architecture, const nn::Unit& unit, Language language);
/// The same without the layer: "map 10, row 5, column 5".
std::string place_in_layer_words(const nn::Architecture& architecture, const nn::Unit& unit,
                                 Language language);

}  // namespace convoscope::studio
