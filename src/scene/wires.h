#pragma once

#include <optional>
#include <vector>

#include "scene/camera.h"
#include "scene/layout.h"
#include "scene/palette.h"
#include "scene/ribbon.h"

namespace convoscope::scene {

/// A wire that is drawn, as a curve of kWirePieces + 1 points.
struct WireCurve {
    Wire wire;
    bool arc = false;  ///< beside the stage, past the layers between
    std::vector<Vector3> points;
};
inline constexpr int kWirePieces = 20;

/// Those wires of a layout that its places do not tell: from where branches part and to where they meet, and
/// what passes layers by, as an arc beside them where they stand in its way. None in a chain of layers.
std::vector<WireCurve> wire_curves(const Layout& layout);

/// Quiet lines, kWirePieces a wire, in the wires' order.
/// @param lit  index of the one that is pointed at; -1: none
std::vector<Ribbon> wire_ribbons(const std::vector<WireCurve>& wires, Theme theme, int lit = -1);

/// Colour of a wire.
Colour wire_colour(Theme theme);

/// The wire nearest to a pixel, within `reach` pixels; not where a layer covers it.
/// @return index into `wires`
std::optional<std::size_t> pick_wire(const std::vector<WireCurve>& wires, const Layout& layout,
                                     const Camera& camera, const Viewport& viewport, const Vector2& pixel,
                                     float reach);

}  // namespace convoscope::scene
