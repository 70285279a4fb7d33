#include "scene/curve.h"

#include <algorithm>

namespace convoscope::scene {

std::vector<Vector3> bezier(const Vector3& a, const Vector3& b, const Vector3& c, const Vector3& d,
                            int pieces) {
    std::vector<Vector3> points;
    points.reserve(static_cast<std::size_t>(pieces) + 1);
    for (int i = 0; i <= pieces; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(pieces);
        const float u = 1 - t;
        points.push_back(u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d);
    }
    return points;
}

std::optional<float> pixels_between(const Vector3& from, const Vector3& to, const Vector2& pixel,
                                    const Camera& camera, const Viewport& viewport) {
    const Vector3 a = camera.project(from, viewport);
    const Vector3 b = camera.project(to, viewport);
    if (a.z() <= kNearestSeen || b.z() <= kNearestSeen) return std::nullopt;
    const Vector2 along = b.head<2>() - a.head<2>();
    const float length = along.squaredNorm();
    if (length <= 0) return std::nullopt;
    const float at = std::clamp((pixel - a.head<2>()).dot(along) / length, 0.0f, 1.0f);
    return (a.head<2>() + at * along - pixel).norm();
}

}  // namespace convoscope::scene
