#pragma once

#include <string>

#include "ui/intent.h"
#include "ui/look.h"

namespace convoscope::ui {

/// A line to type a file's name into, for opening and saving. Lives while it is open; the app owns it.
struct FileDialog {
    Action what = Action::Open;  ///< Open, or what is saved (intent.h)
    std::string path;
    bool just_opened = true;
    bool entered = false;   ///< Enter was pressed; set by the app, taken by the dialog
    std::string replacing;  ///< the file that OK once more will replace
    int width = 1280;       ///< pixels, of a PictureOfAnySize
    int height = 720;
    std::string complaint;  ///< why the last try failed; shown under the line
};

/// @return whether it stays open
bool file_dialog(const Look& look, FileDialog& dialog, Intents& intents);

}  // namespace convoscope::ui
