#pragma once

#include <span>
#include <vector>

#include "gl/handle.h"
#include "gl/shader.h"
#include "gl/target.h"
#include "scene/camera.h"
#include "scene/draw_list.h"
#include "scene/palette.h"
#include "scene/ribbon.h"

namespace convoscope::render {

/// What one frame shows on the stage. References live as long as the call.
struct Frame {
    int framebuffer_width = 1;  ///< pixels of the whole window
    int framebuffer_height = 1;
    scene::Viewport stage;   ///< pixels
    scene::Colour surround;  ///< around the stage: the ground of the panels
    scene::Camera camera;
    scene::Theme theme = scene::Theme::Dark;
    bool signed_palette = false;  ///< the atlas's alpha tells signs: negative units are drawn hollow
    float pixels_per_point = 1;
    const scene::DrawList* draw_list = nullptr;
    int layers_behind_edges =
        0;  ///< so many layers of the draw list lie behind the edges, the others before them
    std::span<const scene::Ribbon> edges;
    std::span<const scene::Ribbon> edges_behind;  ///< those parts of them that layers in front cover
    std::span<const scene::Ribbon> outlines;      ///< on top of everything
};

/// Draws a scene with OpenGL into the bound framebuffer. Needs a current context from construction to
/// destruction.
class Renderer {
  public:
    /// @throws Error when a shader does not compile
    Renderer();

    /// The units' colours, laid out as the atlas says; to be called when they changed.
    void upload_atlas(const scene::Atlas& atlas, const std::vector<scene::Colour>& pixels);

    void draw(const Frame& frame);

    /// Debug builds: compiles shaders again whose files changed. Elsewhere does nothing.
    void reload_changed_shaders();

  private:
    void draw_background(const Frame& frame);
    void draw_faces(int first, int count);
    /// Tapered ones come to a point at their `to` end, and cost half as much.
    enum class Shape { Even, Tapered };
    void draw_ribbons(const Frame& frame, std::span<const scene::Ribbon> ribbons, float opacity, Shape shape);
    void prepare_units(const Frame& frame);

    gl::Program units_;
    gl::Program signed_units_;  ///< the same for a palette with a sign
    gl::Program ribbons_;
    gl::Program stage_;
    gl::VertexArray face_array_;
    gl::Buffer face_buffer_;
    gl::VertexArray ribbon_array_;
    gl::Buffer ribbon_buffer_;
    gl::VertexArray no_attributes_;
    gl::Texture atlas_;
    int atlas_width_ = 0;
    int atlas_height_ = 0;
    gl::Target background_;
    scene::Theme background_theme_ = scene::Theme::Dark;
};

}  // namespace convoscope::render
