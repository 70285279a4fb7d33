#include "platform/desktop/paths.h"

#include <cstdlib>
#include <system_error>

#include "base/error.h"
#include "platform/texts.h"

namespace convoscope::platform {

std::filesystem::path state_folder() {
    namespace fs = std::filesystem;
    fs::path folder;
    // The specification says to ignore a path that is not absolute.
    const char* state = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    if (state && fs::path(state).is_absolute())
        folder = fs::path(state) / "convoscope";
    else if (home && fs::path(home).is_absolute())
        folder = fs::path(home) / ".local" / "state" / "convoscope";
    else
        throw Error(texts.no_home);

    std::error_code error;
    const bool made = fs::create_directories(folder, error);
    if (error) throw Error(texts.cannot_make_folder, folder, error.message());
    if (made) fs::permissions(folder, fs::perms::owner_all, error);
    return folder;
}

}  // namespace convoscope::platform
