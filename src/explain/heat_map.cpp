#include "explain/heat_map.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "base/workers.h"
#include "explain/heat_map_passes.h"
#include "explain/heat_map_texts.h"
#include "explain/signal.h"

namespace convoscope::explain {
namespace {

constexpr int kPiecesAStep = 4;                            // for each thread
constexpr std::size_t kMostMemory = std::size_t{1} << 29;  // for the values of all threads' passes

bool has_maps(const nn::Node& node) { return node.output.height * node.output.width > 1; }

std::optional<Message> why_no_grad_cam(const nn::Architecture& architecture, const Target& target,
                                       int layer) {
    const auto unit = [&] { return format_target(architecture, target); };
    if (layer < 0) {
        if (default_layer(architecture, target) >= 0) return std::nullopt;
        return Message(heat_map_texts.no_maps, unit());
    }
    const nn::Node& node = architecture.nodes[static_cast<std::size_t>(layer)];
    if (!has_maps(node)) return Message(heat_map_texts.layer_without_maps, node.name);
    const std::vector<int> way = layers_of(architecture, target);
    const bool leads = layer == 0 || std::ranges::find(way, layer) != way.end();
    if (!leads || layer == target.unit.node) return Message(heat_map_texts.not_before, node.name, unit());
    return std::nullopt;
}

std::int64_t cost_of(const nn::Architecture& architecture, const Target& target) {
    std::int64_t cost = 0;
    for (const int layer : layers_of(architecture, target)) cost += nn::multiply_adds(architecture, layer);
    return cost;
}

/// As many passes at a time as threads, or as there is memory for.
int lanes_of(const nn::Architecture& architecture, int threads) {
    std::size_t values = 0;
    for (const nn::Node& node : architecture.nodes) values += static_cast<std::size_t>(node.output.size());
    const std::size_t bytes = 3 * values * sizeof(float);  // before and behind a non-linearity, and gradients
    return static_cast<int>(std::clamp<std::size_t>(kMostMemory / std::max<std::size_t>(1, bytes), 1,
                                                    static_cast<std::size_t>(threads)));
}

bool has_methods(std::span<const HeatMap> maps, std::initializer_list<Method> methods) {
    return std::ranges::any_of(maps, [&](const HeatMap& map) {
        return !map.why_not && std::ranges::find(methods, map.method) != methods.end();
    });
}

}  // namespace

float HeatMap::largest() const {
    float result = 0;
    for (const float one : values) result = std::max(result, std::abs(one));
    return result;
}

std::vector<float> HeatMap::plane() const {
    const auto channels = static_cast<std::size_t>(shape.channels);
    std::vector<float> result(values.size() / channels);
    for (std::size_t i = 0; i < values.size(); ++i) result[i % result.size()] += values[i];
    for (float& one : result) one /= static_cast<float>(channels);
    return result;
}

int default_layer(const nn::Architecture& architecture, const Target& target) {
    const std::vector<int> way = layers_of(architecture, target);
    for (auto layer = way.rbegin(); layer != way.rend(); ++layer)
        if (*layer != target.unit.node && has_maps(architecture.nodes[static_cast<std::size_t>(*layer)]))
            return *layer;
    return -1;
}

std::optional<Message> why_not(const nn::Architecture& architecture, const Target& target, Method method,
                               const HeatMapOptions& options) {
    if (target.unit.node == 0) return Message(heat_map_texts.input_unit, format_target(architecture, target));
    if (method == Method::GradCam) return why_no_grad_cam(architecture, target, options.layer);
    const nn::Shape& input = architecture.input.shape;
    if (method == Method::Occlusion && options.patch > std::min(input.height, input.width))
        return Message(heat_map_texts.patch_too_large, options.patch, input.height, input.width);
    return std::nullopt;
}

/// First one step for all that needs one pass over the picture alone; then the many passes, piece by piece.
class HeatMapJob::Work {
  public:
    Work(Subject subject, std::span<const Method> methods, int threads)
        : subject_(std::move(subject)), threads_(threads) {
        const nn::Architecture& architecture = subject_.model->architecture;
        for (const Method method : methods) {
            HeatMap map;
            map.method = method;
            map.target = subject_.target;
            map.shape = architecture.input.shape;
            map.why_not = why_not(architecture, subject_.target, method, subject_.options);
            maps_.push_back(std::move(map));
        }
    }

    bool step() {
        if (!workers_)
            begin();
        else
            compute_pieces();
        return next_ < pieces_.size();
    }

    float progress() const {
        return static_cast<float>(next_ + (workers_ ? 1 : 0)) / static_cast<float>(pieces_.size() + 1);
    }

    std::vector<HeatMap> result() {
        for (std::size_t i = 0; i < maps_.size(); ++i)
            if (passes_[i]) passes_[i]->finish(maps_[i]);
        return std::move(maps_);
    }

  private:
    struct Piece {
        Passes* of = nullptr;
        int number = 0;
    };

    void begin();
    void fill(HeatMap& map, Signal& signal) const;
    void compute_pieces();

