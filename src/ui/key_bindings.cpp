#include "ui/key_bindings.h"

namespace convoscope::ui {
namespace {

constexpr Binding kBindings[] = {
    {'C', 0, Action::Clear, Text::KeysDraw, Text::KeyClear},
    {'Z', kControl, Action::Undo, Text::KeysDraw, Text::KeyUndo},
    {'Y', kControl, Action::Redo, Text::KeysDraw, Text::KeyRedo},
    {'Z', kControl | kShift, Action::Redo, Text::KeysDraw, Text::KeyRedo},
    {'P', 0, Action::Pen, Text::KeysDraw, Text::KeyPen},
    {'E', 0, Action::Eraser, Text::KeysDraw, Text::KeyEraser},
    {']', 0, Action::WiderPen, Text::KeysDraw, Text::KeyWider},
    {'[', 0, Action::NarrowerPen, Text::KeysDraw, Text::KeyNarrower},
    {'N', 0, Action::NextSample, Text::KeysDraw, Text::KeySample},
    {'7', 0, Action::ToggleCrop, Text::KeysDraw, Text::KeyCrop},
    {'8', 0, Action::ToggleScaling, Text::KeysDraw, Text::KeyScaling},
    {'9', 0, Action::ToggleCentring, Text::KeysDraw, Text::KeyCentring},
    {'1', 0, Action::ViewStage, Text::KeysView, Text::KeyStage},
    {'2', 0, Action::ViewOriginal, Text::KeysView, Text::KeyOriginal},
    {'3', 0, Action::ViewFlat, Text::KeysView, Text::KeyFlat},
    {'4', 0, Action::ViewSide, Text::KeysView, Text::KeySide},
    {'5', 0, Action::ViewAnswer, Text::KeysView, Text::KeyAnswer},
    {'R', 0, Action::ResetView, Text::KeysView, Text::KeyReset},
    {kKeyHome, 0, Action::ResetView, Text::KeysView, Text::KeyReset},
    {'G', 0, Action::GoThere, Text::KeysView, Text::KeyGoThere},
    {'F', 0, Action::FoldLayer, Text::KeysView, Text::KeyFold},
    {'H', 0, Action::HideLayer, Text::KeysView, Text::KeyHide},
    {'H', kShift, Action::ShowLayers, Text::KeysView, Text::KeyShowAll},
    {'/', 0, Action::Find, Text::KeysAsk, Text::KeyFind},
    {'F', kControl, Action::Find, Text::KeysAsk, Text::KeyFind},
    {kKeyLeft, 0, Action::WalkLeft, Text::KeysAsk, Text::KeyWalk},
    {kKeyRight, 0, Action::WalkRight, Text::KeysAsk, Text::KeyWalk},
    {kKeyUp, 0, Action::WalkUp, Text::KeysAsk, Text::KeyWalk},
    {kKeyDown, 0, Action::WalkDown, Text::KeysAsk, Text::KeyWalk},
    {kKeyLeft, kShift, Action::PreviousMap, Text::KeysAsk, Text::KeyWalkMap},
    {kKeyRight, kShift, Action::NextMap, Text::KeysAsk, Text::KeyWalkMap},
    {kKeyPageUp, 0, Action::LayerAbove, Text::KeysAsk, Text::KeyWalkLayer},
    {kKeyPageDown, 0, Action::LayerBelow, Text::KeysAsk, Text::KeyWalkLayer},
    {kKeyLeft, kAlt, Action::Back, Text::KeysAsk, Text::KeyBack},
    {kKeyBackspace, 0, Action::Back, Text::KeysAsk, Text::KeyBack},
    {kKeyRight, kAlt, Action::Forward, Text::KeysAsk, Text::KeyForward},
    {kKeySpace, 0, Action::Play, Text::KeysAsk, Text::KeyPlay},
    {'V', 0, Action::Pulse, Text::KeysAsk, Text::KeyPulse},
    {'I', 0, Action::NextPage, Text::KeysAsk, Text::KeyPage},
    {'W', 0, Action::SwapEdgeValue, Text::KeysAsk, Text::KeyEdgeValue},
    {'O', 0, Action::SwapEdgeDirection, Text::KeysAsk, Text::KeyEdgeDirection},
    {'X', 0, Action::ToggleStrongest, Text::KeysAsk, Text::KeyStrongest},
    {kKeyEscape, 0, Action::LetGo, Text::KeysAsk, Text::KeyLetGo},
    {'K', 0, Action::NextPalette, Text::KeysShow, Text::KeyPalette},
    {'S', 0, Action::NextScale, Text::KeysShow, Text::KeyScale},
    {'L', 0, Action::ToggleTheme, Text::KeysShow, Text::KeyTheme},
    {'U', 0, Action::LargerInterface, Text::KeysShow, Text::KeyLarger},
    {kKeyTab, 0, Action::TogglePanels, Text::KeysShow, Text::KeyPanels},
    {'M', 0, Action::ToggleMotion, Text::KeysShow, Text::KeyMotion},
    {'/', kShift, Action::ToggleHelp, Text::KeysShow, Text::KeyHelp},
    {kKeyF1, 0, Action::ToggleHelp, Text::KeysShow, Text::KeyHelp},
    {'O', kControl, Action::Open, Text::KeysFile, Text::KeyOpen},
    {'S', kControl, Action::Save, Text::KeysFile, Text::KeySave},
    {'E', kControl, Action::SavePicture, Text::KeysFile, Text::KeySavePicture},
    {'S', kControl | kShift, Action::SaveView, Text::KeysFile, Text::KeySaveView},
    {'D', kControl, Action::SaveNumbers, Text::KeysFile, Text::KeySaveNumbers},
    {'A', kControl | kShift, Action::SaveActivations, Text::KeysFile, Text::KeySaveActivations},
    {kKeyF12, 0, Action::Screenshot, Text::KeysFile, Text::KeyScreenshot},
    {kKeyF12, kShift, Action::PictureOfAnySize, Text::KeysFile, Text::KeyPicture},
    {'Q', kControl, Action::Quit, Text::KeysFile, Text::KeyQuit},
};

std::string name_of_key(int key) {
    switch (key) {
        case kKeyEscape:
            return "Esc";
        case kKeyTab:
            return "Tab";
        case kKeySpace:
            return "Space";
        case kKeyBackspace:
            return "Backspace";
        case kKeyLeft:
            return "Left";
        case kKeyRight:
            return "Right";
        case kKeyUp:
            return "Up";
        case kKeyDown:
            return "Down";
        case kKeyPageUp:
            return "Page Up";
        case kKeyPageDown:
            return "Page Down";
        case kKeyHome:
            return "Home";
        case kKeyF1:
            return "F1";
        case kKeyF12:
            return "F12";
        default:
            return std::string(1, static_cast<char>(key));
    }
}

}  // namespace

std::span<const Binding> bindings() { return kBindings; }

std::optional<Action> action_for(int key, int modifiers) {
    const int relevant = modifiers & (kShift | kControl | kAlt);
    for (const Binding& binding : kBindings)
        if (binding.key == key && binding.modifiers == relevant) return binding.action;
    return std::nullopt;
}

std::string key_name(const Binding& binding) {
    if (binding.key == '/' && binding.modifiers == kShift) return "?";
    std::string name;
    if (binding.modifiers & kControl) name += "Ctrl+";
    if (binding.modifiers & kAlt) name += "Alt+";
    if (binding.modifiers & kShift) name += "Shift+";
    return name + name_of_key(binding.key);
}

std::string action_words(Action action) {
    for (const Binding& binding : kBindings)
        if (binding.action == action)
            return std::string(text(binding.label)) + "  (" + key_name(binding) + ")";
    return {};
}

std::string key_of(Action action) {
    for (const Binding& binding : kBindings)
        if (binding.action == action) return key_name(binding);
    return {};
}

}  // namespace convoscope::ui
