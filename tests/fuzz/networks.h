#pragma once

#include <utility>
#include <variant>

#include "models/doctor/candidates.h"
#include "models/lowering.h"
#include "nn/forward.h"

/// What is done with a file that a reader took: networks are made of it, as by whoever opens it.
namespace convoscope::fuzz {

/// Computes a small network's values: what was read is safe to run. A large one would only take long.
inline void run_if_small(const nn::Model& model) {
    constexpr std::int64_t kMostUnits = 10'000;
    constexpr std::int64_t kMostProducts = 10'000'000;
    std::int64_t units = 0;
    std::int64_t weights = 0;
    for (std::size_t i = 0; i < model.architecture.nodes.size(); ++i) {
        units += model.architecture.nodes[i].output.size();
        weights += static_cast<std::int64_t>(model.parameters()[i].weight.size());
    }
    if (units > kMostUnits || units * weights > kMostProducts) return;
    nn::Workspace workspace(model.architecture);
    forward(model, workspace);
}

/// Of a graph the network that it is; of weights alone the likeliest of those that they may be.
inline void make_networks(const models::ForeignFile& file) {
    if (const auto* graph = std::get_if<models::Graph>(&file.content))
        return run_if_small(models::lower(*graph, file.classes).model);
    constexpr std::size_t kTried = 4;
    const auto candidates = models::doctor::candidates(std::get<models::Weights>(file.content));
    for (std::size_t i = 0; i < candidates.size() && i < kTried; ++i)
        run_if_small(models::lower(candidates[i].graph(), file.classes).model);
}

}  // namespace convoscope::fuzz
