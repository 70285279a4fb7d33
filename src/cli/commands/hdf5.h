#pragma once

#include "cli/command.h"

namespace convoscope::cli {

struct Hdf5Options {};

}  // namespace convoscope::cli
