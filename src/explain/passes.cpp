#include "explain/passes.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "nn/layer_pass.h"

namespace convoscope::explain {
namespace {

/// Multiply-adds of a pass that is a small piece of work: some hundred microseconds.
constexpr std::int64_t kSmall = 10'000'000;
constexpr std::int64_t kMostPassesInStep = 32;

}  // namespace

Passes::Passes(nn::ModelPtr model, int threads) : model_(std::move(model)), threads_(std::max(1, threads)) {
    const std::int64_t work = std::max<std::int64_t>(1, nn::multiply_adds(model_->architecture));
    large_ = work > kSmall;
    a_step_ = static_cast<int>(std::clamp<std::int64_t>(2 * kSmall / work, 1, kMostPassesInStep));
    const int lanes = large_ ? 1 : threads_;
    for (int lane = 0; lane < lanes; ++lane) workspaces_.emplace_back(model_->architecture);
}

void Passes::begin(Showings showings) {
    showings_ = std::move(showings);
    outputs_.assign(static_cast<std::size_t>(showings_.count), {});
    next_ = next_layer_ = next_block_ = 0;
}

float Passes::progress() const {
    if (showings_.count == 0) return 1.0f;
    const auto layers = static_cast<float>(model_->architecture.nodes.size());
    const float part = static_cast<float>(next_layer_) / layers;
    return (static_cast<float>(next_) + part) / static_cast<float>(showings_.count);
}

bool Passes::step() {
    if (next_ < showings_.count) {
        if (!workers_) workers_ = std::make_unique<Workers>(threads_);
        if (large_)
            step_large();
        else
            step_small();
    }
    return next_ < showings_.count;
}

void Passes::finish_pass(int index, const nn::Workspace& workspace) {
    const auto output = workspace.output();
    outputs_[static_cast<std::size_t>(index)].assign(output.begin(), output.end());
}

void Passes::run_whole(int index, int lane) {
    nn::Workspace& workspace = workspaces_[static_cast<std::size_t>(lane)];
    if (!showings_.load(index, lane, workspace.input())) return;
    const auto layers = static_cast<int>(model_->architecture.nodes.size());
    for (int layer = 1; layer < layers; ++layer) {
        nn::forward_layer(*model_, layer, workspace);
        if (layer == showings_.changed_layer) showings_.change(index, lane, workspace);
    }
    finish_pass(index, workspace);
}

void Passes::step_small() {
    const int first = next_;
    const int count = std::min(showings_.count - first, a_step_ * lanes());
    workers_->run(lanes(), [&](int lane) {
        const int end = first + count * (lane + 1) / lanes();
        for (int index = first + count * lane / lanes(); index < end; ++index) run_whole(index, lane);
    });
    next_ += count;
}

/// A layer, shared out to all threads; where there is but one, a block of it.
void Passes::step_large() {
    nn::Workspace& workspace = workspaces_.front();
    if (next_layer_ == 0) {
        if (showings_.load(next_, 0, workspace.input()))
            next_layer_ = 1;
        else
            ++next_;
        return;
    }
    if (threads_ > 1) {
        nn::forward_layer(*model_, next_layer_, workspace, *workers_);
    } else {
        const nn::LayerPass layer(*model_, next_layer_, workspace, 1);
        layer.compute(next_block_);
        if (++next_block_ < layer.blocks()) return;
        next_block_ = 0;
    }
    if (next_layer_ == showings_.changed_layer) showings_.change(next_, 0, workspace);
    if (++next_layer_ < static_cast<int>(model_->architecture.nodes.size())) return;
    next_layer_ = 0;
    finish_pass(next_++, workspace);
}

int answer_of(std::span<const float> outputs) {
    assert(!outputs.empty());
    return static_cast<int>(std::ranges::max_element(outputs) - outputs.begin());
}

}  // namespace convoscope::explain
