#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/message.h"
#include "models/graph.h"

/// Networks that a set of weights may be. A state dict has no forward(): what is not in it is guessed from
/// names, order and shapes, and whoever asks tries the guesses on pictures.
namespace convoscope::models::doctor {

/// Something that the file does not say.
struct Guess {
    std::string what;   ///< "input", "order", "stem", "padding", "stride", "pool", "activation",
                        ///< "normalisation", "flatten"
    std::string value;  ///< "1x28x28", "relu": the same in every language, for JSON
    Message text;       ///< both in words
};

struct Candidate {
    std::vector<Guess> guesses;
    double cost = 0;  ///< how much speaks against it; the first has the least
    /// Makes the graph: [-1, channels, rows, columns] goes in by the name "input", raw scores come out by
    /// the name "output" (no softmax). It holds the weights, so that there should not be many at once. The
    /// Weights outlive it.
    std::function<Graph()> graph;
};

/// Possible networks, the likeliest first, at most 64; none when the layers do not follow each other. Where a
/// module was pickled whole and is made of torch.nn's Sequential alone, the first is certain.
std::vector<Candidate> candidates(const Weights& weights);
std::vector<Candidate> candidates(Weights&& weights) = delete;  // they would be gone

}  // namespace convoscope::models::doctor
