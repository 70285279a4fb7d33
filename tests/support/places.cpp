#include "support/places.h"

namespace convoscope::test {

std::filesystem::path source_folder() { return CONVOSCOPE_SOURCE; }
std::filesystem::path build_folder() { return CONVOSCOPE_BUILD; }
std::string program() { return CONVOSCOPE_BUILD "/convoscope"; }
std::string python() { return CONVOSCOPE_PYTHON; }

}  // namespace convoscope::test
