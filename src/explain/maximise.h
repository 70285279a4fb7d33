#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "explain/aim.h"
#include "explain/latest.h"
#include "explain/unit_gradient.h"
#include "nn/random.h"
#include "nn/receptive_field.h"

namespace convoscope::explain {

/// How an input is climbed to. It is thought of as ink a: 0 .. 1 from the input's `low` to its `high`, each
/// channel by its own range, and never leaves that. Each step:
///
///     a += rate (1 - 0.9 t) g / max|g|        g = d(score)/da of the picture moved by the jitter
///     a  = rest + (1 - decay) (a - rest)      rest: paper, 0; of photographs the middle, 1/2
///     a  = rate (1 - 0.9 t) fade nearer to rest, or there
///     a  = blurred by a Gaussian              every `blur_every` steps
///     a  = min(max(a, 0), 1)
///
/// with t from 0 to 1 over all steps. Gradient ascent on a unit: Erhan, Bengio, Courville and Vincent 2009,
/// "Visualizing higher-layer features of a deep network", section 3. Decay and blur as priors: Yosinski et
/// al. 2015, "Understanding neural networks through deep visualization", section 3; the fade stands for their
/// clipping of pixels that matter little, and leaves strokes on blank paper. Jitter: Mordvintsev, Olah and
/// Tyka 2015, "Inceptionism". The defaults were chosen by looking at lenet5's layers.
struct MaximiseOptions {
    int starts = 4;
    int steps = 200;
    std::uint64_t seed = 1;  ///< the same seed gives the same pictures; start k does not depend on how many
    float noise = 0.2f;      ///< the start: uniform from rest - noise to rest + noise, cut off at 0 and 1
    float rate = 0.5f;       ///< how far the pixel moves that moves most
    float decay = 0.003f;
    float fade = 0.05f;      ///< what matters less than this share of what matters most becomes blank
    float blur_from = 1.0f;  ///< the Gaussian's deviation in pixels at the first step,
    float blur_to = 0.7f;    ///< and at the last
    int blur_every = 4;
    /// Most pixels up, down and aside that the picture is moved by, as a share of the receptive field's
    /// smaller side, rounded. The last tenth of the steps has neither jitter nor blur.
    float jitter = 0.06f;
};

/// One climb.
struct Climb {
    std::vector<float> picture;  ///< as the network is shown it, of the input's shape
    std::vector<float> values;   ///< the aim's value of the start and after each step
    float value = 0;             ///< the last of them
};

/// Finds inputs by steps of gradient ascent (base/job.h). What is promised: pictures within the input's
/// range, the same for the same seed (and instruction set). Not that the value is the largest that there is,
/// nor that it rises with every step: decay and blur pull against it. Where no gradient comes through to the
/// input, the noise fades.
class MaximiseJob {
  public:
    struct Result {
        Aim aim;
        nn::Shape shape;
        /// What of the input the aim sees; of a whole map that of all of its units.
        nn::Field field;
        std::vector<Climb> climbs;  ///< the largest value first; while it forms: in the order of the starts
    };
    using Watch = Latest<Result>;

    /// @param watch  gets all climbs as they are, after each step(); may be null
    /// @throws Error where there is nothing to climb: no steps or starts, or a unit of the input
    MaximiseJob(nn::ModelPtr model, const Aim& aim, MaximiseOptions options = {},
                std::shared_ptr<Watch> watch = nullptr);

    /// Some milliseconds of ascent, at least one step of one climb; all climbs go on together.
    bool step();
    float progress() const;
    Result result();

  private:
    struct Start {
        nn::Random random;
        std::vector<float> ink;
    };

    void begin(int index);
    void climb(Start& start, Climb& climb);
    void load(const std::vector<float>& ink, int down, int right);
    void measure(const std::vector<float>& ink, Climb& climb);
    void add_gradient(std::vector<float>& ink, float rate, int down, int right);

    nn::ModelPtr model_;
    MaximiseOptions options_;
    std::shared_ptr<Watch> watch_;
    std::unique_ptr<UnitGradient> gradient_;
    std::vector<float> seed_;
    float rest_ = 0;
    int reach_ = 0;  ///< of the jitter, in pixels
    std::vector<Start> starts_;
    Result result_;
    int done_ = 0;  ///< steps, of all climbs together
};

/// "fc1/17" as it is; "conv2/9" is the middle unit, or the map.
/// @throws Error when the model has no such unit or map
Aim aim_at(const nn::Model& model, std::string_view address, bool whole_map);

}  // namespace convoscope::explain
