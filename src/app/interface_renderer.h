#pragma once

#include <imgui.h>

#include <span>

#include "gl/handle.h"
#include "gl/shader.h"

namespace convoscope::app {

/// Draws Dear ImGui's lists with OpenGL 3.3 or OpenGL ES 3.0. Its own back end asks GL for its whole state in
/// every call and puts it back, which in a browser costs more than the drawing, and asks GLES for what that
/// does not have. This one asks nothing: whoever draws after it sets what it needs. Needs a current context
/// from construction to destruction.
class InterfaceRenderer {
  public:
    InterfaceRenderer();

    /// Makes the texture of the fonts in the current ImGui context's atlas; again whenever they are baked
    /// anew.
    void upload_fonts();
    /// Draws these lists of a frame into the bound framebuffer, which is as large as the frame's display.
    void draw(const ImDrawData& frame, std::span<ImDrawList* const> lists);

  private:
    void begin(const ImDrawData& frame);
    void draw_list(const ImDrawData& frame, const ImDrawList& list);

    gl::Program program_;
    gl::VertexArray array_;
    gl::Buffer vertices_;
    gl::Buffer indices_;
    gl::Texture fonts_;
};

}  // namespace convoscope::app
