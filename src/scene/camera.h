#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "base/fields.h"
#include "scene/layout.h"

namespace convoscope::scene {

using Matrix4 = Eigen::Matrix4f;

/// A rectangle of framebuffer pixels, y down from the top of the window.
struct Viewport {
    float x = 0;
    float y = 0;
    float width = 1;
    float height = 1;

    bool operator==(const Viewport&) const = default;
    float aspect() const { return width / height; }
    bool contains(const Vector2& pixel) const {
        return pixel.x() >= x && pixel.x() < x + width && pixel.y() >= y && pixel.y() < y + height;
    }
};

struct Ray {
    Vector3 origin;
    Vector3 direction;  ///< unit length
};

/// Looks at `target` from `distance` away. Angles in degrees; yaw turns about the vertical, a positive pitch
/// looks down from above.
struct Camera {
    Vector3 target = Vector3::Zero();
    float distance = 1000;
    float yaw = 0;
    float pitch = 20;
    float field_of_view = 40;  ///< vertical

    Vector3 eye() const;
    Vector3 right() const;
    Vector3 up() const;
    Vector3 forward() const;
    /// World to clip space for a stage of this aspect.
    Matrix4 view_projection(float aspect) const;
    /// World units that one pixel covers at `target`.
    float units_per_pixel(const Viewport& viewport) const;

    /// Framebuffer pixel of a point; z is its clip-space w (its distance along the view; behind the eye where
    /// <= 0).
    Vector3 project(const Vector3& point, const Viewport& viewport) const;
    Ray ray(const Vector2& pixel, const Viewport& viewport) const;

    /// Never from above to below the ground.
    void orbit(const Vector2& pixels);
    void pan(const Vector2& pixels, const Viewport& viewport);
    /// Moves nearer (factor < 1) or farther; what lies under `pixel` at the target's depth stays there.
    void zoom(float factor, const Vector2& pixel, const Viewport& viewport);

    bool operator==(const Camera&) const = default;
};
/// What is nearer to the eye than this (Camera::project's z) has no place on the screen.
inline constexpr float kNearestSeen = 1;

constexpr auto describe(const Camera*) {
    constexpr fields::Between kWorld{-1e6, 1e6};
    return fields::object(fields::field(
                              "x", [](auto& camera) -> auto& { return camera.target.x(); }, kWorld),
                          fields::field(
                              "y", [](auto& camera) -> auto& { return camera.target.y(); }, kWorld),
                          fields::field(
                              "z", [](auto& camera) -> auto& { return camera.target.z(); }, kWorld),
                          fields::field("distance", &Camera::distance, fields::Between{1, 1e6}),
                          fields::field("yaw", &Camera::yaw, fields::Between{-360, 360}),
                          fields::field("pitch", &Camera::pitch, fields::Between{-90, 90}),
                          fields::field("field_of_view", &Camera::field_of_view, fields::Between{5, 120}));
}

/// Space to leave around a picture, as shares of the stage's width (left, right) and height (top and bottom).
struct Margins {
    float left = 0.04f;
    float right = 0.04f;
    float vertical = 0.035f;
};

/// The camera of these angles that has all of `points` within the margins, as large as possible and in their
/// middle. Where there are none, the angles alone.
Camera fit(const std::vector<Vector3>& points, Camera angles, float aspect, const Margins& margins);

/// The preset views.
enum class Preset { Stage, Original, Flat, Side, Answer };
constexpr auto names_of(Preset) {
    return std::array{fields::named(Preset::Stage, "stage"), fields::named(Preset::Original, "original"),
                      fields::named(Preset::Flat, "flat"), fields::named(Preset::Side, "side"),
                      fields::named(Preset::Answer, "answer")};
}

/// Corners of everything that a view of the layout should hold, the bars at full height included.
std::vector<Vector3> corners(const Layout& layout);

Arrangement arrangement_of(Preset preset);
/// @param captions  share of the stage's width to leave for the layers' captions, at the left
Camera preset_camera(Preset preset, const Layout& layout, float aspect, float captions = 0.1f);

/// Between two cameras, eased out; t in 0..1.
Camera glide(const Camera& from, const Camera& to, float t);

/// 1 - (1-t)^3: quick at first, calm at the end.
float ease_out(float t);

}  // namespace convoscope::scene
