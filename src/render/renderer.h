#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "gl/handle.h"
#include "gl/shader.h"
#include "gl/target.h"
#include "render/value_textures.h"
#include "scene/camera.h"
#include "scene/draw_list.h"
#include "scene/palette.h"
#include "scene/ribbon.h"

namespace convoscope::render {

/// What the graphics processor keeps of one stage from frame to frame. Needs the context that it was made in.
class StageTextures {
  public:
    /// The units' values; to be called in every frame: it takes what changed.
    void upload(const std::vector<scene::Page>& pages) { values_.upload(pages); }

  private:
    friend class Renderer;

    ValueTextures values_;
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
    scene::Palette palette = scene::Palette::Original;
    scene::Body body = scene::Body::Glass;
    std::optional<scene::Range> mark;  ///< of the palette: units of other colours are dimmed
    bool glow = true;                  ///< strong units light the plates beneath them
    float pixels_per_point = 1;
    const scene::DrawList* draw_list = nullptr;
    const std::vector<scene::Sheet>* sheets = nullptr;  ///< where its layers' values lie
    std::span<const scene::Ribbon> wires;               ///< behind all layers
    int layers_behind_edges =
        0;  ///< so many layers of the draw list lie behind the edges, the others before them
    std::span<const scene::Ribbon> edges;
    bool edges_taper = false;                     ///< each comes to a point at its `to` end: half the work
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

    /// Makes one of the shaders' variants that no layer has needed yet, so that the first frame that needs it
    /// does not wait for its compilation: a driver compiles when it first draws, so it is drawn with, onto
    /// nothing. To be called after draw() of the same frame, where nobody waits for anything.
    void get_ready(const Frame& frame, const StageTextures& textures);
    /// All of them are made.
    bool is_ready() const;

    /// Debug builds: compiles shaders again whose files changed. Elsewhere does nothing.
    void reload_changed_shaders();

  private:
    /// Which variant of the units' shader a layer needs.
    enum Variant : unsigned { kRelief = 1, kGrid = 2, kFolding = 4, kSigns = 8, kNear = 16, kVariants = 32 };

    static bool is_possible(unsigned variant);

    void draw_background(const Frame& frame, StageTextures& textures);
    void set_viewport(const scene::Viewport& area) const;
    void update_palette(const Frame& frame);
    /// The layers [first, last) of the draw list.
    void draw_layers(const Frame& frame, const StageTextures& textures, int first, int last);
    void draw_plates(const Frame& frame, const StageTextures& textures, const scene::LayerFaces& layer);
    gl::Program& plates(bool glow, const Frame& frame);
    void draw_boxes(const Frame& frame, const StageTextures& textures, const scene::LayerFaces& layer);
    void draw_faces(int first, int last);
    /// Makes a variant when it is first needed, and tells it once a frame what all layers share.
    gl::Program& units(unsigned variant, const Frame& frame);
    void bind_page(gl::Program& program, const StageTextures& textures, const scene::Sheet& sheet);
    /// Tapered ones come to a point at their `to` end, and cost half as much.
    enum class Shape { Even, Tapered };
    void draw_ribbons(const Frame& frame, std::span<const scene::Ribbon> ribbons, float opacity, Shape shape);

    std::array<gl::Program, kVariants> units_;
    std::array<bool, kVariants> told_{};  ///< by variant: knows what this frame's layers share
    std::array<gl::Program, 2> plates_;   ///< without and with the glow
    std::array<bool, 2> plates_told_{};
    gl::Program ribbons_;
    gl::Program stage_;
    gl::VertexArray face_array_;
    gl::Buffer face_buffer_;
    gl::VertexArray ribbon_array_;
    gl::Buffer ribbon_buffer_;
    gl::VertexArray no_attributes_;
    gl::Texture palette_;
    std::optional<std::array<int, 3>> painted_palette_;  ///< palette, theme and body that it holds
    Surface surface_;
};

}  // namespace convoscope::render
