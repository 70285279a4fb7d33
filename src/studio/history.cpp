#include "studio/history.h"

namespace convoscope::studio {

void History::visit(const std::string& place) {
    if (at_ > 0 && places_[at_ - 1] == place) return;
    places_.resize(at_);
    places_.push_back(place);
    if (places_.size() > kMost) places_.erase(places_.begin());
    at_ = places_.size();
}

}  // namespace convoscope::studio
