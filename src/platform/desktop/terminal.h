#pragma once

#include <cstddef>

/// The terminal that standard error goes to.
namespace convoscope::platform {

/// Whether there is one: else it is a file or a pipe.
bool errors_go_to_a_terminal();
/// How wide it is; 80 where that is unknown.
std::size_t terminal_columns();

}  // namespace convoscope::platform
