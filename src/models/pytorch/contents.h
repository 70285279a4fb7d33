#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/graph.h"
#include "models/pytorch/modules.h"
#include "models/pytorch/pickle.h"

/// Which of a pickle's values is the network: a state dict, a checkpoint that holds one, a whole module.
namespace convoscope::models::pytorch {

struct Contents {
    std::vector<std::pair<std::string, Ref>> tensors;  ///< in order
    std::vector<std::string> modules;                  ///< Weights::modules
    std::optional<Module> root;
    std::vector<std::string> classes;  ///< ForeignFile::classes
    std::vector<Message> skipped;
    enum class Kind { StateDict, Checkpoint, WholeModule, Script } kind = Kind::StateDict;
};

/// The values with the most tensors are the network, before those that an optimiser or an average of weights
/// has. Prefixes that wrappers put before every name ("module.", "_orig_mod.") are taken away.
/// @throws Error when there is none
Contents find_network(const Pickle& pickle);

}  // namespace convoscope::models::pytorch
