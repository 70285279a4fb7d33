#pragma once

#include <fstream>
#include <string>

#include "support/temporary_folder.h"

namespace convoscope::test {

/// A folder to put files into, named as the command line wants them.
class ScratchFolder : public TemporaryFolder {
  public:
    std::string file(const std::string& name) const { return (path() / name).string(); }
    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path() / name, std::ios::binary) << bytes;
        return file(name);
    }
};

}  // namespace convoscope::test
