#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>

#include "canvas/raster.h"
#include "features/feature.h"

/// The pad: ink by pen, finger and mouse, undo, samples; and what the network sees of it, step by step.
namespace convoscope::draw {

/// Pen widths that can be chosen, as shares of the canvas's height.
inline constexpr float kThinnestPen = 0.03f;
inline constexpr float kThickestPen = 0.25f;

struct Settings {
    float pen_share = canvas::default_pen_width(1);  ///< the pen's width as a share of the canvas's height

    bool operator==(const Settings&) const = default;
};
constexpr auto describe(const Settings*) {
    return fields::object(
        fields::field("pen_share", &Settings::pen_share, fields::Between{kThinnestPen, kThickestPen}));
}

struct State {
    bool eraser = false;
    int sample = -1;          ///< the sample drawing shown last, by its number
    bool inking = false;      ///< a stroke is being drawn
    double stroke_start = 0;  ///< seconds
    /// The ink with as many pixels as the pad has on the screen, so that it is sharp at any size.
    canvas::Rasteriser rasteriser{1};
    int height = 0;  ///< of that picture
    canvas::Picture ink;
    std::uint64_t ink_revision = 0;      ///< raised when it is another picture
    std::uint64_t drawing_revision = 0;  ///< of the canvas that it shows
    std::uint64_t exhibit = 0;           ///< serial of the one that it is shown for
    /// Under the ink, for networks that see colours; null: none.
    std::shared_ptr<const canvas::Photo> photo;
    std::uint64_t photo_revision = 0;  ///< raised when it is another one
};

features::Feature feature();

/// Ink under the pointer.
bool pointer(studio::Studio& studio, const studio::PointerEvent& event);
/// Brings the ink's picture to the drawing and the pad.
void advance(studio::Studio& studio);

/// The sections of the left column.
features::Section pad_section();
features::Section steps_section();

/// For networks for photographs: what lies under the ink, with a frame around the part that the network sees.
void draw_photo(features::Frame& frame, ImVec2 at, ImVec2 size);
/// Height of their picture and its channels in place of the steps, and these themselves.
float planes_height(const ui::Look& look, float width);
void draw_planes(features::Frame& frame, float width);
/// Their sum as a texture, the picture in its colours.
ImTextureID sum_of(features::Frame& frame, const studio::Exhibit& exhibit);
/// Where it lies in the scene: a rectangle on the floor, world units.
struct SumPlace {
    scene::Vector3 corner;  ///< at the back, left
    float across = 0;
    float down = 0;
};
/// Beside the last of the input's maps, at the distance that the maps have; beside a folded one, and where
/// they stand behind one another, close by. The layout has blocks, the input several maps.
SumPlace place_of_sum(const scene::Layout& layout);
/// The same in the scene, beside the channels.
void sum_in_scene(features::Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list);

}  // namespace convoscope::draw
