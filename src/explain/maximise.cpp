#include "explain/maximise.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>

#include "base/error.h"
#include "explain/input_field.h"
#include "explain/maximise_texts.h"

namespace convoscope::explain {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kAStep{4};

/// The share of the steps that is left to sharpen the picture where it stands.
constexpr float kQuietEnd = 0.1f;

/// One line of `count` values, `apart` from each other, through the filter; beyond its ends there is nothing.
void blur_line(float* first, int count, std::ptrdiff_t apart, const std::vector<float>& filter,
               std::vector<float>& line) {
    const int radius = static_cast<int>(filter.size()) - 1;
    for (int i = 0; i < count; ++i) line[static_cast<std::size_t>(i)] = first[i * apart];
    for (int i = 0; i < count; ++i) {
        float sum = 0;
        for (int k = std::max(-radius, -i); k <= std::min(radius, count - 1 - i); ++k)
            sum += filter[static_cast<std::size_t>(std::abs(k))] * line[static_cast<std::size_t>(i + k)];
        first[i * apart] = sum;
    }
}

/// Each channel through a Gaussian, along rows and columns.
void blur(std::vector<float>& values, const nn::Shape& shape, float deviation) {
    if (deviation <= 0) return;
    std::vector<float> filter(static_cast<std::size_t>(std::ceil(3 * deviation)) + 1);
    float sum = 0;
    for (std::size_t k = 0; k < filter.size(); ++k) {
        const float distance = static_cast<float>(k) / deviation;
        filter[k] = std::exp(-distance * distance / 2);
        sum += k == 0 ? filter[k] : 2 * filter[k];
    }
    for (float& value : filter) value /= sum;
    std::vector<float> line(static_cast<std::size_t>(std::max(shape.height, shape.width)));
    for (int channel = 0; channel < shape.channels; ++channel) {
        float* const plane = values.data() + std::ptrdiff_t{channel} * shape.height * shape.width;
        for (int row = 0; row < shape.height; ++row)
            blur_line(plane + std::ptrdiff_t{row} * shape.width, shape.width, 1, filter, line);
        for (int column = 0; column < shape.width; ++column)
            blur_line(plane + column, shape.height, shape.width, filter, line);
    }
}

/// `by` nearer to 0, but not beyond it.
float faded(float value, float by) { return std::copysign(std::max(std::abs(value) - by, 0.0f), value); }

/// Calls visit(index here, index there) for every value whose place, moved down and right, is in the picture.
template <class Visit>
void each_moved(const nn::Shape& shape, int down, int right, Visit visit) {
    for (int channel = 0; channel < shape.channels; ++channel)
        for (int row = std::max(0, -down); row < std::min(shape.height, shape.height - down); ++row)
            for (int column = std::max(0, -right); column < std::min(shape.width, shape.width - right);
                 ++column) {
                const int here = (channel * shape.height + row) * shape.width + column;
                visit(static_cast<std::size_t>(here),
                      static_cast<std::size_t>(here + down * shape.width + right));
            }
}

/// The input's part that one of the map's units sees in all.
nn::Field field_of(const nn::Architecture& architecture, const Aim& aim) {
    nn::Field field = field_in_input(architecture, aim.target.unit);
    if (aim.whole_map) {
        field.first_row = field.first_column = 0;
        field.last_row = architecture.input.shape.height;
        field.last_column = architecture.input.shape.width;
    }
    return field;
}

}  // namespace

Aim aim_at(const nn::Model& model, std::string_view address, bool whole_map) {
    if (const auto aim = parse_aim(model.architecture, address, whole_map)) return *aim;
    throw Error(maximise_texts.no_such_aim, std::string(address), model.name);
}

MaximiseJob::MaximiseJob(nn::ModelPtr model, const Aim& aim, MaximiseOptions options,
                         std::shared_ptr<Watch> watch)
    : model_(std::move(model)), options_(options), watch_(std::move(watch)) {
    if (options_.steps < 1 || options_.starts < 1) throw Error(maximise_texts.nothing_to_do);
    if (aim.target.unit.node == 0) throw Error(maximise_texts.input_is_no_unit);
    const nn::Architecture& architecture = model_->architecture;
    result_.aim = aim;
    result_.shape = architecture.input.shape;
    result_.field = field_of(architecture, aim);
    rest_ = architecture.input.preprocessing == nn::Preprocessing::Photo ? 0.5f : 0.0f;
    const nn::Field& field = result_.field;
    const int side = std::min(field.last_row - field.first_row, field.last_column - field.first_column);
    reach_ = static_cast<int>(std::lround(options_.jitter * static_cast<float>(side)));
}

