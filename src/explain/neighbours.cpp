#include "explain/neighbours.h"

#include <Eigen/Core>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

namespace convoscope::explain {
namespace {

constexpr std::size_t kValuesAStep = 4 << 20;  // some milliseconds

using ConstArray = Eigen::Map<const Eigen::ArrayXf>;

ConstArray array_of(std::span<const float> values) {
    return {values.data(), static_cast<Eigen::Index>(values.size())};
}

}  // namespace

NearestJob::NearestJob(LayerValuesPtr values, std::vector<float> activations, std::size_t count)
    : values_(std::move(values)), activations_(std::move(activations)), count_(count) {
    assert(activations_.size() == values_->width);
    squares_.reserve(values_->pictures.size());
}

bool NearestJob::step() {
    const std::size_t rows = std::max<std::size_t>(1, kValuesAStep / values_->width);
    const std::size_t end = std::min(next_ + rows, values_->pictures.size());
    const ConstArray here = array_of(activations_);
    for (; next_ < end; ++next_) squares_.push_back((array_of(values_->row(next_)) - here).square().sum());
    return next_ < values_->pictures.size();
}

float NearestJob::progress() const {
    return static_cast<float>(next_) / static_cast<float>(values_->pictures.size());
}

std::vector<Neighbour> NearestJob::result() {
    std::vector<std::uint32_t> order(squares_.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto count = static_cast<std::ptrdiff_t>(std::min(count_, order.size()));
    std::partial_sort(order.begin(), order.begin() + count, order.end(),
                      [&](std::uint32_t a, std::uint32_t b) {
                          return squares_[a] != squares_[b] ? squares_[a] < squares_[b] : a < b;
                      });
    std::vector<Neighbour> neighbours;
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const std::uint32_t at = order[static_cast<std::size_t>(i)];
        neighbours.push_back({values_->pictures[at], values_->labels[at], std::sqrt(squares_[at])});
    }
    return neighbours;
}

std::vector<Neighbour> nearest(const LayerValuesPtr& values, std::span<const float> activations,
                               std::size_t count) {
    NearestJob job(values, {activations.begin(), activations.end()}, count);
    while (job.step()) {
    }
    return job.result();
}

}  // namespace convoscope::explain
