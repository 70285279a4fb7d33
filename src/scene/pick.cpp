#include "scene/pick.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convoscope::scene {
namespace {

int cell_at(float offset, float pitch, int count) {
    const float middle = 0.5f * static_cast<float>(count);
    return std::clamp(static_cast<int>(std::floor(offset / pitch + middle)), 0, count - 1);
}

}  // namespace

/// By the slab method (Kay and Kajiya 1986).
std::optional<float> distance_to_box(const Ray& ray, const Vector3& low, const Vector3& high) {
    float near = 0;
    float far = std::numeric_limits<float>::max();
    for (int axis = 0; axis < 3; ++axis) {
        const float inverse = 1.0f / ray.direction[axis];
        float a = (low[axis] - ray.origin[axis]) * inverse;
        float b = (high[axis] - ray.origin[axis]) * inverse;
        if (std::isnan(a) || std::isnan(b)) continue;  // parallel to the slab and exactly on its border
        if (a > b) std::swap(a, b);
        near = std::max(near, a);
        far = std::min(far, b);
    }
    if (near > far) return std::nullopt;
    return near;
}

int cell_under(const Block& block, const Vector3& at) {
    const Vector3 from_middle = at - block.centre;
    return cell_at(from_middle.z(), block.pitch, block.rows) * block.columns +
           cell_at(from_middle.x(), block.pitch, block.columns);
}

std::optional<Hit> pick(const Layout& layout, const Ray& ray, const std::vector<float>& heights) {
    std::optional<Hit> best;
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        const Block& block = layout.blocks[i];
        if (!block.visible()) continue;
        Vector3 high = block.centre + block.half();
        if (!heights.empty()) high.y() += heights[i];
        const auto distance = distance_to_box(ray, block.centre - block.half(), high);
        if (!distance || (best && *distance >= best->distance)) continue;
        const int local = cell_under(block, ray.origin + ray.direction * *distance);
        if (local >= block.unit_count) continue;
        best = Hit{static_cast<int>(i), block.first_unit + local, *distance};
    }
    return best;
}

nn::Unit unit_of(const nn::Architecture& architecture, int node, int index) {
    const nn::Shape& shape = architecture.nodes[node].output;
    const int area = shape.height * shape.width;
    return {node, index / area, index % area / shape.width, index % shape.width};
}

}  // namespace convoscope::scene
