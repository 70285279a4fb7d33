#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "explain/sweep.h"
#include "nn/readings.h"
#include "support/bundled.h"

/// What networks are shown in the tests of changes.
namespace convoscope::test {

/// Runs a job to its end.
template <typename Job>
auto finished(Job job) {
    float progress = 0;
    while (job.step()) {
        EXPECT_GE(job.progress(), progress);
        EXPECT_LE(job.progress(), 1);
        progress = job.progress();
    }
    return job.result();
}

/// One of the sample digits, 0 .. 9, as the network's input.
inline std::vector<float> digit_for(const nn::Model& model, int digit) {
    nn::Workspace workspace(model.architecture);
    read(model, pictures().at(static_cast<std::size_t>(digit)), workspace);
    return {workspace.input().begin(), workspace.input().end()};
}

inline std::vector<float> outputs_of(const nn::Model& model, std::span<const float> input) {
    nn::Workspace workspace(model.architecture);
    std::ranges::copy(input, workspace.input().begin());
    nn::forward(model, workspace);
    return {workspace.output().begin(), workspace.output().end()};
}

/// So much work that its passes are done layer by layer, and its layers in blocks.
inline nn::ModelPtr slow_model() {
    std::vector<Node> nodes{input_node(),
                            window_node("conv1", ops::conv, 0, 24, {3, 3, 1, 1}, Activation::Relu),
                            window_node("conv2", ops::conv, 1, 24, {3, 3, 1, 1}, Activation::Relu),
                            window_node("pool", ops::max_pool, 2, 0, {4, 4, 4, 0}),
                            linear_node("out", 3, 3, Activation::Softmax)};
    return random_model("slow", network({3, 64, 64}, std::move(nodes), 3));
}

/// No softmax at its end.
inline nn::ModelPtr plain_model() {
    std::vector<Node> nodes{input_node(),
                            window_node("conv", ops::conv, 0, 6, {3, 3, 2, 1}, Activation::Relu),
                            linear_node("out", 1, 4)};
    return random_model("plain", network({2, 12, 10}, std::move(nodes), 4));
}

}  // namespace convoscope::test
