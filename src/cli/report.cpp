#include "cli/report.h"

#include <algorithm>
#include <iostream>

namespace convoscope::cli {

void report_error(const std::string& line) {
    std::string one_line = line;
    std::replace_if(
        one_line.begin(), one_line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    std::cout.flush();
    std::cerr << "convoscope: " << one_line << std::endl;
}

}  // namespace convoscope::cli
