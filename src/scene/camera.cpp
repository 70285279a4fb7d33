#include "scene/camera.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <limits>

#include "scene/wires.h"

namespace convoscope::scene {
namespace {

constexpr float kDegrees = 3.14159265358979f / 180.0f;
constexpr float kLowestPitch = 3;  ///< degrees that orbiting stays above the ground
constexpr float kOrbitDegreesPerPixel = 0.35f;
constexpr float kNearest = 20.0f;
constexpr float kFarthest = 60000.0f;  ///< by zooming; what has to fit may take one farther

float tangent(const Camera& camera) { return std::tan(0.5f * camera.field_of_view * kDegrees); }

}  // namespace

float ease_out(float t) {
    const float left = 1.0f - std::clamp(t, 0.0f, 1.0f);
    return 1.0f - left * left * left;
}

Vector3 Camera::forward() const {
    const float y = yaw * kDegrees;
    const float p = pitch * kDegrees;
    return {-std::sin(y) * std::cos(p), -std::sin(p), -std::cos(y) * std::cos(p)};
}

Vector3 Camera::right() const {
    const float y = yaw * kDegrees;
    return {std::cos(y), 0, -std::sin(y)};
}

Vector3 Camera::up() const { return right().cross(forward()); }

Vector3 Camera::eye() const { return target - forward() * distance; }

Matrix4 Camera::view_projection(float aspect) const {
    Matrix4 view = Matrix4::Identity();
    view.block<1, 3>(0, 0) = right().transpose();
    view.block<1, 3>(1, 0) = up().transpose();
    view.block<1, 3>(2, 0) = -forward().transpose();
    view.block<3, 1>(0, 3) = -view.block<3, 3>(0, 0) * eye();

    // The usual perspective matrix; planes follow the distance so that nothing is cut at any zoom.
    const float near = std::max(0.5f, 0.01f * distance);
    const float far = 4.0f * distance + 20000.0f;
    Matrix4 projection = Matrix4::Zero();
    projection(1, 1) = 1.0f / tangent(*this);
    projection(0, 0) = projection(1, 1) / aspect;
    projection(2, 2) = (near + far) / (near - far);
    projection(2, 3) = 2.0f * near * far / (near - far);
    projection(3, 2) = -1.0f;
    return projection * view;
}

float Camera::units_per_pixel(const Viewport& viewport) const {
    return 2.0f * tangent(*this) * distance / viewport.height;
}

Vector3 Camera::project(const Vector3& point, const Viewport& viewport) const {
    const Vector3 offset = point - eye();
    const float depth = offset.dot(forward());
    const float scale = 0.5f * viewport.height / (tangent(*this) * std::max(depth, 1e-3f));
    return {viewport.x + 0.5f * viewport.width + offset.dot(right()) * scale,
            viewport.y + 0.5f * viewport.height - offset.dot(up()) * scale, depth};
}

Ray Camera::ray(const Vector2& pixel, const Viewport& viewport) const {
    const float half = 0.5f * viewport.height;
    const float x = (pixel.x() - viewport.x - 0.5f * viewport.width) / half * tangent(*this);
    const float y = (viewport.y + half - pixel.y()) / half * tangent(*this);
    return {eye(), (forward() + right() * x + up() * y).normalized()};
}

void Camera::orbit(const Vector2& pixels) {
    yaw -= pixels.x() * kOrbitDegreesPerPixel;
    // Whoever is lower already, as a saved view may be, goes no lower.
    pitch = std::clamp(pitch + pixels.y() * kOrbitDegreesPerPixel, std::min(pitch, kLowestPitch), 90.0f);
    yaw = std::remainder(yaw, 360.0f);
}

void Camera::pan(const Vector2& pixels, const Viewport& viewport) {
    const float scale = units_per_pixel(viewport);
    target += (up() * pixels.y() - right() * pixels.x()) * scale;
}

void Camera::zoom(float factor, const Vector2& pixel, const Viewport& viewport) {
    const float nearer = std::clamp(distance * factor, kNearest, std::max(distance, kFarthest));
    const float scale = units_per_pixel(viewport) * (1.0f - nearer / distance);
    target += (right() * (pixel.x() - viewport.x - 0.5f * viewport.width) -
               up() * (pixel.y() - viewport.y - 0.5f * viewport.height)) *
              scale;
    distance = nearer;
}

Camera fit(const std::vector<Vector3>& points, Camera angles, float aspect, const Margins& margins) {
    if (points.empty()) return angles;
    Vector3 low = points.front();
    Vector3 high = points.front();
    for (const Vector3& point : points) {
        low = low.cwiseMin(point);
        high = high.cwiseMax(point);
    }
    Camera camera = angles;
    camera.target = 0.5f * (low + high);
    camera.distance = std::max(1.0f, (high - low).norm());
    const Viewport unit{0, 0, aspect, 1};
    // Each round centres the picture's bounding box and scales the distance by what it fills; perspective
    // makes it a fixed point that a few rounds reach.
    for (int round = 0; round < 12; ++round) {
        Vector2 from(std::numeric_limits<float>::max(), std::numeric_limits<float>::max());
        Vector2 to = -from;
        for (const Vector3& point : points) {
            const Vector2 seen = camera.project(point, unit).head<2>();
            from = from.cwiseMin(seen);
            to = to.cwiseMax(seen);
        }
        const Vector2 middle(0.5f * aspect * (1 + margins.left - margins.right), 0.5f);
        const Vector2 off = 0.5f * (from + to) - middle;
        camera.target += (camera.right() * off.x() - camera.up() * off.y()) * camera.units_per_pixel(unit);
        camera.distance *= std::max((to.x() - from.x()) / (aspect * (1 - margins.left - margins.right)),
                                    (to.y() - from.y()) / (1 - 2 * margins.vertical));
    }
    camera.distance = std::max(camera.distance, kNearest);
    return camera;
}

std::vector<Vector3> corners(const Layout& layout) {
    std::vector<Vector3> points;
    for (const LayerPlace& layer : layout.layers) {
        if (!layer.visible()) continue;
        for (int corner = 0; corner < 8; ++corner)
            points.emplace_back(corner & 1 ? layer.high.x() : layer.low.x(),
                                corner & 2 ? layer.high.y() : layer.low.y(),
                                corner & 4 ? layer.high.z() : layer.low.z());
    }
    for (const WireCurve& wire : wire_curves(layout))
        if (wire.arc) points.insert(points.end(), wire.points.begin(), wire.points.end());
    for (const Block& block : layout.blocks)
        if (block.visible() && block.rise > 0)
            points.push_back(block.centre + Vector3(0, block.rise + 60.0f, 0));
    return points;
}

/// From above, the answer's probabilities stand beyond its units: as far as another unit would.
std::vector<Vector3> with_words_above(std::vector<Vector3> points, const Layout& layout) {
    const LayerPlace& last = layout.layers.back();
    const Block& first = layout.blocks[static_cast<std::size_t>(last.first_block)];
    if (last.visible() && last.block_count > 1)
        points.push_back(first.centre + Vector3(0, first.half().y(), -2 * first.half().z()));
    return points;
}

Arrangement arrangement_of(Preset preset) {
    switch (preset) {
        case Preset::Original:
            return Arrangement::Original;
        case Preset::Flat:
            return Arrangement::Flat;
        default:
            return Arrangement::Stage;
    }
}

Camera preset_camera(Preset preset, const Layout& layout, float aspect, float captions) {
    Camera camera;
    camera.field_of_view = kStageFieldOfView;
    camera.pitch = kStagePitch;
    Margins margins;
    margins.left = std::max(margins.left, std::min(captions, 0.45f));
    switch (preset) {
        case Preset::Original:  // Harley's: 70 degrees, at (0, 200, 1000), looking at the origin
            camera.field_of_view = 70;
            camera.distance = std::sqrt(200.0f * 200.0f + 1000.0f * 1000.0f);
            camera.pitch = std::atan2(200.0f, 1000.0f) / kDegrees;
            return camera;
        case Preset::Flat:
            camera.pitch = 90;
            return fit(with_words_above(corners(layout), layout), camera, aspect, margins);
        case Preset::Side:
            camera.yaw = -38;
            camera.pitch = 20;
            return fit(corners(layout), camera, aspect, margins);
        case Preset::Answer: {
            std::vector<Vector3> points;
            const LayerPlace& last = layout.layers.back();
            if (!last.visible()) break;  // no answer to look at
            for (int i = last.first_block; i < last.first_block + last.block_count; ++i)
                for (const float side : {-1.0f, 1.0f})
                    points.push_back(layout.blocks[i].centre +
                                     Vector3(side * layout.blocks[i].half().x(),
                                             0.5f * (side + 1) * layout.blocks[i].rise, 0));
            camera.pitch = 12;
            return fit(points, camera, aspect, {0.12f, 0.12f, 0.12f});
        }
        case Preset::Stage:
            break;
    }
    return fit(corners(layout), camera, aspect, margins);
}

Camera glide(const Camera& from, const Camera& to, float t) {
    const float e = ease_out(t);
    Camera camera;
    camera.distance =
        std::exp(std::log(from.distance) + (std::log(to.distance) - std::log(from.distance)) * e);
    // As the distance goes, so goes the target: what a zoom keeps under the pointer stays there all the way.
    const float way = to.distance - from.distance;
    const bool near = std::abs(way) < 0.02f * from.distance;
    camera.target =
        from.target + (to.target - from.target) * (near ? e : (camera.distance - from.distance) / way);
    camera.yaw = from.yaw + std::remainder(to.yaw - from.yaw, 360.0f) * e;
    camera.pitch = from.pitch + (to.pitch - from.pitch) * e;
    camera.field_of_view = from.field_of_view + (to.field_of_view - from.field_of_view) * e;
    return camera;
}

}  // namespace convoscope::scene