    const Subject subject_;
    const int threads_;
    std::vector<HeatMap> maps_;
    std::vector<std::unique_ptr<Passes>> passes_;  // one a map; null: none
    std::unique_ptr<Workers> workers_;             // from the first step on
    std::vector<Signal> lanes_;
    std::vector<Piece> pieces_;
    std::size_t next_ = 0;  // of pieces_
};

/// The blank page comes first: the picture's values are then there for the ways back.
void HeatMapJob::Work::begin() {
    workers_ = std::make_unique<Workers>(threads_);
    passes_.resize(maps_.size());
    if (std::ranges::all_of(maps_, [](const HeatMap& map) { return map.why_not.has_value(); })) return;
    const nn::Model& model = *subject_.model;
    Signal& signal = lanes_.emplace_back(model, subject_.target);
    float blank = 0;
    if (has_methods(maps_, {Method::Integrated, Method::Occlusion})) {
        std::ranges::copy(subject_.blank, signal.input().begin());
        blank = signal.forward(*workers_);
    }
    std::ranges::copy(subject_.input, signal.input().begin());
    const float value = signal.forward(*workers_);
    for (std::size_t i = 0; i < maps_.size(); ++i) {
        HeatMap& map = maps_[i];
        if (map.why_not) continue;
        map.value = value;
        map.blank = blank;
        fill(map, signal);
        passes_[i] = passes_of(map.method, subject_, value);
        if (!passes_[i]) continue;
        for (int piece = 0; piece < passes_[i]->pieces(); ++piece)
            pieces_.push_back({passes_[i].get(), piece});
    }
    if (pieces_.empty()) return;
    const int lanes = lanes_of(model.architecture, workers_->threads());
    while (static_cast<int>(lanes_.size()) < lanes) lanes_.emplace_back(model, subject_.target);
}

/// What one way back gives; nothing for the other methods.
void HeatMapJob::Work::fill(HeatMap& map, Signal& signal) const {
    const auto assign = [&map](std::span<const float> values) {
        map.values.assign(values.begin(), values.end());
    };
    switch (map.method) {
        case Method::Gradient:
            return assign(signal.back());
        case Method::InputGradient:
            assign(signal.back());
            for (std::size_t i = 0; i < map.values.size(); ++i) map.values[i] *= subject_.input[i];
            return;
        case Method::Guided:
            return assign(signal.back(nn::ReluRule::Guided));
        case Method::Deconvolution:
            return assign(signal.back(nn::ReluRule::Deconvolution));
        case Method::GradCam: {
            const nn::Architecture& architecture = subject_.model->architecture;
            const int chosen = subject_.options.layer;
            map.layer = chosen >= 0 ? chosen : default_layer(architecture, subject_.target);
            map.values = grad_cam(architecture, signal, map.layer);
            return;
        }
        case Method::Integrated:
        case Method::Smooth:
        case Method::Occlusion:
            return;
    }
}

void HeatMapJob::Work::compute_pieces() {
    const std::size_t count = std::min(pieces_.size() - next_, kPiecesAStep * lanes_.size());
    std::atomic<std::size_t> taken{next_};
    const std::size_t end = next_ + count;
    workers_->run(static_cast<int>(lanes_.size()), [&](int lane) {
        for (std::size_t at = taken++; at < end; at = taken++)
            pieces_[at].of->compute(pieces_[at].number, lanes_[static_cast<std::size_t>(lane)]);
    });
    for (; next_ < end; ++next_) pieces_[next_].of->settle(pieces_[next_].number);
}

HeatMapJob::HeatMapJob(nn::ModelPtr model, const Target& target, std::span<const float> input,
                       std::span<const Method> methods, const HeatMapOptions& options, int threads) {
    assert(options.steps > 0 && options.samples > 0 && options.patch > 0 && options.stride > 0);
    assert(input.size() == static_cast<std::size_t>(model->architecture.input.shape.size()));
    const nn::Architecture& architecture = model->architecture;
    Subject subject{model,
                    target,
                    {input.begin(), input.end()},
                    blank_page(architecture.input),
                    options,
                    cost_of(architecture, target)};
    work_ = std::make_unique<Work>(std::move(subject), methods, threads);
}

HeatMapJob::~HeatMapJob() = default;
HeatMapJob::HeatMapJob(HeatMapJob&&) noexcept = default;
HeatMapJob& HeatMapJob::operator=(HeatMapJob&&) noexcept = default;

bool HeatMapJob::step() { return work_->step(); }
float HeatMapJob::progress() const { return work_->progress(); }
std::vector<HeatMap> HeatMapJob::result() { return work_->result(); }

std::vector<HeatMap> heat_maps(nn::ModelPtr model, const Target& target, std::span<const float> input,
                               std::span<const Method> methods, const HeatMapOptions& options, int threads) {
    HeatMapJob job(std::move(model), target, input, methods, options, threads);
    while (job.step()) {
    }
    return job.result();
}

HeatMap heat_map(nn::ModelPtr model, const Target& target, std::span<const float> input, Method method,
                 const HeatMapOptions& options, int threads) {
    HeatMap map =
        std::move(heat_maps(std::move(model), target, input, std::span(&method, 1), options, threads)[0]);
    if (map.why_not) throw Error(*map.why_not);
    return map;
}

}  // namespace convoscope::explain
