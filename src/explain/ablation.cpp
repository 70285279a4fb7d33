#include "explain/ablation.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <numeric>
#include <utility>

#include "base/error.h"
#include "base/workers.h"
#include "explain/pace.h"
#include "explain/silenced_texts.h"
#include "nn/layer_pass.h"
#include "nn/ops/operator.h"
#include "train/evaluate.h"
#include "train/show.h"

namespace convoscope::explain {
namespace {

constexpr std::int64_t kMostUnits = 1 << 26;  // of all threads' workspaces: 512 MiB

/// What is set to zero: some of a layer's values that lie side by side.
struct Candidate {
    int node = 0;
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t place = 0;  ///< in the list that was asked for
};

/// Which layers depend on `node`, itself not among them, in order.
std::vector<int> above(const nn::Architecture& architecture, int node) {
    std::vector<char> depends(architecture.nodes.size(), 0);
    depends[static_cast<std::size_t>(node)] = 1;
    std::vector<int> layers;
    for (std::size_t at = static_cast<std::size_t>(node) + 1; at < depends.size(); ++at) {
        const auto& inputs = architecture.nodes[at].inputs;
        if (std::ranges::none_of(inputs, [&](int input) { return depends[static_cast<std::size_t>(input)]; }))
            continue;
        depends[at] = 1;
        layers.push_back(static_cast<int>(at));
    }
    return layers;
}

Candidate candidate_at(const nn::Model& model, const std::string& address, std::size_t place) {
    const nn::Architecture& architecture = model.architecture;
    if (const auto unit = nn::parse_address(architecture, address))
        return {unit->node, static_cast<std::size_t>(nn::index_of(architecture, *unit)), 1, place};
    const auto map = parse_map(architecture, address);
    if (!map)
        throw Error(silenced_texts.no_map, address, model.name,
                    format_map(architecture, {architecture.nodes.size() > 1 ? 1 : 0, 0}));
    const nn::Shape& shape = architecture.nodes[static_cast<std::size_t>(map->node)].output;
    const auto each = static_cast<std::size_t>(shape.height) * static_cast<std::size_t>(shape.width);
    return {map->node, static_cast<std::size_t>(map->map) * each, each, place};
}

int most_probable(std::span<const float> output) {
    return static_cast<int>(std::ranges::max_element(output) - output.begin());
}

/// A number without a factor in common with `count`, near the golden section of it: multiples of it, modulo
/// `count`, are spread evenly over 0 .. count - 1, however many there are (Weyl 1916).
std::size_t stride_through(std::size_t count) {
    auto stride = static_cast<std::size_t>(0.6180339887 * static_cast<double>(count));
    while (stride < 1 || std::gcd(stride, count) != 1) ++stride;
    return stride;
}

}  // namespace

std::vector<std::string> parts_to_try(const nn::Architecture& architecture) {
    std::vector<std::string> maps;
    std::vector<std::string> units;
    const int last = static_cast<int>(architecture.nodes.size()) - 1;
    for (int index = 1; index <= last; ++index) {
        const nn::Node& node = architecture.nodes[static_cast<std::size_t>(index)];
        if (!node.op->is_weighted()) continue;
        const bool has_maps = node.op == &nn::ops::conv && !node.output.is_flat();
        if (!has_maps && (index == last || !node.output.is_flat())) continue;
        for (int map = 0; map < node.output.channels; ++map)
            (has_maps ? maps : units).push_back(format_map(architecture, {index, map}));
    }
    return maps.empty() ? units : maps;
}

struct AblationJob::Work {
    /// One thread's picture, and how far it has come with it.
    struct Reader {
        explicit Reader(const nn::Model& model) : workspace(model.architecture) {}
        nn::Workspace workspace;
        std::vector<float> kept;       ///< a candidate's values
        std::vector<char> read_right;  ///< of each candidate, of the present picture
        std::vector<char> changed;
        bool busy = false;  ///< with a picture
        int truth = 0;
        int read = 0;
        std::size_t next = 0;  ///< candidate
        Ablation counts;
    };

    Silencer base;
    train::Part part;
    std::vector<Candidate> candidates;           // those of the last layer first
    std::vector<std::vector<int>> layers_above;  // of each node
    int threads;
    std::optional<Workers> workers;  // from the first step on, as what follows
    std::optional<Pace> pace;        // candidates that each reader tries in a step
    std::vector<Reader> readers;
    std::atomic<std::size_t> next{0};  // picture
    std::shared_ptr<Latest<Ablation>> latest = std::make_shared<Latest<Ablation>>();
    Ablation found;

    Work(Silencer silencer, train::Part pictures, int thread_count)
        : base(std::move(silencer)), part(std::move(pictures)), threads(thread_count) {}

