#include "explain/sweep.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/number.h"
#include "explain/change_texts.h"
#include "explain/changer.h"
#include "explain/hidden_noise.h"
#include "explain/passes.h"

namespace convoscope::explain {
namespace {

/// Each halves the stretch in which a flip is: 2^8 = 256.
constexpr int kHalvings = 8;

void check(const SweepPlan& plan, const nn::Model& model) {
    if (plan.points < 1 || plan.points > kMostSweepPoints)
        throw Error(change_texts.too_few_points, kMostSweepPoints, plan.points);
    const AmountRange range = range_of(*plan.transform, model.architecture.input.shape);
    const auto words = [](float amount) { return significant(static_cast<double>(amount), 6); };
    for (const float amount : {plan.from, plan.to})
        if (!(amount >= range.low && amount <= range.high))
            throw Error(change_texts.beyond_range, plan.transform->id, words(range.low), words(range.high),
                        words(amount));
    const bool is_noise = plan.transform->amount == &Changes::layer_noise;
    if (is_noise && plan.others.noisy_layer.empty())
        throw Error(change_texts.names_a_layer, plan.transform->id, hidden_layer_names(model.architecture));
}

/// Both ends exactly.
std::vector<float> values_of(const SweepPlan& plan) {
    std::vector<float> values(static_cast<std::size_t>(plan.points), plan.from);
    const double from = static_cast<double>(plan.from), to = static_cast<double>(plan.to);
    for (int point = 1; point < plan.points; ++point)
        values[static_cast<std::size_t>(point)] =
            static_cast<float>(from + (to - from) * point / (plan.points - 1));
    return values;
}

float middle_of(float a, float b) { return a + (b - a) / 2; }

}  // namespace

SweepPlan whole_range(const Transform& transform, const Changes& others,
                      const nn::Architecture& architecture) {
    const AmountRange range = range_of(transform, architecture.input.shape);
    return {.transform = &transform, .others = others, .from = range.low, .to = range.high};
}

std::optional<int> noisy_layer(const Changes& changes, const nn::Model& model) {
    if (changes.noisy_layer.empty()) return std::nullopt;
    const int node = model.architecture.find(changes.noisy_layer);
    if (!is_hidden(model.architecture, node))
        throw Error(change_texts.no_such_layer, changes.noisy_layer, model.name,
                    hidden_layer_names(model.architecture));
    return node;
}

void forward_changed(const nn::Model& model, const Changes& changes, std::span<const float> input,
                     nn::Workspace& workspace) {
    const std::optional<int> noisy = noisy_layer(changes, model);
    Changer(model.architecture.input).apply(changes, input, workspace.input());
    nn::forward(model, workspace);
    if (!noisy || changes.layer_noise <= 0) return;
    HiddenNoise().add(changes.layer_noise, changes.seed, *noisy, workspace);
    for (int layer = *noisy + 1; layer < static_cast<int>(model.architecture.nodes.size()); ++layer)
        nn::forward_layer(model, layer, workspace);
}

/// All that a job has, at a place that stays: what it runs refers to it.
struct SweepJob::State {
    State(nn::ModelPtr model, std::vector<float> what, SweepPlan how, int threads)
        : input(std::move(what)), plan(std::move(how)), passes(model, threads) {
        noisy = noisy_layer(plan.others, *model);
        changers.assign(static_cast<std::size_t>(passes.lanes()), Changer(model->architecture.input));
        noises.resize(changers.size());
        sweep.transform = plan.transform->id;
        sweep.values = values_of(plan);
        begin(sweep.values);
    }

    void begin(std::vector<float> at);
    void find_flips();
    void begin_halving();
    void take_halving();

    std::vector<float> input;
    SweepPlan plan;
    Passes passes;
    std::optional<int> noisy;
    std::vector<Changer> changers;  ///< one a lane
    std::vector<HiddenNoise> noises;
    std::vector<float> amounts;  ///< of the passes that are under way
    Sweep sweep;
    std::vector<float> before;  ///< of each flip: an amount that still has the old answer
    int halvings = -1;          ///< done; -1: the values themselves are under way
};

void SweepJob::State::begin(std::vector<float> at) {
    amounts = std::move(at);
    const auto changes_at = [this](int index) {
        Changes changes = plan.others;
        changes.*plan.transform->amount = amounts[static_cast<std::size_t>(index)];
        return changes;
    };
    Showings showings;
    showings.count = static_cast<int>(amounts.size());
    showings.load = [this, changes_at](int index, int lane, std::span<float> target) {
        changers[static_cast<std::size_t>(lane)].apply(changes_at(index), input, target);
        return true;
    };
    showings.changed_layer = noisy.value_or(0);
    showings.change = [this, changes_at](int index, int lane, nn::Workspace& workspace) {
        const Changes changes = changes_at(index);
        if (changes.layer_noise > 0)
            noises[static_cast<std::size_t>(lane)].add(changes.layer_noise, changes.seed, *noisy, workspace);
    };
    passes.begin(std::move(showings));
}

void SweepJob::State::find_flips() {
    sweep.probabilities = passes.take_outputs();
    for (std::size_t value = 1; value < sweep.values.size(); ++value) {
        const int from = answer_of(sweep.probabilities[value - 1]),
                  to = answer_of(sweep.probabilities[value]);
        if (from == to) continue;
        sweep.flips.push_back({sweep.values[value], from, to, sweep.values[value]});
        before.push_back(sweep.values[value - 1]);
    }
}

void SweepJob::State::begin_halving() {
    std::vector<float> middles;
    for (std::size_t flip = 0; flip < before.size(); ++flip)
        middles.push_back(middle_of(before[flip], sweep.flips[flip].closer));
    begin(std::move(middles));
}

void SweepJob::State::take_halving() {
    const std::vector<std::vector<float>> outputs = passes.take_outputs();
    for (std::size_t flip = 0; flip < before.size(); ++flip) {
        const bool still = answer_of(outputs[flip]) == sweep.flips[flip].from;
        (still ? before[flip] : sweep.flips[flip].closer) = amounts[flip];
    }
}

SweepJob::SweepJob(nn::ModelPtr model, std::vector<float> input, SweepPlan plan, int threads) {
    check(plan, *model);
    state_ = std::make_unique<State>(std::move(model), std::move(input), std::move(plan), threads);
}
SweepJob::SweepJob(SweepJob&&) noexcept = default;
SweepJob::~SweepJob() = default;

bool SweepJob::step() {
    State& state = *state_;
    if (state.passes.step()) return true;
    if (state.halvings < 0)
        state.find_flips();
    else
        state.take_halving();
    if (++state.halvings == kHalvings || state.before.empty()) return false;
    state.begin_halving();
    return true;
}

float SweepJob::progress() const {
    constexpr float kHalving = 0.2f;  // of the whole
    const float done = state_->passes.progress();
    if (state_->halvings < 0) return (1 - kHalving) * done;
    return 1 - kHalving * (1 - (static_cast<float>(state_->halvings) + done) / kHalvings);
}

Sweep SweepJob::result() { return std::move(state_->sweep); }

}  // namespace convoscope::explain
