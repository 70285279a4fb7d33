#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace convoscope::studio {

/// Where one has been, as a browser keeps it: back, forward, and a new place cuts off what was forward. The
/// last kMost places are kept.
class History {
  public:
    static constexpr std::size_t kMost = 1000;

    /// Does nothing when `place` is where one is.
    void visit(const std::string& place);
    bool can_go_back() const { return at_ > 1; }
    bool can_go_forward() const { return at_ < places_.size(); }
    /// The place there. Only where one can go.
    const std::string& back() { return places_[--at_ - 1]; }
    const std::string& forward() { return places_[at_++]; }

  private:
    std::vector<std::string> places_;
    std::size_t at_ = 0;  ///< one behind where one is
};

}  // namespace convoscope::studio
