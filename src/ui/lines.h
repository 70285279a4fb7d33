#pragma once

#include <imgui.h>

#include <string>

namespace convoscope::ui {

enum class Keep { Beginning, End };

/// The words, or as much of their beginning or end as fits into `width` pixels, with an ellipsis where they
/// were cut. Whole characters of UTF-8 alone.
std::string shortened(ImFont* font, float size, float width, const std::string& words, Keep keep);

/// The words with line breaks put in where they would be wider than `width` pixels: between words, and
/// between Chinese characters, but never before a closing punctuation mark or after an opening one, nor
/// within 5 × 5. (Dear ImGui 1.86 breaks lines at blanks alone.)
std::string wrapped(ImFont* font, float size, float width, const std::string& words);

}  // namespace convoscope::ui
