#pragma once

#include <string>
#include <variant>
#include <vector>

#include "scene/camera.h"
#include "scene/palette.h"

namespace convoscope::ui {

/// What a key or a button asks for. Panels and keys change nothing themselves; the app does (design: "How a
/// frame flows").
enum class Action {
    Clear,
    Undo,
    Redo,
    Pen,
    Eraser,
    WiderPen,
    NarrowerPen,
    NextSample,
    ToggleCrop,
    ToggleScaling,
    ToggleCentring,
    Open,
    Save,
    SavePicture,
    SaveView,
    Screenshot,
    ResetView,
    ViewStage,
    ViewOriginal,
    ViewFlat,
    ViewSide,
    ViewAnswer,
    NextPalette,
    NextScale,
    ToggleTheme,
    LargerInterface,
    TogglePanels,
    ToggleMotion,
    ToggleHelp,
    LetGo,
    Quit,
};

struct SetPenWidth {
    float share;  ///< of the canvas's height
};
struct SetPanelWidth {
    float points;
};
struct OpenFile {
    std::string path;
};
struct SaveFile {
    std::string path;
    Action what;  ///< Save, SavePicture or SaveView
};
struct SetPalette {
    scene::Palette palette;
};

using Intent = std::variant<Action, SetPenWidth, SetPanelWidth, OpenFile, SaveFile, SetPalette>;
using Intents = std::vector<Intent>;

}  // namespace convoscope::ui
