#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace convoscope::platform {

enum class FontWeight { Regular, Medium, SemiBold };

/// The font to write with: Inter in this weight, else in a near one, else its variable font.
/// $CONVOSCOPE_FONT, where set, comes first: a font file is taken for every weight, a folder is looked
/// through. Nothing when there is no Inter: Dear ImGui's own font is then the last resort.
/// @throws Error when $CONVOSCOPE_FONT names a file or folder that does not exist
std::optional<std::filesystem::path> find_font(FontWeight weight);

/// The same in these folders alone, their subfolders included; earlier folders win.
std::optional<std::filesystem::path> find_font(FontWeight weight,
                                               std::span<const std::filesystem::path> folders);

/// A font that has Chinese, for what Inter lacks: one of those that systems come with. Nothing when there is
/// none.
std::optional<std::filesystem::path> find_chinese_font();
std::optional<std::filesystem::path> find_chinese_font(std::span<const std::filesystem::path> folders);

/// Where this system and this user keep fonts, the user's first; not all of them exist.
std::vector<std::filesystem::path> font_folders();

}  // namespace convoscope::platform
