#pragma once

struct GLFWwindow;

namespace convoscope::app {

/// Dear ImGui with its OpenGL 3 back end, on the GL context that is current; with a window also its GLFW back
/// end.
class ImGuiContextHolder {
  public:
    /// @param window  null: no window, the frames' sizes and times are given by begin_frame
    explicit ImGuiContextHolder(GLFWwindow* window);
    ~ImGuiContextHolder();
    ImGuiContextHolder(const ImGuiContextHolder&) = delete;
    ImGuiContextHolder& operator=(const ImGuiContextHolder&) = delete;

    /// Starts an ImGui frame on a surface of this size in pixels.
    void begin_frame(int width, int height, double seconds_since_last);

  private:
    bool has_window_;
};

/// Whether the last frame had a line or a number that is being typed into. A button that is held down, as the
/// pad is while ink flows, is no such thing.
bool is_text_edited();

}  // namespace convoscope::app
