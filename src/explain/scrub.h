#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "canvas/drawing.h"
#include "explain/drawing_input.h"
#include "nn/model.h"

namespace convoscope::explain {

/// A moment of a drawing's history: the first `points` points of its strokes are there, counted through all
/// of them in the order in which they were drawn.
struct Moment {
    std::size_t points = 0;
    /// The stroke that the last of them belongs to, and how many of its points there are; -1: no stroke has
    /// begun, what is seen is the picture that they lie on.
    int stroke = -1;
    std::size_t of_stroke = 0;
    /// Since the first stroke began, pauses between strokes left out; negative where the drawing's points do
    /// not all have times: then `points` is the clock.
    double seconds = -1;

    bool operator==(const Moment&) const = default;
};

/// The moments that a timeline shows: before the first stroke, at every `stride`-th point, and at the end of
/// each stroke. The stride is the smallest power of two with which those at strides are no more than `most`,
/// so that a drawing that grows keeps most of its moments.
std::vector<Moment> moments_of(const canvas::Drawing& drawing, std::size_t most = 200);
/// One by its number of points. @param points  no more than the drawing has
Moment moment_at(const canvas::Drawing& drawing, std::size_t points);

/// The drawing as it was when it had so many points; its canvas, base, photograph and label stay.
canvas::Drawing beginning_of(const canvas::Drawing& drawing, std::size_t points);
/// Without stroke number `stroke`.
canvas::Drawing without_stroke(const canvas::Drawing& drawing, int stroke);

/// Where the answer changes along the history: the class of the largest output, whether or not the network is
/// sure. The first ink's answer is no change.
struct ScrubFlip {
    std::size_t moment = 0;  ///< the first of Scrub::moments that has the new answer
    int from = -1;
    int to = -1;
    /// The ink that did it, closer: with the points before point `point` of stroke `stroke` the answer is
    /// `from`, with it another. It drew the line from the point before it (a stroke's first: a dot).
    int stroke = 0;
    std::size_t point = 0;
};

/// A drawing's history as a network reads it.
struct Scrub {
    canvas::Drawing drawing;
    std::vector<Moment> moments;
    /// [moment][class]: the last layer's activations; zeros where nothing is drawn.
    std::vector<std::vector<float>> probabilities;
    std::vector<char> blank;  ///< one a moment: nothing is drawn
    std::vector<ScrubFlip> flips;

    /// What the network would make of the drawing without one of its strokes.
    struct Without {
        bool blank = false;  ///< nothing would be left
        std::vector<float> probabilities;
    };
    std::vector<Without> without;  ///< one a stroke
};

/// A job (base/job.h): every moment goes through the canvas's own path, each of its threads with a rasteriser
/// that goes on with the strokes.
class ScrubJob {
  public:
    /// @param before   of the same model and way, or null: moments that the drawing still has are taken from
    /// it
    /// @param threads  that may work on it
    ScrubJob(nn::ModelPtr model, canvas::Drawing drawing, const DrawingWay& way, int threads,
             std::shared_ptr<const Scrub> before = nullptr);
    ScrubJob(ScrubJob&&) noexcept;
    ~ScrubJob();
    bool step();
    float progress() const;
    Scrub result();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace convoscope::explain
