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

/// What the graphics processor keeps of one stage from frame to frame. Needs the context that it was made in.
class StageTextures {
  public:
    StageTextures();

    /// The units' colours, laid out as the atlas says; to be called when they changed.
    void upload_atlas(const scene::Atlas& atlas, const std::vector<scene::Colour>& pixels);

  private:
    friend class Renderer;

    gl::Texture atlas_;
    int atlas_width_ = 0;
    int atlas_height_ = 0;
    gl::Target background_;  ///< painted once, copied in every frame
    scene::Theme background_theme_ = scene::Theme::Dark;
};

/// The whole surface that stages are drawn on.
struct Surface {
    int width = 1;  ///< pixels
    int height = 1;
    unsigned framebuffer = 0;  ///< the one that is bound; 0: the window's own
    scene::Colour surround;    ///< around the stages: the ground of the panels
};

/// What one frame shows on a stage. References live as long as the call.
struct Frame {
    scene::Viewport stage;  ///< pixels
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

/// Draws stages with OpenGL into the bound framebuffer, each into its viewport: begin(), then draw() for
/// each. Needs a current context from construction to destruction.
class Renderer {
  public:
    /// @throws Error when a shader does not compile
    Renderer();

    /// Clears the surface.
    void begin(const Surface& surface);
    void draw(const Frame& frame, StageTextures& textures);

    /// Debug builds: compiles shaders again whose files changed. Elsewhere does nothing.
    void reload_changed_shaders();

  private:
    void draw_background(const Frame& frame, StageTextures& textures);
    void set_viewport(const scene::Viewport& area) const;
    void draw_faces(int first, int count);
    /// Tapered ones come to a point at their `to` end, and cost half as much.
    enum class Shape { Even, Tapered };
    void draw_ribbons(const Frame& frame, std::span<const scene::Ribbon> ribbons, float opacity, Shape shape);
    void prepare_units(const Frame& frame, const StageTextures& textures);

    gl::Program units_;
    gl::Program signed_units_;  ///< the same for a palette with a sign
    gl::Program ribbons_;
    gl::Program stage_;
    gl::VertexArray face_array_;
    gl::Buffer face_buffer_;
    gl::VertexArray ribbon_array_;
    gl::Buffer ribbon_buffer_;
    gl::VertexArray no_attributes_;
    Surface surface_;
};

}  // namespace convoscope::render
