#include <algorithm>
#include <array>
#include <utility>

#include "features/draw/draw.h"
#include "features/draw/texts.h"
#include "ui/lines.h"

/// In the scene, beside the three channels of a picture in colour: what they make together.
namespace convoscope::draw {
namespace {

using features::Frame;
using scene::Vector3;

/// Pieces along each side: within one the perspective may be taken to be even.
constexpr int kPieces = 12;
constexpr float kLeastName = 60;  ///< points; narrower pictures have no name under them
constexpr float kCloseBy = 2.3f;  ///< halves of its width from the last map's middle to the picture's
constexpr float kSameRow = 0.5f;  ///< halves of its width that maps in one row are farther apart

/// A rectangle on the floor, as it is seen. In homogeneous coordinates that is an even grid: three corners
/// tell where all else is.
class Plane {
  public:
    Plane(const studio::Stage& stage, const SumPlace& place)
        : corner_(seen(stage, place.corner)),
          across_(seen(stage, place.corner + Vector3(place.across, 0, 0)) - corner_),
          down_(seen(stage, place.corner + Vector3(0, 0, place.down)) - corner_) {}

    /// @param x, y  shares of its sides
    ImVec2 at(float x, float y) const {
        const Vector3 point = corner_ + x * across_ + y * down_;
        return {point.x() / point.z(), point.y() / point.z()};
    }
    bool is_before_the_eye() const {
        const auto depth = [&](float x, float y) { return (corner_ + x * across_ + y * down_).z(); };
        const float nearest = std::min({depth(0, 0), depth(1, 0), depth(0, 1), depth(1, 1)});
        return nearest > scene::kNearestSeen;
    }

  private:
    static Vector3 seen(const studio::Stage& stage, const Vector3& place) {
        const Vector3 point = stage.camera().project(place, stage.viewport());
        return {point.x() * point.z(), point.y() * point.z(), point.z()};
    }

    Vector3 corner_;
    Vector3 across_;
    Vector3 down_;
};

void draw_picture(ImDrawList& list, const Plane& plane, ImTextureID texture) {
    const auto share = [](int piece) { return static_cast<float>(piece) / kPieces; };
    std::array<ImVec2, kPieces + 1> above;
    std::array<ImVec2, kPieces + 1> below;
    const auto row_at = [&](std::array<ImVec2, kPieces + 1>& row, float y) {
        for (int i = 0; i <= kPieces; ++i) row[static_cast<std::size_t>(i)] = plane.at(share(i), y);
    };
    row_at(below, 0);
    list.PushTextureID(texture);  // once, not with each piece
    for (int row = 0; row < kPieces; ++row) {
        std::swap(above, below);
        row_at(below, share(row + 1));
        const float top = share(row), bottom = share(row + 1);
        for (std::size_t i = 0; i < kPieces; ++i) {
            const float left = share(static_cast<int>(i)), right = share(static_cast<int>(i) + 1);
            list.AddImageQuad(texture, above[i], above[i + 1], below[i + 1], below[i], {left, top},
                              {right, top}, {right, bottom}, {left, bottom});
        }
    }
    list.PopTextureID();
}

}  // namespace

SumPlace place_of_sum(const scene::Layout& layout) {
    const scene::LayerPlace& place = layout.layers.front();
    const auto block = [&](int map) -> const scene::Block& {
        return layout.blocks[static_cast<std::size_t>(place.first_block + map)];
    };
    const scene::Block& last = place.folded > 0 ? block(0) : block(place.block_count - 1);
    const Vector3 half = last.half();
    const float step = block(1).centre.x() - block(0).centre.x();
    const bool beside = place.folded <= 0 && step > kSameRow * half.x();
    const float pitch = beside ? step : kCloseBy * half.x();
    return {last.centre + Vector3(pitch - half.x(), half.y(), -half.z()), 2 * half.x(), 2 * half.z()};
}

void sum_in_scene(Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list) {
    const canvas::Colours* seen = exhibit.seen();
    const scene::Layout& layout = exhibit.stage.layout();
    if (!seen || seen->channels != 3 || exhibit.sees_nothing()) return;
    if (layout.layers.empty() || !layout.layers.front().visible()) return;
    const Plane plane(exhibit.stage, place_of_sum(layout));
    if (!plane.is_before_the_eye()) return;
    draw_picture(list, plane, sum_of(frame, exhibit));
    const ui::Look& look = frame.look;
    const ImVec2 left = plane.at(0, 1);
    const ImVec2 right = plane.at(1, 1);
    if (right.x - left.x < look.px(kLeastName)) return;
    const char* words = frame.words(texts.plane_sum);
    const float line = look.fonts.small->FontSize;
    const ImVec2 size = ui::text_size(look.fonts.small, line, words);
    ui::add_text(list, look.fonts.small, line,
                 {0.5f * (left.x + right.x - size.x), std::max(left.y, right.y) + look.px(3)},
                 look.colours.quiet, words);
}

}  // namespace convoscope::draw
