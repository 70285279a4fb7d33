#include "explain/readings.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <optional>
#include <utility>

#include "base/workers.h"
#include "explain/pace.h"
#include "nn/ops/operator.h"

namespace convoscope::explain {

struct ReadSetJob::Work {
    nn::ModelPtr model;
    train::Part part;
    int threads;
    std::optional<Workers> workers;  // from the first step on, as what follows
    std::optional<train::Evaluator> evaluator;
    Pace pace{64};
    std::optional<Readings> readings;
};

ReadSetJob::ReadSetJob(nn::ModelPtr model, train::Part part, int threads)
    : work_(new Work{std::move(model), std::move(part), threads, {}, {}, Pace(64), {}}) {}
ReadSetJob::~ReadSetJob() = default;
ReadSetJob::ReadSetJob(ReadSetJob&&) noexcept = default;
ReadSetJob& ReadSetJob::operator=(ReadSetJob&&) noexcept = default;

bool ReadSetJob::step() {
    Work& work = *work_;
    if (!work.evaluator) {
        work.workers.emplace(std::max(1, work.threads));
        work.evaluator.emplace(*work.model, work.part, *work.workers);
        return true;
    }
    if (!work.evaluator->finished()) {
        const auto start = Pace::Clock::now();
        work.evaluator->step(work.pace.amount());
        work.pace.note(start);
        return true;
    }
    work.readings = arranged(*work.model, work.part, work.evaluator->result());
    return false;
}

float ReadSetJob::progress() const {
    const std::size_t read = work_->evaluator ? work_->evaluator->result().count : 0;
    return static_cast<float>(read) / static_cast<float>(std::max<std::size_t>(1, work_->part.count));
}

Readings ReadSetJob::result() { return *std::move(work_->readings); }

Readings arranged(const nn::Model& model, const train::Part& part, train::Evaluation evaluation) {
    Readings readings;
    readings.evaluation = std::move(evaluation);
    const nn::Node& last = model.architecture.output();
    readings.probabilities = last.activation == nn::Activation::Softmax || last.op == &nn::ops::softmax;
    const auto& pictures = readings.evaluation.pictures;
    const std::size_t classes = readings.evaluation.confusion.size();
    readings.classes.resize(classes);
    readings.begins.assign(classes * classes + 1, 0);
    for (std::size_t truth = 0; truth < classes; ++truth)
        for (std::size_t read = 0; read < classes; ++read) {
            const long count = readings.evaluation.confusion[truth][read];
            readings.classes[truth].pictures += count;
            readings.classes[read].read_so += count;
            if (truth == read) readings.classes[truth].right = count;
            const std::size_t cell = truth * classes + read;
            readings.begins[cell + 1] = readings.begins[cell] + static_cast<std::uint32_t>(count);
        }
    std::vector<std::uint32_t> by_confidence(pictures.size());
    std::iota(by_confidence.begin(), by_confidence.end(), 0u);
    std::ranges::stable_sort(by_confidence, [&](std::uint32_t a, std::uint32_t b) {
        return pictures[a].probability > pictures[b].probability;
    });
    for (std::size_t i = 0; i < pictures.size(); ++i) readings.truth.push_back(part.label(i));
    readings.by_cell.resize(pictures.size());
    std::vector<std::uint32_t> next = readings.begins;
    for (const std::uint32_t picture : by_confidence) {
        const int truth = readings.truth[picture];
        const int read = pictures[picture].read;
        readings.by_cell[next[static_cast<std::size_t>(truth) * classes + static_cast<std::size_t>(read)]++] =
            picture;
        if (read != truth) readings.mistakes.push_back(picture);
    }
    return readings;
}

}  // namespace convoscope::explain
