#include "explain/scramble.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "nn/initialise.h"

namespace convoscope::explain {
namespace {

/// Of each magnitude, from 0; equal ones have the mean of theirs.
std::vector<double> ranks_of(std::span<const float> map) {
    std::vector<std::size_t> order(map.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto magnitude = [&](std::size_t at) { return std::abs(map[at]); };
    std::ranges::sort(order, {}, magnitude);
    std::vector<double> ranks(map.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && magnitude(order[last]) == magnitude(order[first])) ++last;
        const double rank = static_cast<double>(first + last - 1) / 2;
        for (; first < last; ++first) ranks[order[first]] = rank;
    }
    return ranks;
}

}  // namespace

Scrambler::Scrambler(nn::ModelPtr model, std::uint64_t seed)
    : model_(std::move(model)), seed_(seed), current_(model_) {
    const std::vector<nn::Parameters>& parameters = model_->parameters();
    for (auto index = static_cast<int>(parameters.size()) - 1; index > 0; --index)
        if (!parameters[static_cast<std::size_t>(index)].weight.empty()) layers_.push_back(index);
}

nn::ModelPtr Scrambler::scrambled(int count) {
    assert(0 <= count && count <= static_cast<int>(layers_.size()));
    if (count == 0) return model_;
    if (!drawn_) {
        nn::Model drawn = nn::empty_model(model_->architecture);
        nn::initialise(drawn, seed_);
        drawn_ = std::make_shared<const nn::Model>(std::move(drawn));
    }
    if (count == count_) return current_;
    nn::Model copy = *current_;
    copy.edit([&](std::vector<nn::Parameters>& parameters) {
        for (int at = std::min(count, count_); at < std::max(count, count_); ++at) {
            const auto layer = static_cast<std::size_t>(layers_[static_cast<std::size_t>(at)]);
            parameters[layer] = (at < count ? drawn_ : model_)->parameters()[layer];
        }
    });
    current_ = std::make_shared<const nn::Model>(std::move(copy));
    count_ = count;
    return current_;
}

float rank_correlation(std::span<const float> map, std::span<const float> other) {
    assert(map.size() == other.size());
    std::vector<float> kept;
    std::vector<float> others_kept;
    for (std::size_t i = 0; i < map.size(); ++i) {
        if (map[i] == 0 && other[i] == 0) continue;
        kept.push_back(map[i]);
        others_kept.push_back(other[i]);
    }
    const std::vector<double> ranks = ranks_of(kept);
    const std::vector<double> others = ranks_of(others_kept);
    const double mean = (static_cast<double>(kept.size()) - 1) / 2;  // of any ranks
    double together = 0;
    double own = 0;
    double theirs = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        together += (ranks[i] - mean) * (others[i] - mean);
        own += (ranks[i] - mean) * (ranks[i] - mean);
        theirs += (others[i] - mean) * (others[i] - mean);
    }
    return own > 0 && theirs > 0 ? static_cast<float>(together / std::sqrt(own * theirs)) : 0.0f;
}

}  // namespace convoscope::explain
