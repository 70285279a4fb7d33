#include "app/imgui_context.h"

#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

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
    if (has_window_) {
        ImGui_ImplGlfw_NewFrame();
    } else {
        io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
        io.DisplayFramebufferScale = {1, 1};
        io.DeltaTime = static_cast<float>(std::max(seconds_since_last, 1e-4));
    }
    ImGui::NewFrame();
}

}  // namespace convoscope::app
