#pragma once

namespace convoscope::app {

/// Where pixels are drawn by the processor, standing out takes units a third of a frame: while anything moves
/// they sink into their maps, and at rest they rise again. Elsewhere, and unless it is told to, it does
/// nothing.
class ReliefFade {
  public:
    static constexpr double kSinks = 0.12;  ///< seconds
    static constexpr double kRises = 0.22;

    void set_active(bool active) { active_ = active; }
    /// Goes on to the moment `now`, seconds. @param moving  the camera or the values are
    void update(double now, bool moving);
    /// The share of their height that units stand out by, 0..1; smooth in time.
    float share() const;
    /// Not all the way up: another frame is wanted.
    bool is_low() const { return active_ && level_ < 1; }

  private:
    bool active_ = false;
    double last_ = 0;
    double level_ = 1;
};

}  // namespace convoscope::app
