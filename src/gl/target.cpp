#include "gl/target.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "base/error.h"
#include "gl/texts.h"

namespace convoscope::gl {
namespace {

/// What glTexImage2D is told about the (absent) pixels that it copies; it must match the kind of the internal
/// format.
struct TransferFormat {
    GLenum format;
    GLenum type;
    bool filtered;
};

TransferFormat transfer_format(GLenum internal) {
    switch (internal) {
        case GL_R8:
            return {GL_RED, GL_UNSIGNED_BYTE, true};
        case GL_RG8:
            return {GL_RG, GL_UNSIGNED_BYTE, true};
        case GL_RGBA8:
            return {GL_RGBA, GL_UNSIGNED_BYTE, true};
        case GL_R16F:
            return {GL_RED, GL_HALF_FLOAT, true};
        case GL_RGBA16F:
            return {GL_RGBA, GL_HALF_FLOAT, true};
        case GL_R32F:
            return {GL_RED, GL_FLOAT, false};
        case GL_RGBA32F:
            return {GL_RGBA, GL_FLOAT, false};
        default:
            assert(false && "a format that Target does not know yet");
            return {GL_RGBA, GL_UNSIGNED_BYTE, true};
    }
}

Texture make_colour(int width, int height, GLenum internal) {
    const TransferFormat transfer = transfer_format(internal);
    const GLint filter = transfer.filtered ? GL_LINEAR : GL_NEAREST;
    Texture texture = Texture::create();
    glBindTexture(GL_TEXTURE_2D, texture.id());
    glTexImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(internal), width, height, 0, transfer.format,
                 transfer.type, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glBindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

/// From the read framebuffer's read buffer. GL's rows go from bottom to top.
Pixels read_current(int width, int height) {
    Pixels pixels{width, height, std::vector<unsigned char>(static_cast<std::size_t>(width) * height * 4)};
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glPixelStorei(GL_PACK_ROW_LENGTH, 0);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.rgba.data());
    const std::ptrdiff_t row = static_cast<std::ptrdiff_t>(width) * 4;
    for (auto top = pixels.rgba.begin(), bottom = pixels.rgba.end() - row; top < bottom;
         top += row, bottom -= row)
        std::swap_ranges(top, top + row, bottom);
    return pixels;
}

/// Puts back what draws and reads go to.
class KeepFramebuffers {
  public:
    KeepFramebuffers() {
        glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_);
        glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_);
    }
    ~KeepFramebuffers() {
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(draw_));
        glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(read_));
    }
    KeepFramebuffers(const KeepFramebuffers&) = delete;
    KeepFramebuffers& operator=(const KeepFramebuffers&) = delete;

  private:
    GLint draw_ = 0;
    GLint read_ = 0;
};

}  // namespace

Target::Target(int width, int height, TargetFormat format)
    : width_(width), height_(height), format_(std::move(format)), framebuffer_(Framebuffer::create()) {
    assert(width >= 1 && height >= 1);
    GLint limit = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
    if (width > limit || height > limit) throw Error(texts.beyond_limit, width, height, limit);

    const KeepFramebuffers keep;
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    std::vector<GLenum> attachments;
    for (const GLenum internal : format_.colours) {
        colours_.push_back(make_colour(width, height, internal));
        attachments.push_back(GL_COLOR_ATTACHMENT0 + static_cast<GLenum>(attachments.size()));
        glFramebufferTexture2D(GL_FRAMEBUFFER, attachments.back(), GL_TEXTURE_2D, colours_.back().id(), 0);
    }
    glDrawBuffers(static_cast<GLsizei>(attachments.size()), attachments.data());
    if (format_.depth) {
        depth_ = Renderbuffer::create();
        glBindRenderbuffer(GL_RENDERBUFFER, depth_.id());
        glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, width, height);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, depth_.id());
    }
    const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
    if (status != GL_FRAMEBUFFER_COMPLETE) throw Error(texts.refused, width, height, status);
}

void Target::resize(int width, int height) {
    if (width != width_ || height != height_) *this = Target(width, height, format_);
}

void Target::bind() const {
    assert(framebuffer_);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
    glViewport(0, 0, width_, height_);
}

Pixels Target::read_pixels(int index) const {
    assert(index >= 0 && static_cast<std::size_t>(index) < colours_.size());
    const KeepFramebuffers keep;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.id());
    glReadBuffer(GL_COLOR_ATTACHMENT0 + static_cast<GLenum>(index));
    return read_current(width_, height_);
}

void bind_window(int width, int height) {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, width, height);
}

Pixels read_window(int width, int height) {
    const KeepFramebuffers keep;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    glReadBuffer(GL_BACK);
    return read_current(width, height);
}

}  // namespace convoscope::gl
