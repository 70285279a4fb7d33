#pragma once

#include <string>
#include <vector>

#include "base/text.h"

namespace convoscope {

/// The texts of one folder.
struct Table {
    std::string file;  ///< "features/draw/texts.h", within src
    std::vector<Text> texts;
};

/// Of every texts.h in src (CMakeLists.txt looks for them).
std::vector<Table> all_tables();

}  // namespace convoscope
