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

    void set_target(const nn::Workspace& workspace);
    /// Nothing is drawn, so nothing is computed: every value goes to zero.
    void rest();
    /// Moves on by `seconds`. @return whether anything is still moving
    bool advance(double seconds);
    /// Goes to the target at once.
    void settle();

    /// The values of layer `node` as shown, in storage order.
    std::span<const float> layer(int node) const;
    /// Ends of the scale of map `map` (of `unit_count` values from `first_unit`) in layer `node`.
    Range range(int node, const Scaling& scaling, int first_unit, int unit_count) const;

    /// Largest magnitude among layer `node`'s values as shown; 0 where nothing is drawn.
    float magnitude(int node) const { return layers_[node].magnitude; }

    /// Raised whenever a shown value changed.
    std::uint64_t revision() const { return revision_; }

  private:
    struct Layer {
        std::vector<float> shown;
        std::vector<float> target;
        double delay = 0;       ///< time constant of the approach, seconds
        bool has_sign = false;  ///< its values can be negative
        Range fixed{0, 0};      ///< a scale known beforehand (input, probabilities), or empty
        float magnitude = 0;    ///< largest absolute value shown: the end of its scale
        float reach = 0;        ///< largest absolute value shown or aimed at when the target was set

        bool has_fixed_scale() const { return fixed.high > fixed.low; }
    };

    void measure(Layer& layer);
    Range anchored(const Layer& layer, bool signed_palette) const;
    Range network_range(bool signed_palette) const;
    void start_moving(bool resting);

    std::vector<Layer> layers_;
    bool moving_ = false;
    bool resting_ = false;  ///< going to zero: scales stay as they were, so that colours fade with the values
    std::uint64_t revision_ = 1;
};

}  // namespace convoscope::scene
