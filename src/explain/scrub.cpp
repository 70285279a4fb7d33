#include "explain/scrub.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "explain/passes.h"

namespace convoscope::explain {
namespace {

std::size_t points_of(const canvas::Drawing& drawing) {
    std::size_t points = 0;
    for (const canvas::Stroke& stroke : drawing.strokes) points += stroke.points.size();
    return points;
}

bool has_times(const canvas::Drawing& drawing) {
    return std::ranges::all_of(drawing.strokes, [](const canvas::Stroke& stroke) {
        return std::ranges::all_of(stroke.points, [](const canvas::Point& point) { return point.t >= 0; });
    });
}

/// How many of their first points two drawings have in common; nothing where they lie on different paper.
std::size_t common_points(const canvas::Drawing& a, const canvas::Drawing& b) {
    if (a.width != b.width || a.height != b.height || a.base != b.base || a.photo != b.photo) return 0;
    std::size_t points = 0;
    for (std::size_t i = 0; i < std::min(a.strokes.size(), b.strokes.size()); ++i) {
        const canvas::Stroke &one = a.strokes[i], &other = b.strokes[i];
        if (one.width != other.width || one.erase != other.erase) return points;
        const auto same = std::ranges::mismatch(one.points, other.points).in1 - one.points.begin();
        points += static_cast<std::size_t>(same);
        if (static_cast<std::size_t>(same) < std::max(one.points.size(), other.points.size())) return points;
    }
    return points;
}

/// Brings `beginning` to the first `points` points of `drawing`; quick where it grows.
void grow(const canvas::Drawing& drawing, std::size_t points, canvas::Drawing& beginning) {
    if (points_of(beginning) > points) beginning.strokes.clear();
    std::size_t missing = points;
    for (std::size_t i = 0; missing > 0; ++i) {
        const canvas::Stroke& whole = drawing.strokes[i];
        const std::size_t wanted = std::min(missing, whole.points.size());
        missing -= wanted;
        if (wanted == 0) continue;  // a stroke without points is nothing, but keeps its number
        while (beginning.strokes.size() <= i) {
            const canvas::Stroke& next = drawing.strokes[beginning.strokes.size()];
            beginning.strokes.push_back({{}, next.width, next.erase});
        }
        std::vector<canvas::Point>& there = beginning.strokes[i].points;
        for (std::size_t point = there.size(); point < wanted; ++point) there.push_back(whole.points[point]);
    }
}

}  // namespace

Moment moment_at(const canvas::Drawing& drawing, std::size_t points) {
    Moment moment{.points = points};
    const bool timed = has_times(drawing);
    if (timed) moment.seconds = 0;
    std::size_t before = 0;
    for (std::size_t i = 0; i < drawing.strokes.size() && before < points; ++i) {
        const std::vector<canvas::Point>& own = drawing.strokes[i].points;
        if (own.empty()) continue;
        moment.stroke = static_cast<int>(i);
        moment.of_stroke = std::min(own.size(), points - before);
        before += moment.of_stroke;
        if (timed) moment.seconds += static_cast<double>(own[moment.of_stroke - 1].t);
    }
    assert(before == points);
    return moment;
}

std::vector<Moment> moments_of(const canvas::Drawing& drawing, std::size_t most) {
    const std::size_t all = points_of(drawing);
    std::size_t stride = 1;
    while (all / stride > std::max<std::size_t>(1, most)) stride *= 2;
    std::vector<std::size_t> counts;
    for (std::size_t count = 0; count <= all; count += stride) counts.push_back(count);
    std::size_t end = 0;
    for (const canvas::Stroke& stroke : drawing.strokes) counts.push_back(end += stroke.points.size());
    std::ranges::sort(counts);
    counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
    std::vector<Moment> moments;
    for (const std::size_t count : counts) moments.push_back(moment_at(drawing, count));
    return moments;
}

canvas::Drawing beginning_of(const canvas::Drawing& drawing, std::size_t points) {
    canvas::Drawing beginning{drawing.width, drawing.height, drawing.base, {}, drawing.label, drawing.photo};
    grow(drawing, points, beginning);
    return beginning;
}

canvas::Drawing without_stroke(const canvas::Drawing& drawing, int stroke) {
    canvas::Drawing rest = drawing;
    rest.strokes.erase(rest.strokes.begin() + stroke);
    return rest;
}

/// All that a job has, at a place that stays: what it runs refers to it.
struct ScrubJob::State {
    State(nn::ModelPtr model, canvas::Drawing drawing, const DrawingWay& way, int threads,
          const Scrub* before);

