#pragma once

#include <optional>

#include "scene/draw_list.h"
#include "scene/pick.h"

namespace convoscope::scene {

/// How strong a block's units are on their scale: 0 where they are silent (or below zero), 1 at the scale's
/// high end. shaders/units.frag has the same formula: a unit's height and glow follow it.
class Strengths {
  public:
    Strengths(const Showing& showing, const Block& block);

    /// Of a value as shown.
    float of(float value) const;
    /// Of a unit as far as pulse and sweep have come. @param unit  index among the layer's values
    float of_unit(int unit) const;
    /// Of the block's strongest unit, or more: on the way between two readings.
    float highest() const;

    /// A value's place on the palette is value * gain() + offset().
    float gain() const { return gain_; }
    float offset() const { return offset_; }

  private:
    const Showing& showing_;
    const Block& block_;
    float gain_ = 0;
    float offset_ = 0.5f;
};

/// How far a layer's units stand out as seen now, world units at the scale's high end: nothing where they are
/// small on the screen, where the eye is level with them, or where the layer's blocks rise by themselves.
float relief_of(const Showing& showing, const LayerPlace& place, const Block& block);

/// How far above the top of a silent unit a unit's top stands. @param unit  index among the layer's values
float rise_of(const Showing& showing, const Block& block, int unit);

/// The unit that a ray meets first, where units stand out of their blocks; else like pick().
std::optional<Hit> pick_in_relief(const Showing& showing, const Ray& ray);

}  // namespace convoscope::scene
