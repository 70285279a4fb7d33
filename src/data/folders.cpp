#include "data/folders.h"

#include <cstdlib>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "data/texts.h"

namespace convoscope::data {

namespace fs = std::filesystem;

namespace {

/// Where data sets may lie, the likeliest first.
std::vector<fs::path> data_folders() {
    const fs::path packaged = "/usr/share/datasets";
    if (const char* named = std::getenv("CONVOSCOPE_DATA"); named && *named) return {named, packaged};
    return {fs::path("../shared/data"), fs::path(CONVOSCOPE_SOURCE_DATA), packaged};
}

}  // namespace

std::optional<fs::path> find_data_folder(const std::string& name) {
    std::error_code failure;
    for (const fs::path& data : data_folders())
        if (fs::is_directory(data / name, failure)) return data / name;
    return std::nullopt;
}

fs::path default_data_folder(const std::string& name) {
    if (auto folder = find_data_folder(name)) return *std::move(folder);
    throw Error(texts.no_data_set, name);
}

std::optional<fs::path> default_stroke_file() {
    std::error_code failure;
    for (const fs::path& data : data_folders()) {
        const fs::path file = data / "strokes" / "pen-strokes.jsonl";
        if (fs::exists(file, failure) && !fs::is_directory(file, failure)) return file;
    }
    return std::nullopt;
}

}  // namespace convoscope::data
