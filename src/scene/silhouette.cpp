#include "scene/silhouette.h"

#include <algorithm>

namespace convoscope::scene {
namespace {

/// The convex hull of some points (Andrew's monotone chain, 1979).
Silhouette hull_of(std::vector<Vector2> points) {
    const auto turn = [](const Vector2& a, const Vector2& b, const Vector2& c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    };
    std::sort(points.begin(), points.end(), [](const Vector2& a, const Vector2& b) {
        return a.x() != b.x() ? a.x() < b.x() : a.y() < b.y();
    });
    Silhouette hull;
    for (const bool back : {false, true}) {
        const std::size_t start = hull.size();
        for (const Vector2& point : points) {
            while (hull.size() >= start + 2 && turn(hull[hull.size() - 2], hull.back(), point) <= 0)
                hull.pop_back();
            hull.push_back(point);
        }
        hull.pop_back();
        if (!back) std::reverse(points.begin(), points.end());
    }
    return hull;
}

}  // namespace

Silhouette silhouette_of(const Vector3& low, const Vector3& high, const Camera& camera,
                         const Viewport& viewport) {
    std::vector<Vector2> corners;
    for (int corner = 0; corner < 8; ++corner) {
        const Vector3 seen = camera.project({corner & 1 ? high.x() : low.x(), corner & 2 ? high.y() : low.y(),
                                             corner & 4 ? high.z() : low.z()},
                                            viewport);
        if (seen.z() <= kNearestSeen) return {};
        corners.push_back(seen.head<2>());
    }
    return hull_of(std::move(corners));
}

}  // namespace convoscope::scene
