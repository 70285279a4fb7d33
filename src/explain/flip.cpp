#include "explain/flip.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/error.h"
#include "explain/change_texts.h"
#include "explain/input_gradient.h"
#include "explain/passes.h"

namespace convoscope::explain {
namespace {

constexpr std::int64_t kSlow = 10'000'000;  // multiply-adds of a pass
constexpr int kTriedBySmall = 8;
constexpr int kHalvings = 8;
constexpr std::size_t kNearest = 4;  // examples that a search goes towards
constexpr int kExamplesInStep = 64;

enum class Phase { Begin, Examples, Search, TakeBack, Weaken, WeakenEach, Done };

/// One way to look for a flip.
struct Attempt {
    float other_weight;  ///< of the strongest other's score against that of `to`
    /// What the pixels are changed to: an input that is read as `to`; null: paper and ink.
    const std::vector<float>* towards = nullptr;
};

double sum_of_squares(std::span<const float> values) {
    double sum = 0;
    for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
    return sum;
}

double distance(std::span<const float> a, std::span<const float> b) {
    std::vector<float> between(a.begin(), a.end());
    for (std::size_t i = 0; i < between.size(); ++i) between[i] -= b[i];
    return sum_of_squares(between);
}

}  // namespace

/// All that a job has, at a place that stays.
struct FlipJob::State {
    State(nn::ModelPtr its_model, std::vector<float> what, const FlipOptions& how, FlipExamples those)
        : model(std::move(its_model)),
          options(how),
          examples(std::move(those)),
          original(std::move(what)),
          input(original),
          workspace(model->architecture),
          gradient(model->architecture),
          weights(model->architecture.classes.size()) {
        const nn::Shape& shape = model->architecture.input.shape;
        area = shape.height * shape.width;
        if (options.tried <= 0)
            options.tried = nn::multiply_adds(model->architecture) > kSlow ? 1 : kTriedBySmall;
    }

    void run(std::span<const float> values);
    float score(int of_class) const;
    int strongest_other() const;
    bool flips(std::span<const float> values);
    void begin();
    void read_examples();
    void plan_attempts();
    void begin_attempt();
    void end_attempt(bool flipped);
    const Attempt& attempt() const { return attempts[current]; }
    float wanted_value(int value, float slope) const;
    std::vector<int> promising_pixels();
    void search();
    void take_back();
    void set_pixel(int pixel, float part, std::vector<float>& values) const;
    void weaken();
    void weaken_next();
    void measure();

