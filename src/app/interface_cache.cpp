#include "app/interface_cache.h"

#include <glad/gl.h>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace convoscope::app {
namespace {

using Lists = std::vector<ImDrawList*>;

/// A window's own list, or that of a child window in it ("###right/calculation_1234").
bool belongs_to(const ImDrawList& list, const std::string& window) {
    const std::string_view owner = list._OwnerName ? list._OwnerName : "";
    return owner.starts_with(window) && (owner.size() == window.size() || owner[window.size()] == '/');
}

std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) *
           0x9E3779B97F4A7C15ull;  // the golden ratio's bits: every bit of the word spreads upwards
    return hash ^ (hash >> 29);
}

/// Eight bytes at a time: a panel's vertices are some hundred kilobytes.
std::uint64_t hash_of(const void* bytes, std::size_t size, std::uint64_t hash) {
    const auto* at = static_cast<const unsigned char*>(bytes);
    for (; size >= 8; at += 8, size -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        hash = mixed(hash, word);
    }
    std::uint64_t last = size;
    std::memcpy(&last, at, std::min<std::size_t>(size, 7));
    return mixed(hash, last);
}

std::uint64_t hash_of(const ImDrawList& list, std::uint64_t hash) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
        hash = hash_of(&command.ClipRect, sizeof command.ClipRect, hash);
        hash = mixed(hash, reinterpret_cast<std::uintptr_t>(command.TextureId));
        hash = mixed(hash, command.ElemCount);
    }
    hash = hash_of(list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.size_in_bytes()), hash);
    return hash_of(list.IdxBuffer.Data, static_cast<std::size_t>(list.IdxBuffer.size_in_bytes()), hash);
}

void copy(const scene::Viewport& place, int height, GLuint from, GLuint to) {
    const auto left = static_cast<GLint>(place.x);
    const auto bottom = static_cast<GLint>(static_cast<float>(height) - place.y - place.height);
    const auto right = static_cast<GLint>(place.x + place.width);
    const auto top = static_cast<GLint>(static_cast<float>(height) - place.y);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to);
    glDisable(GL_SCISSOR_TEST);
    glBlitFramebuffer(left, bottom, right, top, left, bottom, right, top, GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

}  // namespace

InterfaceCache::Kept& InterfaceCache::kept(const PanelPlace& panel) {
    for (Kept& candidate : kept_)
        if (candidate.window == panel.window) return candidate;
    return kept_.emplace_back(Kept{panel.window, panel.place, 0});
}

void InterfaceCache::draw_panel(const ImDrawData& frame, const PanelPlace& panel, GLuint window,
                                std::uint64_t revision) {
    Lists lists;
    std::uint64_t key = mixed(1, revision);
    for (int i = 0; i < frame.CmdListsCount; ++i)
        if (belongs_to(*frame.CmdLists[i], panel.window)) {
            lists.push_back(frame.CmdLists[i]);
            key = hash_of(*frame.CmdLists[i], key);
        }
    if (lists.empty()) return;
    const int height = static_cast<int>(frame.DisplaySize.y);
    const GLuint pictures = pictures_.framebuffer().id();
    Kept& last = kept(panel);
    if (last.key == key && last.place == panel.place) {
        copy(panel.place, height, pictures, window);
    } else {
        renderer_.draw(frame, lists);
        copy(panel.place, height, window, pictures);
        last = {panel.window, panel.place, key};
    }
    glBindFramebuffer(GL_FRAMEBUFFER, window);
}

void InterfaceCache::draw(const ImDrawData& frame, std::span<const PanelPlace> panels, unsigned window,
                          std::uint64_t revision) {
    const int width = std::max(1, static_cast<int>(frame.DisplaySize.x));
    const int height = std::max(1, static_cast<int>(frame.DisplaySize.y));
    if (!pictures_ || pictures_.width() != width || pictures_.height() != height) {
        pictures_ = gl::Target(width, height, {{GL_RGBA8}, false});
        kept_.clear();
        glBindFramebuffer(GL_FRAMEBUFFER, window);
    }
    for (const PanelPlace& panel : panels) draw_panel(frame, panel, window, revision);
    Lists others;
    for (int i = 0; i < frame.CmdListsCount; ++i) {
        ImDrawList* list = frame.CmdLists[i];
        const auto owns = [list](const PanelPlace& panel) { return belongs_to(*list, panel.window); };
        if (std::none_of(panels.begin(), panels.end(), owns)) others.push_back(list);
    }
    renderer_.draw(frame, others);
}

}  // namespace convoscope::app
