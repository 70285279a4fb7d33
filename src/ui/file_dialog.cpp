#include "ui/file_dialog.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <utility>

#include "ui/text.h"

namespace convoscope::ui {
namespace {

constexpr int kLeastPicture = 64;  ///< pixels
constexpr int kLargestPicture = 8192;

Text title_of(Action what) {
    switch (what) {
        case Action::Save:
            return Text::DialogSave;
        case Action::SavePicture:
            return Text::DialogSavePicture;
        case Action::SaveView:
            return Text::DialogSaveView;
        case Action::SaveNumbers:
            return Text::DialogSaveNumbers;
        case Action::SaveActivations:
            return Text::DialogSaveActivations;
        case Action::PictureOfAnySize:
            return Text::DialogPicture;
        default:
            return Text::DialogOpen;
    }
}

}  // namespace

bool file_dialog(const Look& look, FileDialog& dialog, Intents& intents) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({0.5f * display.x, 0.4f * display.y}, ImGuiCond_Always, {0.5f, 0.5f});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(24), look.px(16)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
    ImGui::Begin("###file", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
    ImGui::PushFont(look.fonts.strong);
    ImGui::TextUnformatted(text(title_of(dialog.what)));
    ImGui::PopFont();
    if (dialog.just_opened) {
        ImGui::SetKeyboardFocusHere();
        dialog.just_opened = false;
    }
    ImGui::SetNextItemWidth(look.px(420));
    ImGui::InputText("##path", &dialog.path, ImGuiInputTextFlags_AutoSelectAll);
    const bool entered = std::exchange(dialog.entered, false);
    if (dialog.what == Action::PictureOfAnySize) {
        int size[2] = {dialog.width, dialog.height};
        ImGui::SetNextItemWidth(look.px(200));
        if (ImGui::InputInt2(text(Text::DialogPictureSize), size)) {
            dialog.width = std::clamp(size[0], kLeastPicture, kLargestPicture);
            dialog.height = std::clamp(size[1], kLeastPicture, kLargestPicture);
        }
    }
    if (!dialog.complaint.empty()) {
        ImGui::PushTextWrapPos(look.px(444));
        ImGui::TextUnformatted(dialog.complaint.c_str());
        ImGui::PopTextWrapPos();
    } else if (dialog.what == Action::Open) {
        ImGui::TextDisabled("%s", text(Text::DialogOpenHint));
    }
    const ImVec2 size{look.px(96), 0};
    const bool accepted =
        ImGui::Button((std::string(text(Text::DialogDo)) + "###do").c_str(), size) || entered;
    ImGui::SameLine();
    const bool cancelled = ImGui::Button((std::string(text(Text::DialogCancel)) + "###cancel").c_str(), size);
    ImGui::End();
    ImGui::PopStyleVar(3);
    if (accepted && !dialog.path.empty()) {
        if (dialog.what == Action::Open)
            intents.push_back(OpenFile{dialog.path});
        else
            intents.push_back(SaveFile{dialog.path, dialog.what, dialog.width, dialog.height});
    }
    return !cancelled;
}

}  // namespace convoscope::ui
