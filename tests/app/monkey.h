#pragma once

#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "app/headless.h"
#include "support/environment.h"
#include "support/temporary_folder.h"

namespace convoscope::test {

/// Random input into a headless App: keys, typing, pointer, wheel, sizes, dialogs, dropped files, commands by
/// id. The same for the same seed. It works in a folder of its own, and whatever it types or clicks into the
/// file dialog stays there: it may save anything.
class Monkey {
  public:
    explicit Monkey(std::uint32_t seed);
    ~Monkey();

    /// So many events more, a frame after a few of them.
    /// @throws Error, or whatever else the App throws, as it does in front of a user
    void play(long events);
    long played() const { return played_; }
    Headless& headless() { return headless_; }
    std::uint32_t seed() const { return seed_; }
    /// What it did last, a line each, the oldest first.
    std::string last_events() const;

  private:
    void do_something();
    void stay_in_folder();
    void frame();
    void note(const std::string& what);
    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
    double anywhere(double length) { return below(1 << 20) * (length + 20) / (1 << 20) - 10; }

    void pointer();
    void ink();
    void key();
    void press_key(int code, int modifiers);
    void type();
    void overlay();
    void command();
    void resize();
    void drop();

    std::uint32_t seed_;
    std::mt19937 random_;
    TemporaryFolder folder_;
    std::string before_;  ///< the current folder
    SetVariable home_;
    std::vector<std::string> files_;
    Headless headless_;
    std::deque<std::string> notes_;
    long played_ = 0;
    unsigned down_ = 0;  ///< the buttons that are held
    double x_ = 0;
    double y_ = 0;
};

}  // namespace convoscope::test
