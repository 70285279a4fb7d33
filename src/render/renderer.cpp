#include "render/renderer.h"

#include <glad/gl.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "gl/debug.h"

namespace convoscope::render {
namespace {

using scene::Face;
using scene::Ribbon;

/// What an edge keeps of its opacity where a layer lies in front of it: enough to follow it to its unit.
constexpr float kSeenThrough = 0.3f;

struct StageColours {
    Eigen::Vector3f middle;
    Eigen::Vector3f rim;
    Eigen::Vector4f plate;  ///< premultiplied
    Eigen::Vector3f gap;
    Eigen::Vector3f ground;  ///< what units fade into: the background, about its middle
};

StageColours stage_colours(scene::Theme theme) {
    if (theme == scene::Theme::Light)
        return {{0.965f, 0.972f, 0.985f},
                {0.80f, 0.84f, 0.89f},
                {0.60f, 0.65f, 0.72f, 0.75f},
                {0.72f, 0.76f, 0.83f},
                {0.871f, 0.894f, 0.929f}};
    // The original's gradient, rgb(60,100,140) to rgb(20,20,20).
    return {{60 / 255.0f, 100 / 255.0f, 140 / 255.0f},
            {20 / 255.0f, 20 / 255.0f, 20 / 255.0f},
            {0.10f, 0.15f, 0.22f, 0.42f},
            {0.035f, 0.05f, 0.085f},
            {0.133f, 0.212f, 0.298f}};
}

float level(std::uint8_t byte) { return static_cast<float>(byte) / 255.0f; }

/// One instanced attribute of `Vertex`.
void attribute(GLuint index, int components, std::size_t stride, std::size_t offset) {
    glEnableVertexAttribArray(index);
    glVertexAttribPointer(index, components, GL_FLOAT, GL_FALSE, static_cast<GLsizei>(stride),
                          reinterpret_cast<const void*>(offset));
    glVertexAttribDivisor(index, 1);
}

void describe_faces(std::size_t first) {
    const std::size_t base = first * sizeof(Face);
    attribute(0, 3, sizeof(Face), base + offsetof(Face, origin));
    attribute(1, 3, sizeof(Face), base + offsetof(Face, along));
    attribute(2, 3, sizeof(Face), base + offsetof(Face, down));
    attribute(3, 4, sizeof(Face), base + offsetof(Face, box));
    attribute(4, 4, sizeof(Face), base + offsetof(Face, cells));
    attribute(5, 4, sizeof(Face), base + offsetof(Face, tile));
    attribute(6, 4, sizeof(Face), base + offsetof(Face, style));
    attribute(7, 4, sizeof(Face), base + offsetof(Face, scaling));
    attribute(8, 4, sizeof(Face), base + offsetof(Face, state));
    attribute(9, 4, sizeof(Face), base + offsetof(Face, grid));
}

void describe_ribbons() {
    attribute(0, 3, sizeof(Ribbon), offsetof(Ribbon, from));
    attribute(1, 3, sizeof(Ribbon), offsetof(Ribbon, to));
    attribute(2, 4, sizeof(Ribbon), offsetof(Ribbon, from_colour));
    attribute(3, 4, sizeof(Ribbon), offsetof(Ribbon, to_colour));
    attribute(4, 1, sizeof(Ribbon), offsetof(Ribbon, width));
    attribute(5, 2, sizeof(Ribbon), offsetof(Ribbon, part));
    attribute(6, 1, sizeof(Ribbon), offsetof(Ribbon, hollow));
}

template <typename Vertex>
void upload(const gl::Buffer& buffer, std::span<const Vertex> vertices) {
    glBindBuffer(GL_ARRAY_BUFFER, buffer.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size_bytes()), vertices.data(),
                 GL_STREAM_DRAW);
}

}  // namespace

