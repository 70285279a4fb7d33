#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/fields.h"
#include "base/message.h"
#include "explain/target.h"
#include "nn/model.h"

/// Heat maps over a drawing: how much each pixel that the network sees has to do with one unit's value, by
/// eight methods. x is the picture as the network sees it, y the target's value, b the blank page
/// (blank_page()).
namespace convoscope::explain {

enum class Method {
    Gradient,       ///< dy/dx (Simonyan et al. 2013, section 3; here with its sign)
    InputGradient,  ///< x dy/dx (Shrikumar et al. 2016, "Not just a black box")
    /// (x - b) times the mean of dy/dx along the straight way from b to x, at its points (s + 1/2) / N
    /// (Sundararajan et al. 2017, equations 1 and 3). Sums to y(x) - y(b).
    Integrated,
    Smooth,         ///< the mean of dy/dx over noisy copies of x (SmoothGrad; Smilkov et al. 2017)
    Guided,         ///< dy/dx by nn::ReluRule::Guided
    Deconvolution,  ///< dy/dx by nn::ReluRule::Deconvolution, through the pools' winners
    /// ReLU(sum_k a_k A_k), A_k the maps of a layer's activations and a_k the mean of dy/dA_k over its places
    /// (Selvaraju et al. 2017, equations 1 and 2), resized bilinearly to the input with half-pixel centres,
    /// as though the layer covered it evenly. Not normalised.
    GradCam,
    /// How much y drops on the average when a square of the picture, wholly inside, is as on the blank page
    /// in all channels (Zeiler and Fergus 2013, section 4.2): the mean of y(x) - y(covered) over the squares
    /// that cover the pixel, 0 where none does.
    Occlusion,
};
/// As the command line and files have them.
constexpr auto names_of(Method) {
    return std::array{fields::named(Method::Gradient, "gradient"),
                      fields::named(Method::InputGradient, "input_gradient"),
                      fields::named(Method::Integrated, "integrated"),
                      fields::named(Method::Smooth, "smooth"),
                      fields::named(Method::Guided, "guided"),
                      fields::named(Method::Deconvolution, "deconvolution"),
                      fields::named(Method::GradCam, "gradcam"),
                      fields::named(Method::Occlusion, "occlusion")};
}
inline constexpr std::array kMethods{Method::Gradient, Method::InputGradient, Method::Integrated,
                                     Method::Smooth,   Method::Guided,        Method::Deconvolution,
                                     Method::GradCam,  Method::Occlusion};

struct HeatMapOptions {
    int steps = 256;   ///< Integrated: points of the way, at least 1
    int samples = 50;  ///< Smooth: noisy copies, at least 1
    /// Smooth: the noise's standard deviation, as a part of each channel's range from paper to ink.
    float noise = 0.15f;
    std::uint64_t seed = 1;  ///< of that noise; the same seed gives the same map
    int patch = 5;           ///< Occlusion: the square's side in pixels
    int stride = 1;          ///< from one square to the next
    int layer = -1;          ///< GradCam: a node with maps before the target's; -1: the last of them
    bool operator==(const HeatMapOptions&) const = default;
};

struct HeatMap {
    Method method = Method::Gradient;
    Target target;
    nn::Shape shape;  ///< the input's
    /// [channels][height][width]. GradCam and Occlusion know no channels: each has the same values.
    std::vector<float> values;
    float value = 0;     ///< y(x)
    float blank = 0;     ///< y(b): what the picture covered all over comes to
    float residual = 0;  ///< Integrated: the sum of the values less y(x) - y(b); 0 if it were exact
    int layer = -1;      ///< GradCam: whose maps
    /// There is none, for this reason; `values` are empty then.
    std::optional<Message> why_not;

    /// The largest magnitude: the ends of a palette.
    float largest() const;
    /// The mean over the channels, [height][width]: what can be laid over the drawing.
    std::vector<float> plane() const;
};

/// The layer that Grad-CAM takes unless one is chosen: the last with maps (more than one place each) that
/// leads to the target, not the input; -1: there is none.
int default_layer(const nn::Architecture& architecture, const Target& target);

/// Why this network has no such map of this target; nothing where it has.
std::optional<Message> why_not(const nn::Architecture& architecture, const Target& target, Method method,
                               const HeatMapOptions& options);

/// Several heat maps of one target and one picture (base/job.h). What they share (the pass over the picture,
/// the blank page's) is computed once. A step is some milliseconds, or as many passes as there are threads
/// where a pass takes longer. The values are the same, bit for bit, whatever the number of threads.
class HeatMapJob {
  public:
    /// @param input    [channels][height][width], as the network sees it (nn::Workspace::input())
    /// @param threads  that may work on it, the caller's included; 0: as many as the program may use
    HeatMapJob(nn::ModelPtr model, const Target& target, std::span<const float> input,
               std::span<const Method> methods, const HeatMapOptions& options = {}, int threads = 1);
    ~HeatMapJob();
    HeatMapJob(HeatMapJob&&) noexcept;
    HeatMapJob& operator=(HeatMapJob&&) noexcept;

    bool step();
    float progress() const;
    /// One a method, in the order in which they were asked for.
    std::vector<HeatMap> result();

  private:
    class Work;
    std::unique_ptr<Work> work_;
};

/// All at once, where they fit into the moment (some milliseconds for LeNet).
std::vector<HeatMap> heat_maps(nn::ModelPtr model, const Target& target, std::span<const float> input,
                               std::span<const Method> methods, const HeatMapOptions& options = {},
                               int threads = 1);
/// @throws Error why_not()
HeatMap heat_map(nn::ModelPtr model, const Target& target, std::span<const float> input, Method method,
                 const HeatMapOptions& options = {}, int threads = 1);

}  // namespace convoscope::explain