    enum class Phase { History, Without, Closer, Done };

    /// What a lane has of its own.
    struct Lane {
        DrawingInput input;
        canvas::Drawing drawing;  ///< a beginning of the whole
    };
    /// Where one flip is looked for: the answer is still the old one with `low` points, another with `high`.
    struct Stretch {
        std::size_t low = 0;
        std::size_t high = 0;
    };

    void take_known(const Scrub& before);
    void read_beginnings(std::vector<std::size_t> points);
    void read_without();
    void find_flips();
    void halve();
    bool next_phase();
    void take_history();
    void take_without();
    void take_halves();

    std::size_t classes;
    Passes passes;
    std::vector<Lane> lanes;
    std::vector<std::size_t> unknown;  ///< moments that are to be read
    std::vector<std::size_t> reading;  ///< numbers of points of the passes under way
    std::vector<Stretch> stretches;    ///< one a flip
    std::vector<std::size_t> halving;  ///< stretches that are longer than a point
    Phase phase = Phase::History;
    Scrub scrub;
};

ScrubJob::State::State(nn::ModelPtr model, canvas::Drawing drawing, const DrawingWay& way, int threads,
                       const Scrub* before)
    : classes(model->architecture.classes.size()), passes(model, threads) {
    scrub.moments = moments_of(drawing);
    scrub.probabilities.resize(scrub.moments.size());
    scrub.blank.resize(scrub.moments.size());
    for (int lane = 0; lane < passes.lanes(); ++lane)
        lanes.push_back({DrawingInput(model->architecture.input, way), beginning_of(drawing, 0)});
    scrub.drawing = std::move(drawing);
    if (before) take_known(*before);
    std::vector<std::size_t> points;
    for (std::size_t i = 0; i < scrub.moments.size(); ++i) {
        if (!scrub.probabilities[i].empty()) continue;
        unknown.push_back(i);
        points.push_back(scrub.moments[i].points);
    }
    read_beginnings(std::move(points));
}

void ScrubJob::State::take_known(const Scrub& before) {
    const std::size_t common = common_points(before.drawing, scrub.drawing);
    std::size_t old = 0;
    for (std::size_t i = 0; i < scrub.moments.size() && scrub.moments[i].points <= common; ++i) {
        const std::size_t points = scrub.moments[i].points;
        while (old < before.moments.size() && before.moments[old].points < points) ++old;
        if (old == before.moments.size()) return;
        // No point says whether the paper is the same: what has none is read.
        if (points == 0 || before.moments[old].points != points) continue;
        scrub.probabilities[i] = before.probabilities[old];
        scrub.blank[i] = before.blank[old];
    }
}

void ScrubJob::State::read_beginnings(std::vector<std::size_t> points) {
    reading = std::move(points);
    Showings showings;
    showings.count = static_cast<int>(reading.size());
    showings.load = [this](int index, int number, std::span<float> target) {
        Lane& lane = lanes[static_cast<std::size_t>(number)];
        grow(scrub.drawing, reading[static_cast<std::size_t>(index)], lane.drawing);
        return lane.input.load(lane.drawing, target);
    };
    passes.begin(std::move(showings));
}

void ScrubJob::State::read_without() {
    Showings showings;
    showings.count = static_cast<int>(scrub.drawing.strokes.size());
    showings.load = [this](int stroke, int lane, std::span<float> target) {
        return lanes[static_cast<std::size_t>(lane)].input.load(without_stroke(scrub.drawing, stroke),
                                                                target);
    };
    passes.begin(std::move(showings));
}

void ScrubJob::State::take_history() {
    std::vector<std::vector<float>> outputs = passes.take_outputs();
    for (std::size_t i = 0; i < unknown.size(); ++i) {
        scrub.blank[unknown[i]] = outputs[i].empty();
        outputs[i].resize(classes);
        scrub.probabilities[unknown[i]] = std::move(outputs[i]);
    }
}

void ScrubJob::State::take_without() {
    for (std::vector<float>& outputs : passes.take_outputs()) {
        const bool blank = outputs.empty();
        outputs.resize(classes);
        scrub.without.push_back({blank, std::move(outputs)});
    }
}

void ScrubJob::State::find_flips() {
    for (std::size_t i = 1; i < scrub.moments.size(); ++i) {
        if (scrub.blank[i - 1] || scrub.blank[i]) continue;
        const int from = answer_of(scrub.probabilities[i - 1]), to = answer_of(scrub.probabilities[i]);
        if (from == to) continue;
        scrub.flips.push_back({i, from, to, 0, 0});
        stretches.push_back({scrub.moments[i - 1].points, scrub.moments[i].points});
    }
}

/// Begins to read the middles of those stretches that have one.
void ScrubJob::State::halve() {
    halving.clear();
    std::vector<std::size_t> middles;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        if (stretches[i].high - stretches[i].low < 2) continue;
        halving.push_back(i);
        middles.push_back((stretches[i].low + stretches[i].high) / 2);
    }
    read_beginnings(std::move(middles));
}

