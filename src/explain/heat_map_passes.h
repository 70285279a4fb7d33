#pragma once

#include <memory>
#include <vector>

#include "explain/heat_map.h"
#include "explain/signal.h"

/// The heat maps that take many passes, cut into pieces that threads share.
namespace convoscope::explain {

/// What all heat maps of a job are of.
struct Subject {
    nn::ModelPtr model;
    Target target;
    std::vector<float> input;
    std::vector<float> blank;
    HeatMapOptions options;
    std::int64_t multiply_adds = 0;  ///< of one pass to the target
};

/// How many passes make a piece: a part of a millisecond, or one where that takes longer.
int passes_a_piece(const Subject& subject);

/// The passes of one heat map, in pieces that are computed in any order and on any threads; sums are over one
/// piece and then over the pieces in their order, so that the number of threads changes nothing.
class Passes {
  public:
    virtual ~Passes() = default;
    virtual int pieces() const = 0;
    virtual void compute(int piece, Signal& signal) = 0;
    /// Of one piece after the other, when it was computed.
    virtual void settle(int piece) = 0;
    /// When all are settled: the map's values, and what checks them. @param map  with `value` and `blank`
    virtual void finish(HeatMap& map) const = 0;
};

/// Of Integrated, Smooth and Occlusion; the subject outlives it. Null for methods that need one pass alone.
/// @param value  y(x)
std::unique_ptr<Passes> passes_of(Method method, const Subject& subject, float value);

/// Grad-CAM's map of the layer `layer`. @param signal  after forward() of the subject's picture
std::vector<float> grad_cam(const nn::Architecture& architecture, Signal& signal, int layer);

}  // namespace convoscope::explain
