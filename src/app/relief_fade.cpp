#include "app/relief_fade.h"

#include <algorithm>

namespace convoscope::app {

void ReliefFade::update(double now, bool moving) {
    const double step = std::clamp(now - last_, 0.0, 1.0 / 30);  // after a long rest no leap
    last_ = now;
    if (active_) level_ = std::clamp(level_ + (moving ? -step / kSinks : step / kRises), 0.0, 1.0);
}

float ReliefFade::share() const {
    const auto t = static_cast<float>(level_);
    return t * t * (3 - 2 * t);
}

}  // namespace convoscope::app
