#include "models/import.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/workers.h"
#include "models/texts.h"
#include "nn/forward.h"

namespace convoscope::models {
namespace {

using Clock = std::chrono::steady_clock;

constexpr float kMean = 0.1307f;  // of MNIST's training half, as PyTorch's example has them
constexpr float kDeviation = 0.3081f;
constexpr std::array kRanges{
    InputRange{0, 1},        InputRange{-kMean / kDeviation, (1 - kMean) / kDeviation},
    InputRange{0, 255},      InputRange{-1, 1},
    InputRange{-0.5f, 0.5f}, InputRange{1, 0},
    InputRange{255, 0},      InputRange{(1 - kMean) / kDeviation, -kMean / kDeviation},
    InputRange{1, -1}};
constexpr int kDigits = 10;
constexpr std::size_t kGlance = 20;     ///< pictures that rank many possible networks
constexpr std::size_t kFirstLook = 50;  ///< pictures after which a hopeless attempt is given up
constexpr double kHopeless = 0.3;
constexpr double kGoodEnough = 0.97;  ///< no other network is tried any more
constexpr std::size_t kFinalists = 4;
constexpr std::size_t kAlternatives = 5;

/// How many of the exam's digits a network reads.
class Examiner {
  public:
    Examiner(const nn::Model& model, const Exam& exam, Workers& workers)
        : model_(model), exam_(exam), workers_(workers), workspace_(model.architecture) {}

    bool can_be_asked() const {
        const nn::Shape& shape = model_.architecture.input.shape;
        return exam_.labels.size() > 0 && shape.height >= exam_.height && shape.width >= exam_.width &&
               model_.architecture.output().output.size() == kDigits;
    }

    /// @param most  pictures that it is shown
    int right(const InputRange& range, std::size_t most) {
        nn::InputSpec spec = model_.architecture.input;
        spec.low = range.paper;
        spec.high = range.ink;
        const std::size_t size =
            static_cast<std::size_t>(exam_.height) * static_cast<std::size_t>(exam_.width);
        std::vector<float> picture(size);
        int count = 0;
        for (std::size_t i = 0; i < std::min(most, exam_.labels.size()); ++i) {
            for (std::size_t at = 0; at < size; ++at)
                picture[at] = static_cast<float>(exam_.pixels[i * size + at]) / 255;
            nn::load_input(spec, picture, exam_.height, exam_.width, workspace_.input());
            forward(model_, workspace_, workers_);
            const auto values =
                workspace_.activations(static_cast<int>(model_.architecture.nodes.size()) - 1);
            if (std::ranges::max_element(values) - values.begin() == exam_.labels[i]) ++count;
            if (i + 1 == kFirstLook && count < kHopeless * kFirstLook) break;
        }
        return count;
    }

  private:
    const nn::Model& model_;
    const Exam& exam_;
    Workers& workers_;
    nn::Workspace workspace_;
};

/// A network and what is known of it, before anything is tried.
struct Possible {
    std::vector<doctor::Guess> guesses;
    std::function<Graph()> graph;
};

std::vector<Possible> possible_networks(const ForeignFile& file) {
    std::vector<Possible> all;
    if (std::holds_alternative<Graph>(file.content)) {
        all.push_back({{}, nullptr});
        return all;
    }
    for (doctor::Candidate& one : doctor::candidates(std::get<Weights>(file.content)))
        all.push_back({std::move(one.guesses), std::move(one.graph)});
    return all;
}

struct Best {
    Lowered network;
    Attempt attempt;
};

/// Tries each possible network with each range until the time is over, the likeliest first.
class Trial {
  public:
    Trial(const ForeignFile& file, const ImportOptions& options)
        : file_(file), options_(options), end_(Clock::now() + options.time) {}

    void run(Imported& result, const std::string& name) {
        std::vector<Possible> possible = possible_networks(file_);
        if (possible.size() > 1 && !options_.exam.labels.empty()) put_in_order(possible);
        std::size_t tried = 0;
        for (const Possible& one : possible) {
            if (best_ && (good_enough() || Clock::now() > end_ || tried >= kFinalists)) break;
            try {
                examine(network_of(one), one.guesses);
                ++tried;
            } catch (const Error& error) {
                if (!refusal_) refusal_ = error;
            }
        }
        if (!best_ && refusal_) throw *refusal_;
        if (!best_) throw Error(texts.no_network_fits);
        best_->network.model.name = name;
        hand_over(result);
    }