Renderer::Renderer()
    : plates_{gl::Program::named("plates.vert", "plates.frag"),
              gl::Program::named("plates.vert", "plates.frag", "#define GLOW\n")},
      ribbons_(gl::Program::named("ribbons")),
      stage_(gl::Program::named("stage")),
      face_array_(gl::VertexArray::create()),
      face_buffer_(gl::Buffer::create()),
      ribbon_array_(gl::VertexArray::create()),
      ribbon_buffer_(gl::Buffer::create()),
      no_attributes_(gl::VertexArray::create()),
      palette_(gl::Texture::create()) {
    glBindVertexArray(face_array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, face_buffer_.id());
    describe_faces(0);
    glBindVertexArray(ribbon_array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, ribbon_buffer_.id());
    describe_ribbons();
    glBindVertexArray(0);
    glBindTexture(GL_TEXTURE_2D, palette_.id());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    gl::label(palette_, "palette");
}

void Renderer::begin(const Surface& surface) {
    surface_ = surface;
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(level(surface.surround.red), level(surface.surround.green), level(surface.surround.blue), 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

void Renderer::set_viewport(const scene::Viewport& area) const {
    glViewport(static_cast<GLint>(area.x),
               static_cast<GLint>(static_cast<float>(surface_.height) - area.y - area.height),
               static_cast<GLsizei>(area.width), static_cast<GLsizei>(area.height));
}

void Renderer::draw(const Frame& frame, StageTextures& textures) {
    draw_background(frame, textures);

    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    set_viewport(frame.stage);
    upload<Face>(face_buffer_, frame.draw_list->faces);
    update_palette(frame);
    told_.fill(false);
    plates_told_.fill(false);
    const int layers = static_cast<int>(frame.draw_list->layers.size());
    draw_ribbons(frame, frame.wires, 1, Shape::Even);
    draw_layers(frame, textures, 0, frame.layers_behind_edges);
    draw_ribbons(frame, frame.edges, 1, frame.edges_taper ? Shape::Tapered : Shape::Even);
    draw_layers(frame, textures, frame.layers_behind_edges, layers);
    draw_ribbons(frame, frame.edges_behind, kSeenThrough, Shape::Even);
    draw_ribbons(frame, frame.outlines, 1, Shape::Even);
    glBindVertexArray(0);
    gl::check_errors("Renderer::draw");
}

void Renderer::draw_background(const Frame& frame, StageTextures& textures) {
    // The gradient costs a few operations a pixel; painted once, copied in every frame.
    const int width = std::max(1, static_cast<int>(frame.stage.width));
    const int height = std::max(1, static_cast<int>(frame.stage.height));
    if (!textures.background_ || textures.background_.width() != width ||
        textures.background_.height() != height || textures.background_theme_ != frame.theme) {
        textures.background_ = gl::Target(width, height, {{GL_RGBA8}, false});
        textures.background_theme_ = frame.theme;
        textures.background_.bind();
        const StageColours colours = stage_colours(frame.theme);
        stage_.set("middle", colours.middle);
        stage_.set("rim", colours.rim);
        glDisable(GL_BLEND);
        glBindVertexArray(no_attributes_.id());
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }
    const int x = static_cast<int>(frame.stage.x);
    const int bottom = surface_.height - static_cast<int>(frame.stage.y) - height;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, textures.background_.framebuffer().id());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, surface_.framebuffer);
    glBlitFramebuffer(0, 0, width, height, x, bottom, x + width, bottom + height, GL_COLOR_BUFFER_BIT,
                      GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, surface_.framebuffer);
}

void Renderer::update_palette(const Frame& frame) {
    const std::array<int, 3> wanted{static_cast<int>(frame.palette), static_cast<int>(frame.theme),
                                    static_cast<int>(frame.body)};
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, palette_.id());
    if (painted_palette_ != wanted) {
        const std::array<scene::Ramp, 4> ramps{scene::make_ramp(frame.palette, frame.theme, frame.body),
                                               scene::make_channel_ramp(0), scene::make_channel_ramp(1),
                                               scene::make_channel_ramp(2)};
        static_assert(sizeof(ramps) == ramps.size() * ramps[0].size() * sizeof(scene::Colour));
        static_assert(sizeof(scene::Colour) == 4);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, static_cast<GLsizei>(ramps[0].size()),
                     static_cast<GLsizei>(ramps.size()), 0, GL_RGBA, GL_UNSIGNED_BYTE, ramps.data());
        painted_palette_ = wanted;
    }
    glActiveTexture(GL_TEXTURE0);
}

