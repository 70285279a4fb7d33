#include "features/look/overlap.h"

#include <algorithm>
#include <limits>

namespace convoscope::look {
namespace {

using scene::Vector2;

float cross(const Vector2& a, const Vector2& b) { return a.x() * b.y() - a.y() * b.x(); }

/// Andrew's monotone chain.
Outline hull(std::vector<Vector2> points) {
    std::sort(points.begin(), points.end(), [](const Vector2& a, const Vector2& b) {
        return a.x() < b.x() || (a.x() == b.x() && a.y() < b.y());
    });
    Outline around;
    for (int side = 0; side < 2; ++side) {
        const std::size_t start = around.size();
        for (const Vector2& point : points) {
            while (around.size() >= start + 2 &&
                   cross(around.back() - around[around.size() - 2], point - around.back()) <= 0)
                around.pop_back();
            around.push_back(point);
        }
        around.pop_back();
        std::reverse(points.begin(), points.end());
    }
    return around;
}

/// Whether a line of this direction has one on its one side and the other on its other.
bool parted(const Vector2& normal, const Outline& a, const Outline& b) {
    const auto extent = [&](const Outline& points) {
        float low = std::numeric_limits<float>::infinity();
        float high = -low;
        for (const Vector2& point : points) {
            low = std::min(low, normal.dot(point));
            high = std::max(high, normal.dot(point));
        }
        return std::pair(low, high);
    };
    const auto [low_a, high_a] = extent(a);
    const auto [low_b, high_b] = extent(b);
    return high_a <= low_b || high_b <= low_a;
}

}  // namespace

Outline outline_of(const scene::Vector3& low, const scene::Vector3& high, const scene::Camera& camera,
                   const scene::Viewport& stage) {
    std::vector<Vector2> corners;
    for (const float x : {low.x(), high.x()})
        for (const float y : {low.y(), high.y()})
            for (const float z : {low.z(), high.z()}) {
                const scene::Vector3 corner = camera.project({x, y, z}, stage);
                if (corner.z() <= 0) return {};
                corners.emplace_back(corner.head<2>());
            }
    return hull(std::move(corners));
}

bool touches(const Outline& outline, const scene::Viewport& box) {
    if (outline.size() < 3) return false;
    const Outline around{{box.x, box.y},
                         {box.x + box.width, box.y},
                         {box.x + box.width, box.y + box.height},
                         {box.x, box.y + box.height}};
    if (parted({1, 0}, outline, around) || parted({0, 1}, outline, around)) return false;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Vector2 side = outline[(i + 1) % outline.size()] - outline[i];
        if (parted({side.y(), -side.x()}, outline, around)) return false;
    }
    return true;
}

}  // namespace convoscope::look
