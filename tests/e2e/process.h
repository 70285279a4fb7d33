#pragma once

#include <sys/types.h>

namespace convoscope::test {

/// Processor time that a process has used, all its threads together, in seconds (a hundredth is the finest
/// step).
/// @throws std::runtime_error when there is no such process
double processor_seconds(pid_t process);

/// Whether every thread of a process sleeps and has slept for a fifth of a second: nothing that it was sent
/// is left to do, and nothing moves any more. Takes that long to say yes.
bool is_at_rest(pid_t process);

}  // namespace convoscope::test