void MaximiseJob::begin(int index) {
    nn::Random random(nn::Random(options_.seed).next() + static_cast<std::uint64_t>(index));
    std::vector<float> ink(static_cast<std::size_t>(result_.shape.size()));
    const double noise = static_cast<double>(options_.noise);
    for (float& value : ink)
        value = std::clamp(rest_ + static_cast<float>(random.between(-noise, noise)), 0.0f, 1.0f);
    starts_.push_back({random, std::move(ink)});
    measure(starts_.back().ink, result_.climbs.emplace_back());
}

/// Puts the picture, moved, into the network's input.
void MaximiseJob::load(const std::vector<float>& ink, int down, int right) {
    const nn::InputSpec& spec = model_->architecture.input;
    const std::span<float> input = gradient_->input();
    const std::size_t plane = input.size() / static_cast<std::size_t>(spec.shape.channels);
    const auto at = [&](std::size_t index, float value) {
        const nn::ChannelRange range = spec.range(static_cast<int>(index / plane));
        input[index] = range.low + (range.high - range.low) * value;
    };
    if (down != 0 || right != 0)
        for (std::size_t index = 0; index < input.size(); ++index) at(index, rest_);
    each_moved(spec.shape, down, right, [&](std::size_t here, std::size_t there) { at(there, ink[here]); });
}

void MaximiseJob::measure(const std::vector<float>& ink, Climb& climb) {
    load(ink, 0, 0);
    gradient_->forward();
    climb.value = value_of(model_->architecture, gradient_->values(), result_.aim);
    climb.values.push_back(climb.value);
    climb.picture.assign(gradient_->input().begin(), gradient_->input().end());
}

void MaximiseJob::add_gradient(std::vector<float>& ink, float rate, int down, int right) {
    const nn::InputSpec& spec = model_->architecture.input;
    seed_ascent(model_->architecture, gradient_->values(), result_.aim, seed_);
    std::span<const float> gradient = gradient_->backward(seed_);
    if (std::ranges::all_of(gradient, [](float value) { return value == 0.0f; }))
        gradient = gradient_->backward(seed_, true);
    const std::size_t plane = gradient.size() / static_cast<std::size_t>(spec.shape.channels);
    const auto slope = [&](std::size_t index) {
        const nn::ChannelRange range = spec.range(static_cast<int>(index / plane));
        return gradient[index] * (range.high - range.low);
    };
    float largest = 0;
    for (std::size_t index = 0; index < gradient.size(); ++index)
        largest = std::max(largest, std::abs(slope(index)));
    if (!(largest > 0) || !std::isfinite(largest)) return;
    each_moved(spec.shape, down, right,
               [&](std::size_t here, std::size_t there) { ink[here] += rate * slope(there) / largest; });
}

/// One step.
void MaximiseJob::climb(Start& start, Climb& climb) {
    const int step = static_cast<int>(climb.values.size());  // from 1: the start has a value, too
    const float time = static_cast<float>(step) / static_cast<float>(options_.steps);
    const bool quiet = time > 1 - kQuietEnd;
    const auto jitter = [&] {
        return quiet ? 0
                     : static_cast<int>(start.random.below(static_cast<std::uint32_t>(2 * reach_ + 1))) -
                           reach_;
    };
    const int down = jitter();
    const int right = jitter();
    load(start.ink, down, right);
    gradient_->forward();
    const float rate = options_.rate * (1 - 0.9f * time);
    add_gradient(start.ink, rate, down, right);
    for (float& value : start.ink)
        value = faded((1 - options_.decay) * (value - rest_), options_.fade * rate);
    if (!quiet && options_.blur_every > 0 && step % options_.blur_every == 0)
        blur(start.ink, result_.shape, options_.blur_from + (options_.blur_to - options_.blur_from) * time);
    for (float& value : start.ink) value = std::clamp(value + rest_, 0.0f, 1.0f);
    measure(start.ink, climb);
}

bool MaximiseJob::step() {
    const Clock::time_point start = Clock::now();
    const int all = options_.steps * options_.starts;
    if (!gradient_) {
        gradient_ = std::make_unique<UnitGradient>(*model_, result_.aim.target.unit.node);
        seed_.resize(gradient_->values().activations(result_.aim.target.unit.node).size());
    }
    do {
        const auto at = static_cast<std::size_t>(done_ % options_.starts);
        if (at == starts_.size()) begin(static_cast<int>(at));
        climb(starts_[at], result_.climbs[at]);
        ++done_;
    } while (done_ < all && Clock::now() - start < kAStep);
    if (watch_) watch_->put(result_);
    return done_ < all;
}

float MaximiseJob::progress() const {
    return static_cast<float>(done_) / static_cast<float>(options_.steps * options_.starts);
}

MaximiseJob::Result MaximiseJob::result() {
    std::ranges::stable_sort(result_.climbs,
                             [](const Climb& a, const Climb& b) { return a.value > b.value; });
    return std::move(result_);
}

}  // namespace convoscope::explain
