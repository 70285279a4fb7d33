#include "explain/layer_values.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/workers.h"
#include "explain/pace.h"
#include "nn/forward.h"
#include "train/show.h"

namespace convoscope::explain {
namespace {

/// The layers that `node` depends on, and itself, in order; without the input.
std::vector<int> needed_for(const nn::Architecture& architecture, int node) {
    std::vector<char> needed(static_cast<std::size_t>(node) + 1, 0);
    needed.back() = 1;
    for (int at = node; at > 0; --at)
        if (needed[static_cast<std::size_t>(at)])
            for (const int input : architecture.nodes[static_cast<std::size_t>(at)].inputs)
                needed[static_cast<std::size_t>(input)] = 1;
    std::vector<int> layers;
    for (int at = 1; at <= node; ++at)
        if (needed[static_cast<std::size_t>(at)]) layers.push_back(at);
    return layers;
}

}  // namespace

struct LayerValuesJob::Work {
    nn::ModelPtr model;
    train::Part part;
    std::vector<int> layers;
    int threads;
    std::shared_ptr<LayerValues> values = std::make_shared<LayerValues>();
    std::optional<Workers> workers;  // from the first step on, as what follows
    std::vector<nn::Workspace> workspaces;
    std::size_t next = 0;
    Pace pace{16};

    /// Those of every step-th picture from `first` on, up to `end`.
    void compute(nn::Workspace& workspace, std::size_t first, std::size_t end, std::size_t step) const {
        for (std::size_t i = first; i < end; i += step) {
            train::show(model->architecture.input, part, values->pictures[i], workspace.input());
            for (const int layer : layers) nn::forward_layer(*model, layer, workspace);
            const std::span<const float> computed = workspace.activations(values->node);
            std::ranges::copy(computed,
                              values->values.begin() + static_cast<std::ptrdiff_t>(i * values->width));
        }
    }
};

LayerValuesJob::LayerValuesJob(nn::ModelPtr model, train::Part part, int node, std::size_t most,
                               int threads) {
    const nn::Architecture& architecture = model->architecture;
    train::check_fits(part, architecture);
    std::vector<int> layers = needed_for(architecture, node);
    work_.reset(new Work{.model = std::move(model),
                         .part = std::move(part),
                         .layers = std::move(layers),
                         .threads = threads,
                         .workers = {},
                         .workspaces = {}});
    LayerValues& values = *work_->values;
    values.node = node;
    values.width = static_cast<std::size_t>(
        work_->model->architecture.nodes[static_cast<std::size_t>(node)].output.size());
    const std::size_t room = kMostLayerBytes / sizeof(float) / values.width;
    const std::size_t count = std::max<std::size_t>(1, std::min({work_->part.count, most, room}));
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t picture = i * work_->part.count / count;
        values.pictures.push_back(static_cast<std::uint32_t>(picture));
        values.labels.push_back(static_cast<std::uint8_t>(work_->part.label(picture)));
    }
}
LayerValuesJob::~LayerValuesJob() = default;
LayerValuesJob::LayerValuesJob(LayerValuesJob&&) noexcept = default;
LayerValuesJob& LayerValuesJob::operator=(LayerValuesJob&&) noexcept = default;

bool LayerValuesJob::step() {
    Work& work = *work_;
    LayerValues& values = *work.values;
    if (!work.workers) {
        work.workers.emplace(std::max(1, work.threads));
        for (int i = 0; i < work.workers->threads(); ++i)
            work.workspaces.emplace_back(work.model->architecture);
        values.values.resize(values.pictures.size() * values.width);
        return true;
    }
    const auto start = Pace::Clock::now();
    const std::size_t end = std::min(work.next + work.pace.amount(), values.pictures.size());
    const std::size_t step = work.workspaces.size();
    work.workers->run(static_cast<int>(step), [&](int piece) {
        const auto which = static_cast<std::size_t>(piece);
        work.compute(work.workspaces[which], work.next + which, end, step);
    });
    work.next = end;
    work.pace.note(start);
    return work.next < values.pictures.size();
}

float LayerValuesJob::progress() const {
    return static_cast<float>(work_->next) / static_cast<float>(work_->values->pictures.size());
}

LayerValuesPtr LayerValuesJob::result() { return work_->values; }

}  // namespace convoscope::explain
