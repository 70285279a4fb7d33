#pragma once

#include <string>

namespace convoscope::cli {

/// "convoscope: ..." on stderr, as one line whatever `line` holds; what stdout has been given comes before
/// it.
void report_error(const std::string& line);

}  // namespace convoscope::cli