    nn::ModelPtr model;
    FlipOptions options;
    FlipExamples examples;
    std::vector<float> original;
    std::vector<float> input;  ///< as changed so far
    nn::Workspace workspace;
    ScoreGradient gradient;
    std::vector<float> weights;
    int area = 0;
    Phase phase = Phase::Begin;
    std::vector<std::pair<double, std::size_t>> read_as_to;  ///< examples, with their distances
    std::vector<Attempt> attempts;
    std::size_t current = 0;
    std::vector<float> wanted;  ///< of the last promise: what each value would become
    std::vector<char> touched;  ///< one a pixel
    std::vector<int> chosen;    ///< pixels in the order in which they were changed
    std::vector<float> full;    ///< the best attempt's input: what parts are of
    std::vector<int> fewest;    ///< its pixels
    std::size_t next = 0;       ///< example, or one of `chosen`
    bool took_any = false;      ///< back, since the list was begun
    InputFlip flip;
};

void FlipJob::State::run(std::span<const float> values) {
    std::ranges::copy(values, workspace.input().begin());
    nn::forward(*model, workspace);
}

float FlipJob::State::score(int of_class) const {
    return scores_of(model->architecture, workspace)[static_cast<std::size_t>(of_class)];
}

int FlipJob::State::strongest_other() const {
    int best = options.to == 0 ? 1 : 0;
    for (int k = 0; k < static_cast<int>(weights.size()); ++k)
        if (k != options.to && score(k) > score(best)) best = k;
    return best;
}

bool FlipJob::State::flips(std::span<const float> values) {
    run(values);
    return score(options.to) - score(strongest_other()) >= options.margin;
}

void FlipJob::State::begin() {
    run(input);
    flip.from = answer_of(workspace.output());
    if (flip.from == options.to)
        throw Error(change_texts.is_already,
                    model->architecture.classes[static_cast<std::size_t>(options.to)]);
    phase = Phase::Examples;
}

void FlipJob::State::read_examples() {
    const std::size_t all = examples ? examples->size() : 0;
    const bool slow = nn::multiply_adds(model->architecture) > kSlow;
    const std::size_t end = std::min(all, next + (slow ? 1 : kExamplesInStep));
    for (; next < end; ++next) {
        const std::vector<float>& example = (*examples)[next];
        if (flips(example)) read_as_to.emplace_back(distance(original, example), next);
    }
    if (next == all) plan_attempts();
}

void FlipJob::State::plan_attempts() {
    std::ranges::sort(read_as_to);
    read_as_to.resize(std::min(read_as_to.size(), kNearest));
    for (const auto& [away, example] : read_as_to) attempts.push_back({0.5f, &(*examples)[example]});
    // These may lead nowhere: they come last, when it is known how few pixels are enough.
    attempts.push_back({0.5f});
    attempts.push_back({1.0f});
    begin_attempt();
}

void FlipJob::State::begin_attempt() {
    input = original;
    touched.assign(static_cast<std::size_t>(area), 0);
    chosen.clear();
    next = 0;
    took_any = false;
    phase = Phase::Search;
}

/// What comes of it is kept if it has fewer pixels than all before.
void FlipJob::State::end_attempt(bool flipped) {
    if (flipped && (!flip.found || chosen.size() < fewest.size())) {
        flip.found = true;
        full = input;
        fewest = chosen;
    }
    if (++current < attempts.size()) {
        begin_attempt();
        return;
    }
    // Where nothing was found, the last attempt's input is shown.
    phase = flip.found ? Phase::Weaken : Phase::Done;
    if (flip.found) input = full;
    if (flip.found) chosen = fewest;
}

/// What a value would become: the example's, or the end of its range that the score rises towards.
float FlipJob::State::wanted_value(int value, float slope) const {
    if (attempt().towards) return (*attempt().towards)[static_cast<std::size_t>(value)];
    const nn::ChannelRange range = model->architecture.input.range(value / area);
    const auto [low, high] = std::minmax(range.low, range.high);
    const float end = slope > 0 ? high : low;
    // What lies beyond its limit stays where it is.
    const bool rises = (end - input[static_cast<std::size_t>(value)]) * slope > 0;
    return rises ? end : input[static_cast<std::size_t>(value)];
}

/// By the gradient at the workspace's values, most promising first.
std::vector<int> FlipJob::State::promising_pixels() {
    std::ranges::fill(weights, 0.0f);
    weights[static_cast<std::size_t>(options.to)] = 1;
    weights[static_cast<std::size_t>(strongest_other())] = -attempt().other_weight;
    const auto slopes = gradient.of(*model, workspace, weights);
    std::vector<float> promise(static_cast<std::size_t>(area));
    std::vector<char> moves(static_cast<std::size_t>(area));
    wanted = input;
    for (int value = 0; value < static_cast<int>(input.size()); ++value) {
        const auto at = static_cast<std::size_t>(value), pixel = static_cast<std::size_t>(value % area);
        wanted[at] = wanted_value(value, slopes[at]);
        promise[pixel] += (wanted[at] - input[at]) * slopes[at];
        moves[pixel] = moves[pixel] || wanted[at] != input[at];
    }
    std::vector<int> pixels;
    for (int pixel = 0; pixel < area; ++pixel)
        if (moves[static_cast<std::size_t>(pixel)] && !touched[static_cast<std::size_t>(pixel)])
            pixels.push_back(pixel);
    std::ranges::stable_sort(pixels, [&](int a, int b) { return promise[a] > promise[b]; });
    pixels.resize(std::min(pixels.size(), static_cast<std::size_t>(options.tried)));
    return pixels;
}

void FlipJob::State::search() {
    if (flips(input)) {
        phase = Phase::TakeBack;
        return;
    }
    const std::size_t most =
        attempt().towards ? static_cast<std::size_t>(area) : static_cast<std::size_t>(options.most_pixels);
    // Some pixels will be taken back, seldom half of them.
    const bool hopeless = flip.found && chosen.size() > fewest.size() + fewest.size() / 2;
    const std::vector<int> pixels = promising_pixels();
    if (pixels.empty() || chosen.size() >= most || hopeless) {
        end_attempt(false);
        return;
    }
    std::vector<float> best;
    int best_pixel = -1;
    float best_gain = 0;
    for (const int pixel : pixels) {
        std::vector<float> tried = input;
        for (std::size_t at = pixel; at < tried.size(); at += area) tried[at] = wanted[at];
        if (pixels.size() > 1) run(tried);
        const float gain = score(options.to) - attempt().other_weight * score(strongest_other());
        if (best_pixel >= 0 && !(gain > best_gain)) continue;
        best = std::move(tried);
        best_pixel = pixel;
        best_gain = gain;
    }
    input = std::move(best);
    touched[static_cast<std::size_t>(best_pixel)] = 1;
    chosen.push_back(best_pixel);
    ++flip.steps;
}

/// The next pixel as it was, if that will do.
void FlipJob::State::take_back() {
    if (next == chosen.size()) {
        const bool again = std::exchange(took_any, false);
        next = 0;
        if (!again) end_attempt(true);
        return;
    }
    std::vector<float> tried = input;
    for (std::size_t at = chosen[next]; at < tried.size(); at += area) tried[at] = original[at];
    if (!flips(tried)) {
        ++next;
        return;
    }
    input = std::move(tried);
    chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(next));
    took_any = true;
}

