#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "app/interface_renderer.h"
#include "app/places.h"
#include "gl/target.h"

namespace convoscope::app {

/// Draws Dear ImGui's frames. A panel that is the same as in the last frame is copied instead of drawn: while
/// the scene turns the panels stand still, and drawing their text anew would cost a software renderer more
/// than the scene.
class InterfaceCache {
  public:
    /// @param renderer  outlives this
    explicit InterfaceCache(InterfaceRenderer& renderer) : renderer_(renderer) {}

    /// Draws the present ImGui frame into the bound framebuffer, whose panels' places are painted with the
    /// panels' ground already.
    /// @param panels    windows that overlap neither each other nor, but for popups, any other
    /// @param revision  another number whenever a texture that a panel shows has other pixels
    /// @param window    the framebuffer that is bound
    void draw(const ImDrawData& frame, std::span<const PanelPlace> panels, unsigned window,
              std::uint64_t revision);

  private:
    struct Kept {
        std::string window;
        scene::Viewport place;
        std::uint64_t key = 0;  ///< a hash of everything that is drawn; 0: nothing is kept
    };

    Kept& kept(const PanelPlace& panel);
    void draw_panel(const ImDrawData& frame, const PanelPlace& panel, unsigned window,
                    std::uint64_t revision);

    InterfaceRenderer& renderer_;
    std::vector<Kept> kept_;
    gl::Target pictures_;  ///< as large as the window, each panel at its own place
};

}  // namespace convoscope::app