    void begin();
    void advance(Reader& reader, std::size_t most);
    bool take_picture(Reader& reader);
    void try_candidate(Reader& reader, const Candidate& candidate);
    void restore(Reader& reader, int node);
    void count_picture(Reader& reader);
    void add_up();
};

AblationJob::AblationJob(Silencer base, train::Part part, const std::vector<std::string>& parts, int threads)
    : work_(new Work(std::move(base), std::move(part), threads)) {
    const nn::Model& model = *work_->base.model();
    train::check_fits(work_->part, model.architecture);
    work_->found.all = work_->part.count;
    work_->layers_above.resize(model.architecture.nodes.size());
    for (const std::string& address : parts) {
        work_->candidates.push_back(candidate_at(model, address, work_->candidates.size()));
        work_->found.without.push_back({address, 0, 0});
        const int node = work_->candidates.back().node;
        work_->layers_above[static_cast<std::size_t>(node)] = above(model.architecture, node);
    }
    std::ranges::stable_sort(work_->candidates, std::ranges::greater(), &Candidate::node);
    work_->latest->put(work_->found);
}
AblationJob::~AblationJob() = default;
AblationJob::AblationJob(AblationJob&&) noexcept = default;
AblationJob& AblationJob::operator=(AblationJob&&) noexcept = default;

std::shared_ptr<const Latest<Ablation>> AblationJob::latest() const { return work_->latest; }
Ablation AblationJob::result() { return work_->found; }
float AblationJob::progress() const {
    return static_cast<float>(work_->found.pictures) / static_cast<float>(work_->found.all);
}

bool AblationJob::step() {
    Work& work = *work_;
    if (!work.workers) work.begin();
    const auto start = Pace::Clock::now();
    work.workers->run(static_cast<int>(work.readers.size()), [&](int reader) {
        work.advance(work.readers[static_cast<std::size_t>(reader)], work.pace->amount());
    });
    work.pace->note(start);
    work.add_up();
    return work.found.pictures < work.found.all;
}

void AblationJob::Work::begin() {
    workers.emplace(std::max(1, threads));
    const nn::Model& model = *base.model();
    std::int64_t units = 0;
    for (const nn::Node& node : model.architecture.nodes) units += node.output.size();
    const std::int64_t count = std::clamp<std::int64_t>(kMostUnits / units, 1, workers->threads());
    // Threads wait for each other at a step's end: where there are several it is worth more.
    pace.emplace(8, Pace::kStep * (count > 1 ? 2 : 1));
    for (std::int64_t i = 0; i < count; ++i) {
        Reader& reader = readers.emplace_back(model);
        reader.read_right.resize(candidates.size());
        reader.changed.resize(candidates.size());
        reader.counts.without.resize(candidates.size());
    }
}

/// Tries so many candidates, unless there are no more pictures. A picture counts as one, too.
void AblationJob::Work::advance(Reader& reader, std::size_t most) {
    for (std::size_t done = 0; done < most; ++done) {
        if (!reader.busy && !take_picture(reader)) return;
        if (reader.next == candidates.size()) {
            count_picture(reader);
            continue;
        }
        const Candidate& candidate = candidates[reader.next];
        // What the last layer's candidates have left behind may be heard beside this one.
        if (reader.next > 0 && candidates[reader.next - 1].node != candidate.node)
            restore(reader, candidates[reader.next - 1].node);
        try_candidate(reader, candidate);
        ++reader.next;
    }
}

bool AblationJob::Work::take_picture(Reader& reader) {
    const std::size_t taken = next.fetch_add(1);
    if (taken >= part.count) return false;
    const std::size_t picture = taken * stride_through(part.count) % part.count;
    const nn::Model& model = *base.model();
    train::show(model.architecture.input, part, picture, reader.workspace.input());
    base.forward(reader.workspace);
    train::check_numbers(model, reader.workspace.output());
    reader.truth = part.label(picture);
    reader.read = most_probable(reader.workspace.output());
    reader.next = 0;
    reader.busy = true;
    return true;
}

void AblationJob::Work::try_candidate(Reader& reader, const Candidate& candidate) {
    const std::span<float> layer =
        candidate.node == 0 ? reader.workspace.input()
                            : nn::LayerPass(*base.model(), candidate.node, reader.workspace, 1).activations();
    const std::span<float> values = layer.subspan(candidate.first, candidate.count);
    int read = reader.read;
    if (std::ranges::any_of(values, [](float value) { return value != 0; })) {
        reader.kept.assign(values.begin(), values.end());
        std::ranges::fill(values, 0.0f);
        for (const int node : layers_above[static_cast<std::size_t>(candidate.node)])
            base.forward_layer(node, reader.workspace);
        read = most_probable(reader.workspace.output());
        std::ranges::copy(reader.kept, values.begin());
    }
    reader.read_right[candidate.place] = read == reader.truth;
    reader.changed[candidate.place] = read != reader.read;
}

void AblationJob::Work::restore(Reader& reader, int node) {
    for (const int layer : layers_above[static_cast<std::size_t>(node)])
        base.forward_layer(layer, reader.workspace);
}

void AblationJob::Work::count_picture(Reader& reader) {
    reader.busy = false;
    ++reader.counts.pictures;
    reader.counts.correct += reader.read == reader.truth;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        reader.counts.without[i].correct += reader.read_right[i];
        reader.counts.without[i].changed += reader.changed[i];
    }
}

void AblationJob::Work::add_up() {
    found.pictures = 0;
    found.correct = 0;
    for (Without& one : found.without) one.correct = one.changed = 0;
    for (const Reader& reader : readers) {
        found.pictures += reader.counts.pictures;
        found.correct += reader.counts.correct;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            found.without[i].correct += reader.counts.without[i].correct;
            found.without[i].changed += reader.counts.without[i].changed;
        }
    }
    latest->put(found);
}

}  // namespace convoscope::explain
