#include "explain/flip_examples.h"

#include <algorithm>

#include "train/show.h"

namespace convoscope::explain {

FlipExamples flip_examples(const nn::Architecture& architecture, const train::Part& part) {
    constexpr std::int64_t kMost = 1000, kMostWork = 5'000'000'000;  // multiply-adds
    const std::int64_t work = std::max<std::int64_t>(1, nn::multiply_adds(architecture));
    const auto affordable = static_cast<std::size_t>(std::min(kMost, kMostWork / work));
    std::vector<std::vector<float>> examples(std::min(affordable, part.count));
    for (std::size_t i = 0; i < examples.size(); ++i) {
        examples[i].resize(static_cast<std::size_t>(architecture.input.shape.size()));
        train::show(architecture.input, part, i, examples[i]);
    }
    return std::make_shared<const std::vector<std::vector<float>>>(std::move(examples));
}

}  // namespace convoscope::explain
