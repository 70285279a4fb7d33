#pragma once

#include <filesystem>

namespace convoscope::platform {

/// $XDG_STATE_HOME/convoscope, else ~/.local/state/convoscope (XDG Base Directory Specification 0.8). Made,
/// for this user alone, when it is not there.
/// @throws Error when there is no home or it cannot be made
std::filesystem::path state_folder();

}  // namespace convoscope::platform
