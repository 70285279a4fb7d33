#include "train/optimiser.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace convoscope::train {

AdamW::AdamW(const AdamWOptions& options, std::size_t parameters)
    : options_(options), first_moment_(parameters), second_moment_(parameters) {}

void AdamW::begin_step(double learning_rate) {
    ++step_;
    const double steps = static_cast<double>(step_);
    rate_ = static_cast<float>(learning_rate / (1.0 - std::pow(options_.beta1, steps)));
    second_factor_ = static_cast<float>(1.0 / (1.0 - std::pow(options_.beta2, steps)));
    kept_ = static_cast<float>(1.0 - learning_rate * options_.weight_decay);
}

void AdamW::update(std::size_t first, std::span<float> values, std::span<const float> gradients, bool decay) {
    assert(step_ > 0 && values.size() == gradients.size() && first + values.size() <= first_moment_.size());
    const float beta1 = static_cast<float>(options_.beta1);
    const float beta2 = static_cast<float>(options_.beta2);
    const float epsilon = static_cast<float>(options_.epsilon);
    const float kept = decay ? kept_ : 1.0f;
    float* mean = &first_moment_[first];
    float* square = &second_moment_[first];
    float* value = values.data();
    const float* gradient = gradients.data();
    for (std::size_t i = 0; i < values.size(); ++i) {
        mean[i] = beta1 * mean[i] + (1.0f - beta1) * gradient[i];
        square[i] = beta2 * square[i] + (1.0f - beta2) * gradient[i] * gradient[i];
        value[i] = kept * value[i] - rate_ * mean[i] / (std::sqrt(square[i] * second_factor_) + epsilon);
    }
}

double one_cycle(long step, long steps, double peak) {
    assert(steps > 0);
    const double done =
        std::clamp(static_cast<double>(step) / static_cast<double>(std::max(1L, steps - 1)), 0.0, 1.0);
    const double top = 0.3;
    const auto cosine = [](double from, double to, double share) {
        return to + 0.5 * (from - to) * (1.0 + std::cos(std::numbers::pi * share));
    };
    if (done < top) return cosine(peak / 25.0, peak, done / top);
    return cosine(peak, peak / 250'000.0, (done - top) / (1.0 - top));
}

}  // namespace convoscope::train
