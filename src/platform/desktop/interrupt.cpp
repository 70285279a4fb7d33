#include "platform/desktop/interrupt.h"

#include <pthread.h>

#include <ctime>

namespace convoscope::platform {

Interrupt::Interrupt() {
    sigemptyset(&watched_);
    sigaddset(&watched_, SIGINT);
    sigaddset(&watched_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &watched_, &before_);
}

Interrupt::~Interrupt() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

bool Interrupt::requested() {
    if (requested_) return true;
    const timespec at_once{};
    if (sigtimedwait(&watched_, nullptr, &at_once) < 0) return false;
    requested_ = true;
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    return true;
}

}  // namespace convoscope::platform
