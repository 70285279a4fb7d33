#pragma once

#include "base/job.h"

namespace convoscope::test {

/// A job to its end, on this thread.
template <IsJob Job>
auto finish(Job job) {
    while (job.step()) {
    }
    return job.result();
}

}  // namespace convoscope::test
