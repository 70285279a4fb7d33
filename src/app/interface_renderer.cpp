#include "app/interface_renderer.h"

#include <glad/gl.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "gl/debug.h"

namespace convoscope::app {
namespace {

/// Where the attributes of the vertices begin that a command's indices count from.
void describe_vertices(std::size_t first) {
    const std::size_t base = first * sizeof(ImDrawVert);
    const auto at = [base](std::size_t offset) { return reinterpret_cast<const void*>(base + offset); };
    constexpr auto kStride = static_cast<GLsizei>(sizeof(ImDrawVert));
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, kStride, at(offsetof(ImDrawVert, pos)));
    glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, kStride, at(offsetof(ImDrawVert, uv)));
    glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride, at(offsetof(ImDrawVert, col)));
}

/// The command's clip rectangle in whole pixels, y up. @return whether anything is left of it
bool set_scissor(const ImDrawCmd& command, const ImVec2& display) {
    const float left = std::max(command.ClipRect.x, 0.0f);
    const float top = std::max(command.ClipRect.y, 0.0f);
    const float right = std::min(command.ClipRect.z, display.x);
    const float bottom = std::min(command.ClipRect.w, display.y);
    if (right <= left || bottom <= top) return false;
    glScissor(static_cast<GLint>(left), static_cast<GLint>(display.y - bottom),
              static_cast<GLsizei>(right - left), static_cast<GLsizei>(bottom - top));
    return true;
}

}  // namespace

InterfaceRenderer::InterfaceRenderer()
    : program_(gl::Program::named("interface")),
      array_(gl::VertexArray::create()),
      vertices_(gl::Buffer::create()),
      indices_(gl::Buffer::create()),
      fonts_(gl::Texture::create()) {
    glBindVertexArray(array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_.id());
    for (GLuint attribute = 0; attribute < 3; ++attribute) glEnableVertexAttribArray(attribute);
    describe_vertices(0);
    glBindVertexArray(0);
    ImGuiIO& io = ImGui::GetIO();
    io.BackendRendererName = "convoscope";
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;  // lists of more than 65,536 vertices
}

void InterfaceRenderer::upload_fonts() {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
    glBindTexture(GL_TEXTURE_2D, fonts_.id());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    gl::label(fonts_, "fonts");
    atlas.SetTexID(reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(fonts_.id())));
    atlas.ClearTexData();
}

void InterfaceRenderer::begin(const ImDrawData& frame) {
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    glEnable(GL_SCISSOR_TEST);
    glViewport(0, 0, static_cast<GLsizei>(frame.DisplaySize.x), static_cast<GLsizei>(frame.DisplaySize.y));
    program_.use();
    program_.set("display", Eigen::Vector2f(frame.DisplaySize.x, frame.DisplaySize.y));
    program_.set("picture", 0);
    glActiveTexture(GL_TEXTURE0);
    glBindVertexArray(array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
}

void InterfaceRenderer::draw_list(const ImDrawData& frame, const ImDrawList& list) {
    glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data,
                 GL_STREAM_DRAW);
    constexpr GLenum kIndex = sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT;
    unsigned first = 0;
    describe_vertices(first);
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.UserCallback || !set_scissor(command, frame.DisplaySize)) continue;
        if (command.VtxOffset != first) describe_vertices(first = command.VtxOffset);
        glBindTexture(GL_TEXTURE_2D,
                      static_cast<GLuint>(reinterpret_cast<std::intptr_t>(command.GetTexID())));
        glDrawElements(
            GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), kIndex,
            reinterpret_cast<const void*>(static_cast<std::size_t>(command.IdxOffset) * sizeof(ImDrawIdx)));
    }
}

void InterfaceRenderer::draw(const ImDrawData& frame, std::span<ImDrawList* const> lists) {
    if (lists.empty()) return;
    begin(frame);
    for (const ImDrawList* list : lists) draw_list(frame, *list);
    glDisable(GL_SCISSOR_TEST);
    glBindVertexArray(0);
    gl::check_errors("InterfaceRenderer::draw");
}

}  // namespace convoscope::app
