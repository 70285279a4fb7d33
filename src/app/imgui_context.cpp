#include "app/imgui_context.h"

#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>

namespace convoscope::app {

ImGuiContextHolder::ImGuiContextHolder(GLFWwindow* window) : has_window_(window != nullptr) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // panels keep their places in our own settings
    io.LogFilename = nullptr;
    if (window) ImGui_ImplGlfw_InitForOpenGL(window, true);
    ImGui_ImplOpenGL3_Init("#version 330 core");
}

ImGuiContextHolder::~ImGuiContextHolder() {
    ImGui_ImplOpenGL3_Shutdown();
    if (has_window_) ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
}

void ImGuiContextHolder::begin_frame(int width, int height, double seconds_since_last) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGuiIO& io = ImGui::GetIO();
    const ImVec2 pixels{static_cast<float>(width), static_cast<float>(height)};
    if (has_window_) {
        ImGui_ImplGlfw_NewFrame();
        // The back end works in window coordinates, which are not pixels everywhere; everything of ours is in
        // pixels.
        if (io.DisplaySize.x > 0 && io.DisplaySize.y > 0 && ImGui::IsMousePosValid(&io.MousePos))
            io.MousePos = {io.MousePos.x * pixels.x / io.DisplaySize.x,
                           io.MousePos.y * pixels.y / io.DisplaySize.y};
    } else {
        io.DeltaTime = static_cast<float>(std::max(seconds_since_last, 1e-4));
    }
    io.DisplaySize = pixels;
    io.DisplayFramebufferScale = {1, 1};
    ImGui::NewFrame();
}

bool is_text_edited() {
    // Not ImGuiIO::WantTextInput, which is of the frame before the last.
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    return context.ActiveId != 0 && context.ActiveId == context.InputTextState.ID &&
           context.ActiveIdIsAlive == context.ActiveId;
}

}  // namespace convoscope::app