gl::Program& Renderer::units(unsigned variant, const Frame& frame) {
    gl::Program& program = units_[variant];
    if (!program) {
        std::string defines;
        if (variant & kRelief) defines += "#define RELIEF\n";
        if (variant & kGrid) defines += "#define GRID\n";
        if (variant & kFolding) defines += "#define FOLDING\n";
        if (variant & kNear) defines += "#define NEAR\n";
        if (variant & kSigns) defines += "#define SIGNS\n";
        program = gl::Program::named("units.vert", "units.frag", defines);
    }
    program.use();
    if (std::exchange(told_[variant], true)) return program;
    const StageColours colours = stage_colours(frame.theme);
    program.set("view_projection", frame.camera.view_projection(frame.stage.aspect()));
    program.set("viewport", Eigen::Vector2f(frame.stage.width, frame.stage.height));
    program.set("values", 0);
    program.set("palette", 1);
    const scene::Range mark = frame.mark.value_or(scene::Range{-1, 2});
    program.set("mark", Eigen::Vector2f(mark.low, mark.high));
    program.set("ground", colours.ground);
    program.set("gap_colour", colours.gap);
    program.set("light", frame.theme == scene::Theme::Light ? 1.0f : 0.0f);
    program.set("glass", frame.body == scene::Body::Glass ? 1.0f : 0.0f);
    if (variant & kSigns) {
        const scene::Colour zero = scene::make_ramp(frame.palette, frame.theme, frame.body)[127];
        program.set("zero_colour", Eigen::Vector3f(level(zero.red), level(zero.green), level(zero.blue)));
    }
    if (variant & kRelief) {
        program.set("eye", frame.camera.eye());
        program.set("pixel_angle", frame.camera.units_per_pixel(frame.stage) / frame.camera.distance);
    }
    return program;
}

/// Relief, grid and near exclude one another, and a row of maps does not fold: see draw_boxes.
bool Renderer::is_possible(unsigned variant) {
    const int ways = ((variant & kRelief) != 0) + ((variant & kGrid) != 0) + ((variant & kNear) != 0);
    return ways <= 1 && !((variant & kGrid) && (variant & kFolding));
}

bool Renderer::is_ready() const {
    for (unsigned variant = 0; variant < kVariants; ++variant)
        if (!units_[variant] && is_possible(variant)) return false;
    return true;
}

void Renderer::get_ready(const Frame& frame, const StageTextures& textures) {
    unsigned missing = 0;
    while (missing < kVariants && (units_[missing] || !is_possible(missing))) ++missing;
    if (missing == kVariants) return;
    gl::Program& program = units(missing, frame);
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 0, 0, 0);
    set_viewport(frame.stage);
    glBindVertexArray(face_array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, face_buffer_.id());
    // With every page: what is compiled depends on whether a texture's sides are powers of two, for one.
    for (const scene::LayerFaces& layer : frame.draw_list->layers) {
        bind_page(program, textures, (*frame.sheets)[static_cast<std::size_t>(layer.layer)]);
        draw_faces(layer.first, std::min(layer.first + 1, layer.last));
    }
    glBindVertexArray(0);
    glDisable(GL_SCISSOR_TEST);
}

void Renderer::bind_page(gl::Program& program, const StageTextures& textures, const scene::Sheet& sheet) {
    glBindTexture(GL_TEXTURE_2D, textures.values_.id(sheet.page));
    program.set("page_size", Eigen::Vector2f(static_cast<float>(textures.values_.width(sheet.page)),
                                             static_cast<float>(textures.values_.height(sheet.page))));
}

