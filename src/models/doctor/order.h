#pragma once

#include <optional>
#include <vector>

#include "models/doctor/layers.h"

/// In which order layers hear each other.
namespace convoscope::models::doctor {

/// Convolutions that hear the same and are added up; nearly always one.
using Stage = std::vector<const Layer*>;

struct Chain {
    Chain() = default;
    Chain(Chain&&) = default;  // it points into itself, which a move leaves as it is and a copy does not
    Chain& operator=(Chain&&) = default;

    std::vector<Layer> layers;  ///< with `in`, `out`, `groups` and the kernel's size filled in
    std::vector<Stage> convs;   ///< into `layers`
    std::vector<const Layer*> linears;
    std::int64_t channels = 0;  ///< of the picture; 0 where a linear layer comes first
    bool is_reordered = false;  ///< not as the file has them
};

/// Orders in which every layer's inputs are the outputs of the one before: the file's, that of the names'
/// numbers, or any. Nothing when there is none.
std::optional<Chain> put_in_chain(const std::vector<Layer>& layers);

}  // namespace convoscope::models::doctor
