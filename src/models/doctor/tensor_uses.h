#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/graph.h"

/// What each tensor of a file that holds nothing else is taken for.
namespace convoscope::models::doctor {

struct TensorUse {
    std::string name;
    std::vector<std::int64_t> shape;
    std::string layer;  ///< that it belongs to, by the name that its tensors have in common
    bool used = false;  ///< else it belongs to none
};

/// All of them, in the file's order, without counters and other whole numbers.
std::vector<TensorUse> uses_of(const Weights& weights);

/// A layer that cannot hear the one before it.
struct Misfit {
    std::string name;    ///< of its tensor
    std::string found;   ///< the tensor's shape, "[84, 121]"
    std::string wanted;  ///< one that would fit, "[84, 120]"
    std::string before;  ///< the layer before
};

/// The first in the file's order; nothing when there is none, or hardly anything is known.
std::optional<Misfit> misfit_of(const Weights& weights);

/// "[84, 120]"
std::string shape_text(const std::vector<std::int64_t>& shape);

}  // namespace convoscope::models::doctor
