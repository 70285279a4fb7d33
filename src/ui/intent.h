#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "nn/address.h"
#include "scene/view_state.h"

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
    Find,
    WalkLeft,
    WalkRight,
    WalkUp,
    WalkDown,
    PreviousMap,
    NextMap,
    LayerAbove,
    LayerBelow,
    Back,
    Forward,
    GoThere,
    Play,
    Pulse,
    NextPage,
    SwapEdgeValue,
    SwapEdgeDirection,
    ToggleStrongest,
    FoldLayer,
    HideLayer,
    ShowLayers,
    SaveNumbers,
    SaveActivations,
    PictureOfAnySize,
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
    Action what;    ///< Save, SavePicture, SaveView, SaveNumbers, SaveActivations or PictureOfAnySize
    int width = 0;  ///< pixels, of a PictureOfAnySize
    int height = 0;
};
struct SetPalette {
    scene::Palette palette;
};

struct SelectUnit {
    nn::Unit unit;
    bool add = false;  ///< keep those that are pinned
};
struct Unpin {
    nn::Unit unit;
};
struct SetPage {
    scene::Page page;
};
struct InspectLayer {
    std::string name;
};
struct SetDisplay {
    std::string layer;
    scene::LayerDisplay display;
};
struct SetEdges {
    scene::EdgeView edges;
};
struct SetPace {
    float pace;  ///< units a second
};
struct SetInspectorWidth {
    float points;
};
struct SetMark {
    std::optional<scene::Range> mark;
};
struct SetFixedScale {
    scene::Range range;
};

using Intent = std::variant<Action, SetPenWidth, SetPanelWidth, OpenFile, SaveFile, SetPalette, SelectUnit,
                            Unpin, SetPage, InspectLayer, SetDisplay, SetEdges, SetPace, SetInspectorWidth,
                            SetMark, SetFixedScale>;
using Intents = std::vector<Intent>;

}  // namespace convoscope::ui
