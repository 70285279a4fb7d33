#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/graph.h"
#include "models/pytorch/pickle.h"

/// Whole pickled networks: objects of torch.nn.Module's kind, and those of TorchScript.
namespace convoscope::models::pytorch {

/// Steps that may be taken through a pickle's values: they may share each other, so that a few thousand bytes
/// stand for more than could ever be walked through.
class Steps {
  public:
    /// @throws Error when there are no more
    void take(std::size_t count = 1);

  private:
    std::size_t left_ = 4'000'000;
};

bool is_module(const Pickle& pickle, Ref ref, Steps& steps);
/// Whether TorchScript wrote it: a class of the file's own, "__torch__.net.Net".
bool is_script_module(const Pickle& pickle, Ref ref);

/// A module taken apart.
struct TakenApart {
    Module module;
    std::vector<std::pair<std::string, Ref>> tensors;  ///< by the names and in the order of its state dict
    std::vector<std::string> names;  ///< of all submodules, as a state dict's _metadata has them
};
/// @throws Error when it is nested more than 64 deep, or too large
TakenApart take_apart(const Pickle& pickle, Ref ref, Steps& steps);

}  // namespace convoscope::models::pytorch