void Renderer::draw_layers(const Frame& frame, const StageTextures& textures, int first, int last) {
    glBindVertexArray(face_array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, face_buffer_.id());
    for (int i = first; i < last; ++i) {
        const scene::LayerFaces& layer = frame.draw_list->layers[static_cast<std::size_t>(i)];
        if (!layer.from_below) draw_plates(frame, textures, layer);
        draw_boxes(frame, textures, layer);
        if (layer.from_below) draw_plates(frame, textures, layer);
    }
}

gl::Program& Renderer::plates(bool glow, const Frame& frame) {
    gl::Program& program = plates_[glow ? 1 : 0];
    program.use();
    if (std::exchange(plates_told_[glow ? 1 : 0], true)) return program;
    program.set("view_projection", frame.camera.view_projection(frame.stage.aspect()));
    program.set("plate_colour", stage_colours(frame.theme).plate);
    program.set("light", frame.theme == scene::Theme::Light ? 1.0f : 0.0f);
    if (glow) {
        program.set("values", 0);
        program.set("palette", 1);
    }
    return program;
}

/// On bright paper nothing glows.
void Renderer::draw_plates(const Frame& frame, const StageTextures& textures,
                           const scene::LayerFaces& layer) {
    const bool glow = frame.glow && frame.theme == scene::Theme::Dark && layer.glowing < layer.first;
    const int plain = glow ? layer.glowing : layer.first;
    if (layer.plates < plain) {
        plates(false, frame);
        draw_faces(layer.plates, plain);
    }
    if (!glow) return;
    plates(true, frame);
    const scene::Sheet& sheet = (*frame.sheets)[static_cast<std::size_t>(layer.layer)];
    glBindTexture(GL_TEXTURE_2D, textures.values_.id(sheet.page));
    draw_faces(layer.glowing, layer.first);
}

void Renderer::draw_boxes(const Frame& frame, const StageTextures& textures, const scene::LayerFaces& layer) {
    const unsigned variant = (layer.relief ? kRelief : 0u) | (layer.grid ? kGrid : 0u) |
                             (layer.folding ? kFolding : 0u) |
                             (layer.near && !layer.relief && !layer.grid ? kNear : 0u) |
                             (frame.palette == scene::Palette::Signed ? kSigns : 0u);
    gl::Program& program = units(variant, frame);
    const scene::Sheet& sheet = (*frame.sheets)[static_cast<std::size_t>(layer.layer)];
    bind_page(program, textures, sheet);
    if (layer.grid) {
        program.set("tiles",
                    Eigen::Vector4f(static_cast<float>(sheet.x), static_cast<float>(sheet.y),
                                    static_cast<float>(sheet.step_x), static_cast<float>(sheet.step_y)));
        program.set("tiles_across", static_cast<float>(sheet.across));
    }
    draw_faces(layer.first, layer.last);
}

void Renderer::draw_faces(int first, int last) {
    if (last <= first) return;
    describe_faces(static_cast<std::size_t>(first));  // instances start where the attributes do
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, last - first);
}

void Renderer::draw_ribbons(const Frame& frame, std::span<const Ribbon> ribbons, float opacity, Shape shape) {
    if (ribbons.empty()) return;
    upload(ribbon_buffer_, ribbons);
    ribbons_.use();
    ribbons_.set("view_projection", frame.camera.view_projection(frame.stage.aspect()));
    ribbons_.set("viewport", Eigen::Vector2f(frame.stage.width, frame.stage.height));
    ribbons_.set("pixels_per_point", frame.pixels_per_point);
    ribbons_.set("opacity", opacity);
    ribbons_.set("tapered", shape == Shape::Tapered);
    glBindVertexArray(ribbon_array_.id());
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, shape == Shape::Tapered ? 3 : 4,
                          static_cast<GLsizei>(ribbons.size()));
}

void Renderer::reload_changed_shaders() {
    for (gl::Program* program : {&plates_[0], &plates_[1], &ribbons_, &stage_})
        if (program->changed()) program->reload();
    for (gl::Program& program : units_)
        if (program && program.changed()) program.reload();
}

}  // namespace convoscope::render
