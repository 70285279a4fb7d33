#pragma once

#include <span>
#include <vector>

#include "nn/forward.h"
#include "scene/palette.h"

namespace convoscope::scene {

/// The activations as they are shown: each layer follows the network's true ones a little later than the
/// layer below it, so that new ink reaches the output as a ripple. With a fixed target the result depends
/// only on the time passed, not on the number of frames (an exponential approach), so pictures are
/// reproducible.
class ShownValues {
  public:
    explicit ShownValues(const nn::Architecture& architecture);

    void set_target(const nn::Architecture& architecture, const nn::Workspace& workspace);
    /// Nothing is drawn, so nothing is computed: every value goes to zero.
    void rest();
    /// Moves on by `seconds`. @return whether anything is still moving
    bool advance(double seconds);
    /// Goes to the target at once.
    void settle();

    /// The values of layer `node` as shown, in storage order.
    std::span<const float> layer(int node) const;
    /// Ends of the scale of map `map` (of `unit_count` values from `first_unit`) in layer `node`.
    Range range(int node, Scale scale, bool signed_palette, int first_unit, int unit_count) const;

    /// Raised whenever a shown value changed.
    std::uint64_t revision() const { return revision_; }

  private:
    struct Layer {
        std::vector<float> shown;
        std::vector<float> target;
        double delay = 0;       ///< time constant of the approach, seconds
        bool has_sign = false;  ///< its values can be negative
        Range fixed{0, 0};      ///< a scale known beforehand (input, probabilities), or empty
        float magnitude = 0;    ///< largest absolute value shown
    };

    static bool can_be_negative(const nn::Architecture& architecture, int node);
    void measure(Layer& layer);

    std::vector<Layer> layers_;
    bool moving_ = false;
    std::uint64_t revision_ = 1;
};

}  // namespace convoscope::scene