/// @param part  0: as it was, 1: as in `full`
void FlipJob::State::set_pixel(int pixel, float part, std::vector<float>& values) const {
    for (std::size_t at = pixel; at < values.size(); at += area)
        values[at] = part == 1 ? full[at] : original[at] + part * (full[at] - original[at]);
}

/// All pixels by one factor.
void FlipJob::State::weaken() {
    float enough = 1, too_little = 0;
    for (int halving = 0; halving < kHalvings; ++halving) {
        const float part = (enough + too_little) / 2;
        std::vector<float> tried = input;
        for (const int pixel : chosen) set_pixel(pixel, part, tried);
        (flips(tried) ? enough : too_little) = part;
    }
    for (const int pixel : chosen) set_pixel(pixel, enough, input);
    full = input;
    phase = Phase::WeakenEach;
    next = 0;
}

void FlipJob::State::weaken_next() {
    if (next == chosen.size()) {
        phase = Phase::Done;
        return;
    }
    float enough = 1, too_little = 0;
    for (int halving = 0; halving < kHalvings; ++halving) {
        const float part = (enough + too_little) / 2;
        set_pixel(chosen[next], part, input);
        (flips(input) ? enough : too_little) = part;
    }
    set_pixel(chosen[next++], enough, input);
}

void FlipJob::State::measure() {
    run(input);
    flip.probability = workspace.output()[static_cast<std::size_t>(options.to)];
    flip.change.resize(input.size());
    std::vector<float> ink(static_cast<std::size_t>(area));
    const nn::InputSpec& spec = model->architecture.input;
    for (int value = 0; value < static_cast<int>(input.size()); ++value) {
        const auto at = static_cast<std::size_t>(value);
        const nn::ChannelRange range = spec.range(value / area);
        flip.change[at] = input[at] - original[at];
        if (range.high != range.low)
            ink[static_cast<std::size_t>(value % area)] +=
                flip.change[at] / (range.high - range.low) / static_cast<float>(spec.shape.channels);
    }
    flip.l2 = std::sqrt(sum_of_squares(flip.change));
    std::ranges::sort(chosen);
    for (const int pixel : chosen)
        flip.pixels.push_back(
            {pixel / spec.shape.width, pixel % spec.shape.width, ink[static_cast<std::size_t>(pixel)]});
    flip.input = input;
}

FlipJob::FlipJob(nn::ModelPtr model, std::vector<float> input, const FlipOptions& options,
                 FlipExamples examples)
    : state_(std::make_unique<State>(std::move(model), std::move(input), options, std::move(examples))) {
    state_->flip.to = options.to;
}
FlipJob::FlipJob(FlipJob&&) noexcept = default;
FlipJob::~FlipJob() = default;

bool FlipJob::step() {
    State& state = *state_;
    switch (state.phase) {
        case Phase::Begin:
            state.begin();
            break;
        case Phase::Examples:
            state.read_examples();
            break;
        case Phase::Search:
            state.search();
            break;
        case Phase::TakeBack:
            state.take_back();
            break;
        case Phase::Weaken:
            state.weaken();
            break;
        case Phase::WeakenEach:
            state.weaken_next();
            break;
        case Phase::Done:
            break;
    }
    return state.phase != Phase::Done;
}

/// Attempts count, not what is done in one: nobody knows how long that is.
float FlipJob::progress() const {
    const State& state = *state_;
    const auto part = [](std::size_t done, std::size_t all) {
        return static_cast<float>(done) / static_cast<float>(std::max<std::size_t>(1, all));
    };
    switch (state.phase) {
        case Phase::Begin:
            return 0.0f;
        case Phase::Examples:
            return 0.1f * part(state.next, state.examples ? state.examples->size() : 0);
        case Phase::Search:
        case Phase::TakeBack:
            return 0.1f + 0.7f * part(state.current, state.attempts.size());
        case Phase::Weaken:
            return 0.8f;
        case Phase::WeakenEach:
            return 0.8f + 0.2f * part(state.next, state.chosen.size());
        case Phase::Done:
            break;
    }
    return 1.0f;
}

InputFlip FlipJob::result() {
    state_->measure();
    return std::move(state_->flip);
}

}  // namespace convoscope::explain
