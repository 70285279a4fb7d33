#pragma once

#include <csignal>

namespace convoscope::platform {

/// While it lives, Ctrl-C (SIGINT) and SIGTERM are noted instead of ending the program: they are blocked and
/// asked for, so that no handler and no global is needed. Threads made meanwhile inherit that. When the first
/// one was noted they are let through again: the second ends the program.
class Interrupt {
  public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    /// Whether it was asked to stop, now or before.
    bool requested();

  private:
    sigset_t watched_;
    sigset_t before_;
    bool requested_ = false;
};

}  // namespace convoscope::platform