void ScrubJob::State::take_halves() {
    const std::vector<std::vector<float>> outputs = passes.take_outputs();
    for (std::size_t i = 0; i < halving.size(); ++i) {
        Stretch& stretch = stretches[halving[i]];
        const bool still = answer_of(outputs[i]) == scrub.flips[halving[i]].from;
        (still ? stretch.low : stretch.high) = reading[i];
    }
}

/// What was read is put in its place. @return whether there is more to read
bool ScrubJob::State::next_phase() {
    switch (phase) {
        case Phase::History:
            take_history();
            find_flips();
            read_without();
            phase = Phase::Without;
            return true;
        case Phase::Without:
            take_without();
            phase = Phase::Closer;
            break;
        case Phase::Closer:
            take_halves();
            break;
        case Phase::Done:
            return false;
    }
    halve();
    if (!halving.empty()) return true;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const Moment moment = moment_at(scrub.drawing, stretches[i].high);
        scrub.flips[i].stroke = moment.stroke;
        scrub.flips[i].point = moment.of_stroke - 1;
    }
    phase = Phase::Done;
    return false;
}

ScrubJob::ScrubJob(nn::ModelPtr model, canvas::Drawing drawing, const DrawingWay& way, int threads,
                   std::shared_ptr<const Scrub> before)
    : state_(std::make_unique<State>(std::move(model), std::move(drawing), way, threads, before.get())) {}
ScrubJob::ScrubJob(ScrubJob&&) noexcept = default;
ScrubJob::~ScrubJob() = default;

bool ScrubJob::step() {
    if (state_->passes.step()) return true;
    return state_->next_phase();
}

float ScrubJob::progress() const {
    const float done = state_->passes.progress();
    switch (state_->phase) {
        case State::Phase::History:
            return 0.8f * done;
        case State::Phase::Without:
            return 0.8f + 0.1f * done;
        case State::Phase::Closer:
            return 0.9f;
        case State::Phase::Done:
            break;
    }
    return 1.0f;
}

Scrub ScrubJob::result() { return std::move(state_->scrub); }

}  // namespace convoscope::explain
