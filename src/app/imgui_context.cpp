#include "app/imgui_context.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <utility>

namespace convoscope::app {
namespace {

using platform::Event;
using platform::EventKind;

/// The keys that Dear ImGui's widgets use, by GLFW's numbers: capital ASCII for what prints.
#if IMGUI_VERSION_NUM >= 18700
constexpr ImGuiKey kKeypadEnter = ImGuiKey_KeypadEnter;
#else
constexpr ImGuiKey kKeypadEnter = ImGuiKey_KeyPadEnter;
#endif
struct KeyName {
    ImGuiKey key;
    int code;
};
constexpr std::array<KeyName, 22> kKeys{
    {{ImGuiKey_Tab, 258},      {ImGuiKey_LeftArrow, 263}, {ImGuiKey_RightArrow, 262},
     {ImGuiKey_UpArrow, 265},  {ImGuiKey_DownArrow, 264}, {ImGuiKey_PageUp, 266},
     {ImGuiKey_PageDown, 267}, {ImGuiKey_Home, 268},      {ImGuiKey_End, 269},
     {ImGuiKey_Insert, 260},   {ImGuiKey_Delete, 261},    {ImGuiKey_Backspace, 259},
     {ImGuiKey_Space, 32},     {ImGuiKey_Enter, 257},     {ImGuiKey_Escape, 256},
     {kKeypadEnter, 335},      {ImGuiKey_A, 'A'},         {ImGuiKey_C, 'C'},
     {ImGuiKey_V, 'V'},        {ImGuiKey_X, 'X'},         {ImGuiKey_Y, 'Y'},
     {ImGuiKey_Z, 'Z'}}};

void set_key(int code, bool down) {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
    for (const KeyName& name : kKeys)
        if (name.code == code) io.AddKeyEvent(name.key, down);
#else
    if (code >= 0 && code < IM_ARRAYSIZE(io.KeysDown)) io.KeysDown[code] = down;
#endif
}

void set_modifiers(const platform::Modifiers& modifiers) {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
    io.AddKeyEvent(ImGuiMod_Ctrl, modifiers.control);
    io.AddKeyEvent(ImGuiMod_Shift, modifiers.shift);
    io.AddKeyEvent(ImGuiMod_Alt, modifiers.alt);
    io.AddKeyEvent(ImGuiMod_Super, modifiers.super);
#else
    io.KeyCtrl = modifiers.control;
    io.KeyShift = modifiers.shift;
    io.KeyAlt = modifiers.alt;
    io.KeySuper = modifiers.super;
#endif
}

void let_all_go() {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
    io.AddFocusEvent(false);
#else
    std::ranges::fill(io.KeysDown, false);
    io.KeyCtrl = io.KeyShift = io.KeyAlt = io.KeySuper = false;
#endif
}

}  // namespace

ImGuiContextHolder::ImGuiContextHolder(Clipboard clipboard) : clipboard_(std::move(clipboard)) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // panels keep their places in our own settings
    io.LogFilename = nullptr;
    io.BackendPlatformName = "convoscope";
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
#if IMGUI_VERSION_NUM < 18700
    for (const KeyName& name : kKeys) io.KeyMap[name.key] = name.code;
#endif
    if (!clipboard_.read) return;
    io.ClipboardUserData = this;
    io.GetClipboardTextFn = [](void* user) {
        auto& self = *static_cast<ImGuiContextHolder*>(user);
        self.clipboard_words_ = self.clipboard_.read();
        return self.clipboard_words_.c_str();
    };
    io.SetClipboardTextFn = [](void* user, const char* words) {
        static_cast<ImGuiContextHolder*>(user)->clipboard_.write(words);
    };
}

ImGuiContextHolder::~ImGuiContextHolder() { ImGui::DestroyContext(); }

void ImGuiContextHolder::take(const Event& event) { events_.push_back(event); }

/// @return false where the event has to wait for the next frame
bool ImGuiContextHolder::apply(const Event& event) {
    ImGuiIO& io = ImGui::GetIO();
    const ImVec2 at{static_cast<float>(event.x), static_cast<float>(event.y)};
    switch (event.kind) {
        case EventKind::PointerMove:
            if (changed_buttons_ != 0) return false;  // a click is where it was made
            io.MousePos = at;
            break;
        case EventKind::PointerButton: {
            const auto button = static_cast<unsigned>(event.button);
            if (changed_buttons_ & 1u << button) return false;
            changed_buttons_ |= 1u << button;
            io.MousePos = at;
            set_modifiers(event.modifiers);
            if (button < IM_ARRAYSIZE(io.MouseDown))
                io.MouseDown[button] = event.action != platform::Action::Release;
            break;
        }
        case EventKind::PointerLeave:
            io.MousePos = {-FLT_MAX, -FLT_MAX};
            break;
        case EventKind::Scroll:
            io.MouseWheel += static_cast<float>(event.scroll_y);
            io.MouseWheelH += static_cast<float>(event.scroll_x);
            break;
        case EventKind::Key:
            if (changed_key_ == event.key) return false;
            changed_key_ = event.key;
            set_modifiers(event.modifiers);
            set_key(event.key, event.action != platform::Action::Release);
            break;
        case EventKind::Text:
            io.AddInputCharacter(event.character);
            break;
        case EventKind::Focus:
            if (!event.focused) let_all_go();
            break;
        default:
            break;
    }
    return true;
}

void ImGuiContextHolder::begin_frame(int width, int height, double seconds_since_last) {
    ImGuiIO& io = ImGui::GetIO();
    changed_buttons_ = 0;
    changed_key_ = -1;
    while (!events_.empty() && apply(events_.front())) events_.pop_front();
    io.DeltaTime = static_cast<float>(std::clamp(seconds_since_last, 1e-4, 1.0));
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DisplayFramebufferScale = {1, 1};
    ImGui::NewFrame();
}

platform::Cursor wanted_cursor() {
    switch (ImGui::GetMouseCursor()) {
        case ImGuiMouseCursor_TextInput:
            return platform::Cursor::Text;
        case ImGuiMouseCursor_ResizeEW:
            return platform::Cursor::ResizeHorizontal;
        case ImGuiMouseCursor_ResizeNS:
            return platform::Cursor::ResizeVertical;
        case ImGuiMouseCursor_Hand:
            return platform::Cursor::Hand;
        default:
            return platform::Cursor::Arrow;
    }
}

bool close_menus() {
    if (ImGui::GetCurrentContext()->OpenPopupStack.empty()) return false;
    ImGui::ClosePopupToLevel(0, false);
    return true;
}

bool is_text_edited() {
    // Not ImGuiIO::WantTextInput, which is of the frame before the last.
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    return context.ActiveId != 0 && context.ActiveId == context.InputTextState.ID &&
           context.ActiveIdIsAlive == context.ActiveId;
}

}  // namespace convoscope::app
