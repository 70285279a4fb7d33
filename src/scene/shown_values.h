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
///
/// A value on its way is from + arrived * (target - from): both ends go to the graphics card once a reading,
/// how much has arrived is one number a layer.
class ShownValues {
  public:
    explicit ShownValues(const nn::Architecture& architecture);

    /// @param at_once  nothing moves, and nothing is kept of what was shown: half of what a large network
    ///                 costs otherwise
    void set_target(const nn::Workspace& workspace, bool at_once = false);
    /// Nothing is drawn, so nothing is computed: every value goes to zero.
    void rest(bool at_once = false);
    /// Moves on by `seconds`. @return whether anything is still moving
    bool advance(double seconds);
    /// Goes to the target at once.
    void settle();

    /// The values of layer `node` as shown, in storage order. All of them are worked out when they are asked
    /// for in the middle of a ripple: for one unit, ask value().
    std::span<const float> layer(int node) const;
    float value(int node, int unit) const;

    /// The two ends of every value's way, in storage order: one and the same where nothing moves.
    std::span<const float> from(int node) const {
        const Layer& layer = layers_[node];
        return layer.left > 0 ? layer.from : layer.target;
    }
    std::span<const float> target(int node) const { return layers_[node].target; }
    /// The share of its way that a layer's values have come, 0..1.
    float arrived(int node) const { return 1 - layers_[node].left; }

    /// Ends of the scale of map `map` (of `unit_count` values from `first_unit`) in layer `node`.
    Range range(int node, const Scaling& scaling, int first_unit, int unit_count) const;

    /// The smallest and the largest of a map's values. On the way between two readings: between theirs, and
    /// no value lies outside.
    Range extent(int node, int first_unit, int unit_count) const;

    /// Largest magnitude among layer `node`'s values as shown; 0 where nothing is drawn. On the way between
    /// two readings it is between theirs.
    float magnitude(int node) const { return layers_[node].magnitude; }

    /// Raised whenever a shown value changed.
    std::uint64_t revision() const { return revision_; }
    /// Raised whenever an end of a way changed: once a reading.
    std::uint64_t reading() const { return reading_; }

  private:
    struct Layer {
        std::vector<float> from;  ///< outdated where nothing is left of the way
        std::vector<float> target;
        float left = 0;                 ///< of the way: 1 at its beginning
        double delay = 0;               ///< time constant of the approach, seconds
        bool has_sign = false;          ///< its values can be negative
        Range fixed{0, 0};              ///< a scale known beforehand (input, probabilities), or empty
        std::vector<Range> fixed_maps;  ///< the same of each map, where they differ: of a picture in colour
        std::vector<float> resting;     ///< by map, of such a one: what it has where nothing is drawn
        float magnitude = 0;            ///< the end of its scale
        float magnitude_from = 0;
        float magnitude_target = 0;
        float change = 0;  ///< the longest way of all: the largest |target - from|
        int maps = 1;
        std::vector<Range> map_from;    ///< by map: its extent; worked out when it is asked for
        std::vector<Range> map_target;  ///< the same

        bool has_fixed_scale() const { return fixed.high > fixed.low; }
        float at(std::size_t unit) const {
            return left > 0 ? target[unit] - left * (target[unit] - from[unit]) : target[unit];
        }
    };

    static void set_channels(Layer& layer, const nn::InputSpec& input);
    void begin_here(Layer& layer, bool at_once);
    void start_moving(bool resting, bool at_once);
    Range anchored(const Layer& layer, bool signed_palette) const;
    Range network_range(bool signed_palette) const;

    mutable std::vector<Layer> layers_;                    ///< mutable: extents are kept
    mutable std::vector<std::vector<float>> passing_;      ///< by node: values in the middle of a ripple
    mutable std::vector<std::uint64_t> passing_revision_;  ///< of each
    bool moving_ = false;
    bool resting_ = false;  ///< going to zero: scales stay as they were, so that colours fade with the values
    std::uint64_t revision_ = 1;
    std::uint64_t reading_ = 1;
};

}  // namespace convoscope::scene
