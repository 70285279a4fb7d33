#include <algorithm>
#include <array>

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

/// A rectangle on the floor, as it is seen.
class Plane {
  public:
    Plane(const studio::Stage& stage, Vector3 corner, float across, float down)
        : stage_(stage), corner_(std::move(corner)), across_(across), down_(down) {}

    /// @param x, y  shares of its sides
    ImVec2 at(float x, float y) const {
        const Vector3 seen =
            stage_.camera().project(corner_ + Vector3(x * across_, 0, y * down_), stage_.viewport());
        return {seen.x(), seen.y()};
    }
    bool is_before_the_eye() const {
        const auto depth = [&](float x, float y) {
            return stage_.camera()
                .project(corner_ + Vector3(x * across_, 0, y * down_), stage_.viewport())
                .z();
        };
        return depth(0, 0) > 0 && depth(1, 0) > 0 && depth(0, 1) > 0 && depth(1, 1) > 0;
    }

  private:
    const studio::Stage& stage_;
    Vector3 corner_;
    float across_;
    float down_;
};

void draw_picture(ImDrawList& list, const Plane& plane, ImTextureID texture) {
    const auto share = [](int piece) { return static_cast<float>(piece) / kPieces; };
    for (int row = 0; row < kPieces; ++row)
        for (int column = 0; column < kPieces; ++column) {
            const float left = share(column), right = share(column + 1);
            const float top = share(row), bottom = share(row + 1);
            list.AddImageQuad(texture, plane.at(left, top), plane.at(right, top), plane.at(right, bottom),
                              plane.at(left, bottom), {left, top}, {right, top}, {right, bottom},
                              {left, bottom});
        }
}

}  // namespace

void sum_in_scene(Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list) {
    const canvas::Colours* seen = exhibit.seen();
    const scene::Layout& layout = exhibit.stage.layout();
    const scene::LayerPlace& place = layout.layers.front();
    if (!seen || seen->channels != 3 || exhibit.reading().blank || !place.visible()) return;
    // After the last map, at the distance that the maps have; after a folded one close by.
    const auto block = [&](int map) -> const scene::Block& {
        return layout.blocks[static_cast<std::size_t>(place.first_block + map)];
    };
    const scene::Block& last = place.folded > 0 ? block(0) : block(place.block_count - 1);
    const Vector3 half = last.half();
    const float pitch = place.folded > 0 ? 2.3f * half.x() : block(1).centre.x() - block(0).centre.x();
    const Vector3 corner = last.centre + Vector3(pitch - half.x(), half.y(), -half.z());
    const Plane plane(exhibit.stage, corner, 2 * half.x(), 2 * half.z());
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
