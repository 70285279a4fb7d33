#pragma once

#include <filesystem>

namespace convoscope::platform {

/// The folder with models/, drawings/ and digits/: $CONVOSCOPE_ASSETS, else ../share/convoscope beside the
/// program's folder (as installed), else the source tree's own.
/// @throws Error when there is none
std::filesystem::path assets_folder();

}  // namespace convoscope::platform
