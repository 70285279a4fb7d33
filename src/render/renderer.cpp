#include "render/renderer.h"

#include <glad/gl.h>

#include <cmath>
#include <cstddef>
#include <cstdint>

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
};

StageColours stage_colours(scene::Theme theme) {
    if (theme == scene::Theme::Light)
        return {{0.965f, 0.972f, 0.985f},
                {0.80f, 0.84f, 0.89f},
                {0.60f, 0.65f, 0.72f, 0.75f},
                {0.72f, 0.76f, 0.83f}};
    // The original's gradient, rgb(60,100,140) to rgb(20,20,20).
    return {{60 / 255.0f, 100 / 255.0f, 140 / 255.0f},
            {20 / 255.0f, 20 / 255.0f, 20 / 255.0f},
            {0.10f, 0.15f, 0.22f, 0.42f},
            {0.10f, 0.16f, 0.25f}};
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
    attribute(3, 4, sizeof(Face), base + offsetof(Face, texel));
    attribute(4, 2, sizeof(Face), base + offsetof(Face, texel_down));
    attribute(5, 2, sizeof(Face), base + offsetof(Face, cells));
    attribute(6, 4, sizeof(Face), base + offsetof(Face, gap));
}

void describe_ribbons() {
    attribute(0, 3, sizeof(Ribbon), offsetof(Ribbon, from));
    attribute(1, 3, sizeof(Ribbon), offsetof(Ribbon, to));
    attribute(2, 4, sizeof(Ribbon), offsetof(Ribbon, from_colour));
    attribute(3, 4, sizeof(Ribbon), offsetof(Ribbon, to_colour));
    attribute(4, 1, sizeof(Ribbon), offsetof(Ribbon, width));
    attribute(5, 2, sizeof(Ribbon), offsetof(Ribbon, part));
    attribute(6, 1, sizeof(Ribbon), offsetof(Ribbon, dashed));
}

template <typename Vertex>
void upload(const gl::Buffer& buffer, std::span<const Vertex> vertices) {
    glBindBuffer(GL_ARRAY_BUFFER, buffer.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size_bytes()), vertices.data(),
                 GL_STREAM_DRAW);
}

}  // namespace

Renderer::Renderer()
    : units_(gl::Program::named("units")),
      signed_units_(gl::Program::named("units.vert", "units.frag", "#define SIGNS\n")),
      ribbons_(gl::Program::named("ribbons")),
      stage_(gl::Program::named("stage")),
      face_array_(gl::VertexArray::create()),
      face_buffer_(gl::Buffer::create()),
      ribbon_array_(gl::VertexArray::create()),
      ribbon_buffer_(gl::Buffer::create()),
      no_attributes_(gl::VertexArray::create()) {
    glBindVertexArray(face_array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, face_buffer_.id());
    describe_faces(0);
    glBindVertexArray(ribbon_array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, ribbon_buffer_.id());
    describe_ribbons();
    glBindVertexArray(0);
}

StageTextures::StageTextures() : atlas_(gl::Texture::create()) {
    glBindTexture(GL_TEXTURE_2D, atlas_.id());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    gl::label(atlas_, "unit colours");
}

void StageTextures::upload_atlas(const scene::Atlas& atlas, const std::vector<scene::Colour>& pixels) {
    static_assert(sizeof(scene::Colour) == 4);
    glBindTexture(GL_TEXTURE_2D, atlas_.id());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    if (atlas.width == atlas_width_ && atlas.height == atlas_height_) {
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, atlas.width, atlas.height, GL_RGBA, GL_UNSIGNED_BYTE,
                        pixels.data());
        return;
    }
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, atlas.width, atlas.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 pixels.data());
    atlas_width_ = atlas.width;
    atlas_height_ = atlas.height;
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
    prepare_units(frame, textures);

    const auto& layers = frame.draw_list->layers;
    const int behind = frame.layers_behind_edges > 0
                           ? layers[static_cast<std::size_t>(frame.layers_behind_edges) - 1].last
                           : 0;
    draw_faces(0, behind);
    draw_ribbons(frame, frame.edges, 1, Shape::Tapered);
    if (!frame.edges.empty()) prepare_units(frame, textures);
    draw_faces(behind, static_cast<int>(frame.draw_list->faces.size()) - behind);
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

void Renderer::prepare_units(const Frame& frame, const StageTextures& textures) {
    const StageColours colours = stage_colours(frame.theme);
    gl::Program& units = frame.signed_palette ? signed_units_ : units_;
    units.use();
    units.set("view_projection", frame.camera.view_projection(frame.stage.aspect()));
    units.set("viewport", Eigen::Vector2f(frame.stage.width, frame.stage.height));
    units.set("atlas", 0);
    units.set("atlas_size", Eigen::Vector2f(static_cast<float>(textures.atlas_width_),
                                            static_cast<float>(textures.atlas_height_)));
    units.set("plate_colour", colours.plate);
    units.set("gap_colour", colours.gap);
    units.set("light", frame.theme == scene::Theme::Light ? 1.0f : 0.0f);
    if (frame.signed_palette) {
        const scene::Colour zero = scene::make_ramp(scene::Palette::Signed, frame.theme)[127];
        units.set("zero_colour", Eigen::Vector3f(level(zero.red), level(zero.green), level(zero.blue)));
        units.set("negative_alpha", level(scene::kNegativeAlpha));
    }
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, textures.atlas_.id());
    glBindVertexArray(face_array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, face_buffer_.id());
}

void Renderer::draw_faces(int first, int count) {
    if (count <= 0) return;
    describe_faces(static_cast<std::size_t>(first));  // instances start where the attributes do
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, count);
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
    for (gl::Program* program : {&units_, &signed_units_, &ribbons_, &stage_})
        if (program->changed()) program->reload();
}

}  // namespace convoscope::render
