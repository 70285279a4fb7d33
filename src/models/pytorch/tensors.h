#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/graph.h"
#include "models/pytorch/storages.h"

/// Tensors in a pickle of PyTorch's: calls of the functions of torch/_utils.py that would build them.
namespace convoscope::models::pytorch {

/// How a tensor would be built.
struct Recipe {
    std::string_view maker;      ///< "torch._utils._rebuild_tensor_v2"
    std::vector<Ref> arguments;  ///< (storage, offset, size, strides, ...) where it is an ordinary one
    bool is_ordinary = false;
};
/// Nothing when it is no tensor. Parameters are the tensors in them.
std::optional<Recipe> recipe_of(const Pickle& pickle, Ref ref);

using NamedTensors = std::vector<std::pair<std::string, GraphTensor>>;

class TensorReader {
  public:
    TensorReader(const Pickle& pickle, Storages& storages, Budget& budget)
        : pickle_(pickle), storages_(storages), budget_(budget) {}

    /// Appends the tensor `ref`, or a line to `skipped` when networks here have no such tensors.
    /// @throws Error when it does not fit its bytes, is quantised, or all need much more than the file has
    void read(const std::string& name, Ref ref, NamedTensors& to, std::vector<Message>& skipped);

  private:
    std::optional<RawTensor> raw(const std::string& name, const Recipe& recipe, std::string& kind) const;

    const Pickle& pickle_;
    Storages& storages_;
    Budget& budget_;
};

}  // namespace convoscope::models::pytorch
