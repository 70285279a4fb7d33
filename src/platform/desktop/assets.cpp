#include "platform/desktop/assets.h"

#include <cstdlib>
#include <system_error>

#include "base/error.h"
#include "platform/texts.h"

namespace convoscope::platform {

namespace fs = std::filesystem;

namespace {

bool is_folder(const fs::path& path) {
    std::error_code failure;
    return fs::is_directory(path, failure);
}

}  // namespace

fs::path assets_folder() {
    if (const char* named = std::getenv("CONVOSCOPE_ASSETS"); named && *named) {
        if (is_folder(named)) return named;
        throw Error(texts.assets_no_folder, named);
    }
    std::error_code failure;
    const fs::path program = fs::read_symlink("/proc/self/exe", failure);
    if (!failure) {
        const fs::path installed = program.parent_path().parent_path() / "share" / "convoscope";
        if (is_folder(installed)) return installed;
    }
    const fs::path source = CONVOSCOPE_SOURCE_ASSETS;
    if (is_folder(source)) return source;
    throw Error(texts.no_assets);
}

}  // namespace convoscope::platform
