#include "ui/text.h"

#include <array>
#include <cassert>

namespace convoscope::ui {
namespace {

struct Entry {
    Text key;
    const char* english;
};

constexpr Entry kTexts[] = {
    {Text::DrawDigit, "Draw a digit"},
    {Text::DrawAnything, "Draw"},
    {Text::DrawHint, "draw here"},
    {Text::Clear, "Clear"},
    {Text::Undo, "Undo"},
    {Text::Redo, "Redo"},
    {Text::Pen, "Pen"},
    {Text::Eraser, "Eraser"},
    {Text::Sample, "Sample"},
    {Text::PenWidth, "Width of the pen and the eraser"},
    {Text::Save, "Save"},
    {Text::Open, "Open"},
    {Text::Sees, "What the network sees"},
    {Text::StepDrawn, "drawn"},
    {Text::StepCropped, "crop"},
    {Text::StepScaled, "scale"},
    {Text::StepCentred, "centre"},
    {Text::StepDrawnHelp, "Your ink, as pixels."},
    {Text::StepCroppedHelp, "The empty paper around the ink is cut off."},
    {Text::StepScaledHelp, "Fitted into 20 x 20 pixels, proportions kept."},
    {Text::StepCentredHelp,
     "Placed in 28 x 28 pixels so that the ink balances in the middle.\nThis picture enters the network."},
    {Text::StepLeaveOut, "Click: leave this step out, and see what the network makes of it"},
    {Text::StepTake, "Left out now. Click: take this step again"},
    {Text::StepsLeftOut, "A step is left out (%s): the network was never shown such pictures"},
    {Text::Reads, "What it reads"},
    {Text::Blank, "blank"},
    {Text::BlankHint, "nothing drawn yet"},
    {Text::Unsure, "unsure"},
    {Text::UnsureHint, "perhaps %s (%.0f %%), perhaps %s (%.0f %%)"},
    {Text::UnsureOfAllHint, "it resembles none of them"},
    {Text::SureHint, "%s sure"},
    {Text::ProbabilityHelp, "Probability of \"%s\": %.4f\nAll probabilities add up to 1."},
    {Text::ViewStage, "Stage"},
    {Text::ViewOriginal, "Original"},
    {Text::ViewFlat, "Flat"},
    {Text::ViewSide, "Side"},
    {Text::ViewAnswer, "Answer"},
    {Text::PaletteOriginal, "Colours: original"},
    {Text::PaletteSigned, "Colours: signed"},
    {Text::PaletteEven, "Colours: even"},
    {Text::PaletteGrey, "Colours: grey"},
    {Text::ScaleLayer, "Scale: layer"},
    {Text::ScaleMap, "Scale: map"},
    {Text::ScaleHelp,
     "layer: zero is zero everywhere; each layer's strongest unit has the last colour.\n"
     "map: each map stretched from its own smallest to its own largest value."},
    {Text::PaletteHelp, "Colours of the activations"},
    {Text::Theme, "Light"},
    {Text::ThemeHelp, "Light theme for bright rooms, dark theme for dark ones"},
    {Text::Larger, "A+"},
    {Text::LargerHelp, "Larger interface, for the back row"},
    {Text::Help, "?"},
    {Text::HelpHelp, "Keys and mouse"},
    {Text::LegendActivation, "activation"},
    {Text::LegendEdges, "edge: weight"},
    {Text::LegendPoint, "Point at a unit to see what it hears"},
    {Text::LegendValue, "%s = %.4f"},
    {Text::LegendEdgesNone, "the input: a pixel of what the network sees"},
    {Text::LegendEdgesMax, "max pooling: passes on the largest"},
    {Text::LegendEdgesAverage, "average pooling: passes on the mean"},
    {Text::LegendScaleHelp,
     "Colour of a unit: its activation, on the scale of its layer.\nThe numbers are those of layer \"%s\"; "
     "point at another layer for its own.\n"
     "Where there is room, each layer's largest value stands beside its shape."},
    {Text::LegendEdgeHelp,
     "An edge leads from a unit that is heard to the unit that you point at.\nIts colour is the weight's "
     "sign, its strength the weight's size.\n"
     "The outlines: that unit, and what it hears."},
    {Text::KeysTitle, "Keys"},
    {Text::KeysDraw, "Draw"},
    {Text::KeysView, "Look"},
    {Text::KeysShow, "Show"},
    {Text::KeysFile, "Keep"},
    {Text::MouseTitle, "Mouse in the scene"},
    {Text::MouseOrbit, "drag: turn"},
    {Text::MousePan, "right drag, or Shift and drag: move"},
    {Text::MouseZoom, "wheel: zoom to the pointer"},
    {Text::MousePoint, "point at a unit: what it hears; click: keep it shown"},
    {Text::MouseErase, "right button on the pad: erase"},
    {Text::MouseDrop, "drop a picture or a stroke file on the window: it opens"},
    {Text::CloseHint, "any key closes this"},
    {Text::KeyClear, "clear the canvas"},
    {Text::KeyUndo, "undo"},
    {Text::KeyRedo, "redo"},
    {Text::KeyPen, "pen"},
    {Text::KeyEraser, "eraser"},
    {Text::KeyWider, "wider pen"},
    {Text::KeyNarrower, "narrower pen"},
    {Text::KeySample, "next sample drawing"},
    {Text::KeyCrop, "crop the ink, or leave that out"},
    {Text::KeyScaling, "scale the ink, or leave that out"},
    {Text::KeyCentring, "centre the ink by mass, or leave that out"},
    {Text::KeyOpen, "open a picture or a stroke file"},
    {Text::KeySave, "save the drawing as strokes"},
    {Text::KeySavePicture, "save the drawing as PNG"},
    {Text::KeySaveView, "save the view (camera, colours)"},
    {Text::KeyScreenshot, "screenshot"},
    {Text::KeyReset, "back to the present view's start"},
    {Text::KeyStage, "view: stage"},
    {Text::KeyOriginal, "view: Harley's original"},
    {Text::KeyFlat, "view: flat, from above"},
    {Text::KeySide, "view: from the side"},
    {Text::KeyAnswer, "view: the answer, close"},
    {Text::KeyPalette, "next colours"},
    {Text::KeyScale, "colour scale per layer or per map"},
    {Text::KeyTheme, "light or dark theme"},
    {Text::KeyLarger, "larger interface (then round again)"},
    {Text::KeyPanels, "hide or show all panels"},
    {Text::KeyMotion, "motion on or off"},
    {Text::KeyHelp, "this table"},
    {Text::KeyLetGo, "let go of the unit"},
    {Text::KeyQuit, "quit"},
    {Text::DialogOpen, "Open a picture or a stroke file"},
    {Text::DialogSave, "Save the drawing as strokes"},
    {Text::DialogSavePicture, "Save the drawing as PNG"},
    {Text::DialogSaveView, "Save the view"},
    {Text::DialogDo, "OK"},
    {Text::DialogCancel, "Cancel"},
    {Text::DialogOpenHint, "You can also drop a file on the window."},
    {Text::LayerMaximum, " · max %.2f"},
    {Text::LayerFolded, "folded: strongest of %d"},
    {Text::Saved, "saved as %s"},
    {Text::Exists, "there is a file of this name; OK again replaces it"},
    {Text::PanelsHidden, "panels hidden; %s shows them again"},
    {Text::MotionOff, "motion off"},
    {Text::MotionOn, "motion on"},
    {Text::OneOfMany, "this file holds %s drawings; the first is shown"},
};

using Table = std::array<const char*, static_cast<std::size_t>(Text::Count)>;

constexpr Table make_table() {
    Table table{};
    for (const Entry& entry : kTexts) table[static_cast<std::size_t>(entry.key)] = entry.english;
    return table;
}

constexpr Table kEnglish = make_table();

constexpr bool complete(const Table& table) {
    for (const char* entry : table)
        if (!entry) return false;
    return true;
}
static_assert(complete(kEnglish), "a text has no words");

}  // namespace

const char* text(Text key) { return kEnglish[static_cast<std::size_t>(key)]; }

}  // namespace convoscope::ui