  private:
    Lowered network_of(const Possible& one) const {
        return one.graph ? lower(one.graph(), file_.classes)
                         : lower(std::get<Graph>(file_.content), file_.classes);
    }

    /// By a glance at some digits: those that read most come first, of equal ones the likelier. Takes half of
    /// the time at most; those that were not looked at stay behind the ones that read any.
    void put_in_order(std::vector<Possible>& possible) {
        const auto half = Clock::now() + (end_ - Clock::now()) / 2;
        std::vector<std::pair<int, std::size_t>> scores;
        for (std::size_t i = 0; i < possible.size(); ++i) {
            int score = 0;
            if (Clock::now() < half) try {
                    const Lowered network = network_of(possible[i]);
                    Examiner examiner(network.model, options_.exam, workers_);
                    if (examiner.can_be_asked())
                        score = std::max(examiner.right(kRanges[0], kGlance),
                                         examiner.right(kRanges[1], kGlance));
                } catch (const Error& error) {
                    if (!refusal_) refusal_ = error;
                    score = -1;
                }
            scores.emplace_back(-score, i);
            if (score >= kGoodEnough * kGlance) break;
        }
        for (std::size_t i = scores.size(); i < possible.size(); ++i) scores.emplace_back(0, i);
        std::ranges::sort(scores);
        std::vector<Possible> ordered;
        for (const auto& [score, index] : scores) ordered.push_back(std::move(possible[index]));
        possible = std::move(ordered);
    }

    bool good_enough() const { return tried_ && best_->attempt.right >= kGoodEnough * count(); }
    double count() const { return static_cast<double>(options_.exam.labels.size()); }

    void examine(Lowered network, const std::vector<doctor::Guess>& guesses) {
        Attempt best{guesses, kRanges[0], -1};
        {
            Examiner examiner(network.model, options_.exam, workers_);
            if (!examiner.can_be_asked()) {
                if (!best_) best_ = Best{std::move(network), {guesses, kRanges[0], 0}};
                return;
            }
            for (const InputRange& range : kRanges) {
                Attempt attempt{guesses, range, examiner.right(range, options_.exam.labels.size())};
                attempts_.push_back(attempt);
                if (attempt.right > best.right) best = std::move(attempt);
                if (best_ && Clock::now() > end_) break;
            }
        }
        if (!tried_ || best.right > best_->attempt.right) best_ = Best{std::move(network), std::move(best)};
        tried_ = true;
    }

    void hand_over(Imported& result) {
        nn::Model& model = best_->network.model;
        model.architecture.input.low = best_->attempt.range.paper;
        model.architecture.input.high = best_->attempt.range.ink;
        result.input = std::move(best_->network.input);
        result.output = std::move(best_->network.output);
        result.origins = std::move(best_->network.origins);
        for (Message& note : best_->network.notes) result.skipped.push_back(std::move(note));
        result.chosen = std::move(best_->attempt);
        result.of = tried_ ? static_cast<int>(options_.exam.labels.size()) : 0;
        std::ranges::stable_sort(attempts_,
                                 [](const Attempt& a, const Attempt& b) { return a.right > b.right; });
        for (const Attempt& attempt : attempts_) {
            const bool is_chosen =
                attempt.range == result.chosen.range && attempt.right == result.chosen.right;
            if (!is_chosen && result.alternatives.size() < kAlternatives && attempt.right > 0)
                result.alternatives.push_back(attempt);
        }
        result.model = std::make_shared<const nn::Model>(std::move(model));
    }

    const ForeignFile& file_;
    const ImportOptions& options_;
    Workers workers_;
    Clock::time_point end_;
    std::optional<Best> best_;
    std::optional<Error> refusal_;
    bool tried_ = false;
    std::vector<Attempt> attempts_;
};

}  // namespace

std::span<const InputRange> usual_ranges() { return kRanges; }

Imported import_model(ForeignBytes file, const ImportOptions& options) {
    const std::string name = file.name;
    try {
        const ForeignFile read = read_foreign(std::move(file), options.hdf5);
        Imported result;
        result.format = read.format;
        result.producer = read.producer;
        result.classes_known = !read.classes.empty();
        result.skipped = read.skipped;
        Trial(read, options).run(result, std::filesystem::path(name).stem().string());
        return result;
    } catch (const Error& error) {
        throw Error(texts.cannot_read_model, name, error.message());
    }
}

Imported import_file(const std::filesystem::path& path, const ImportOptions& options) {
    return import_model(bytes_of_file(path), options);
}

}  // namespace convoscope::models
