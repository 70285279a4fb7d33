#pragma once

#include "scene/silhouette.h"

namespace convoscope::look {

/// What a layer covers on the screen.
class Covered {
  public:
    explicit Covered(scene::Silhouette silhouette);
    bool touches(const scene::Viewport& box) const;
    /// Its highest point, pixels from above; that of `otherwise` where it is not on the screen.
    float top(float otherwise) const;

  private:
    scene::Silhouette silhouette_;
    scene::Vector2 low_;  ///< of the box around it
    scene::Vector2 high_;
};

}  // namespace convoscope::look
