#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "models/graph.h"
#include "models/model_file.h"

/// Files of other programs, for tests.
namespace convoscope::test {

/// A file and those beside it, from memory.
inline models::ForeignBytes foreign(std::string bytes, std::map<std::string, std::string> others = {}) {
    return {"a model", std::move(bytes),
            [others = std::move(others)](const std::string& name, std::size_t limit) {
                const auto found = others.find(name);
                if (found == others.end() || found->second.size() > limit)
                    throw Error(Message::verbatim("no such file"));
                return found->second;
            }};
}

/// A file on disk, and its folder.
inline models::ForeignBytes foreign_file(const std::filesystem::path& path) {
    return {path.filename().string(), read_file(path, models::kMaximumModelFile),
            [folder = path.parent_path()](const std::string& name, std::size_t limit) {
                return read_file(folder / name, limit);
            }};
}

}  // namespace convoscope::test
