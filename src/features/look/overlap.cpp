#include "features/look/overlap.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <utility>

namespace convoscope::look {
namespace {

using scene::Vector2;

/// Whether a line of this direction has one on its one side and the other on its other.
bool parted(const Vector2& normal, std::span<const Vector2> a, std::span<const Vector2> b) {
    const auto extent = [&](std::span<const Vector2> points) {
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

Covered::Covered(scene::Silhouette silhouette)
    : silhouette_(std::move(silhouette)), low_(Vector2::Zero()), high_(Vector2::Zero()) {
    if (silhouette_.empty()) return;
    low_ = high_ = silhouette_.front();
    for (const Vector2& point : silhouette_) {
        low_ = low_.cwiseMin(point);
        high_ = high_.cwiseMax(point);
    }
}

bool Covered::touches(const scene::Viewport& box) const {
    if (silhouette_.size() < 3) return false;
    // Most are far apart: the boxes tell.
    if (high_.x() <= box.x || box.x + box.width <= low_.x()) return false;
    if (high_.y() <= box.y || box.y + box.height <= low_.y()) return false;
    const std::array<Vector2, 4> around{Vector2(box.x, box.y), Vector2(box.x + box.width, box.y),
                                        Vector2(box.x + box.width, box.y + box.height),
                                        Vector2(box.x, box.y + box.height)};
    for (std::size_t i = 0; i < silhouette_.size(); ++i) {
        const Vector2 side = silhouette_[(i + 1) % silhouette_.size()] - silhouette_[i];
        if (parted({side.y(), -side.x()}, silhouette_, around)) return false;
    }
    return true;
}

float Covered::top(float otherwise) const {
    return silhouette_.empty() ? otherwise : std::min(otherwise, low_.y());
}

}  // namespace convoscope::look
