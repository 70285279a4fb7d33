#include "scene/draw_list.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

#include "scene/ribbon.h"

namespace convoscope::scene {
namespace {

// Lambert-like steps instead of a light: tops lit, fronts and sides darker.
constexpr float kTopShade = 1.0f;
constexpr float kFrontShade = 0.62f;
constexpr float kSideShade = 0.45f;
constexpr float kBottomShade = 0.3f;
constexpr float kPlateReach = 7.0f;  ///< how far a map's plate stands out around it, world units

/// Distance of a coordinate from an interval.
float outside(float at, float low, float high) { return std::max({low - at, at - high, 0.0f}); }

/// Farther along y first; layers that share their height (the flat view) farther along z first.
bool is_behind(const LayerPlace& a, const LayerPlace& b, const Vector3& eye) {
    const bool apart = a.high.y() < b.low.y() || b.high.y() < a.low.y();
    if (apart) return outside(eye.y(), a.low.y(), a.high.y()) > outside(eye.y(), b.low.y(), b.high.y());
    return outside(eye.z(), a.low.z(), a.high.z()) > outside(eye.z(), b.low.z(), b.high.z());
}

std::vector<int> layer_order(const Layout& layout, const Vector3& eye) {
    std::vector<int> order(layout.layers.size());
    std::iota(order.begin(), order.end(), 0);
    // Insertion sort: during a glide between arrangements the relation need not be transitive, and there are
    // few layers.
    for (std::size_t i = 1; i < order.size(); ++i)
        for (std::size_t j = i; j > 0 && is_behind(layout.layers[order[j]], layout.layers[order[j - 1]], eye);
             --j)
            std::swap(order[j], order[j - 1]);
    return order;
}

/// Whether one box lies over the other: maps that are folding slide over one another.
bool overlap_from_above(const Block& a, const Block& b) {
    const Vector3 apart = (a.centre - b.centre).cwiseAbs() - a.half() - b.half();
    return apart.x() < 0 && apart.z() < 0;
}

/// The farther row first, in a row the farther map first.
bool is_farther(const Block& a, const Block& b, const Vector3& eye) {
    const Vector3 da = (a.centre - eye).cwiseAbs();
    const Vector3 db = (b.centre - eye).cwiseAbs();
    return da.z() != db.z() ? da.z() > db.z() : da.x() > db.x();
}

/// Of boxes of which one lies over the other: whether `a` is the one away from the eye.
bool is_under(const Block& a, const Block& b, const Vector3& eye) {
    return overlap_from_above(a, b) && std::abs(a.centre.y() - eye.y()) > std::abs(b.centre.y() - eye.y());
}

/// Changes an order as little as it takes for no block to come before one that lies under it: always the
/// first that has nothing under it left. Two blocks are compared once.
std::vector<int> under_first(const Layout& layout, const std::vector<int>& order, const Vector3& eye) {
    const std::size_t count = order.size();
    std::vector<std::vector<std::size_t>> over(count);  // by block: those that it lies under
    std::vector<int> under(count);                      // by block: how many are still to come before it
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = 0; b < count; ++b)
            if (a != b && is_under(layout.blocks[order[a]], layout.blocks[order[b]], eye)) {
                over[a].push_back(b);
                ++under[b];
            }
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> free;
    for (std::size_t at = 0; at < count; ++at)
        if (under[at] == 0) free.push(at);
    std::vector<int> sorted;
    while (!free.empty()) {
        const std::size_t next = free.top();
        free.pop();
        sorted.push_back(order[next]);
        for (const std::size_t block : over[next])
            if (--under[block] == 0) free.push(block);
    }
    assert(sorted.size() == count);  // the deepest of all has nothing under it
    return sorted;
}

/// The visible blocks of a layer: its maps stand in rows, or lie on one another where they are folding.
std::vector<int> block_order(const Layout& layout, const LayerPlace& layer, const Vector3& eye) {
    std::vector<int> order;
    for (int i = layer.first_block; i < layer.first_block + layer.block_count; ++i)
        if (layout.blocks[i].visible()) order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return is_farther(layout.blocks[a], layout.blocks[b], eye); });
    return layer.folded > 0 ? under_first(layout, order, eye) : order;
}

using scene::put;

void put(float (&target)[2], float a, float b) {
    target[0] = a;
    target[1] = b;
}

/// Builds the faces of one block, back to front: sides before the top, each fading only against the
/// background.
class BlockFaces {
  public:
    BlockFaces(const Block& block, const AtlasSlot& slot, float height, const Vector3& eye,
               std::vector<Face>& faces)
        : block_(block),
          slot_(slot),
          faces_(faces),
          low_(block.centre - block.half()),
          high_(block.centre + block.half()) {
        high_.y() += height;
        see_x_ = eye.x() > high_.x() ? 1 : eye.x() < low_.x() ? -1 : 0;
        see_y_ = eye.y() > high_.y() ? 1 : eye.y() < low_.y() ? -1 : 0;
        see_z_ = eye.z() > high_.z() ? 1 : eye.z() < low_.z() ? -1 : 0;
    }

    void add() {
        if (see_y_ >= 0) plate();
        if (see_x_ != 0) side();
        if (see_z_ != 0) front();
        if (see_y_ != 0) top();
        if (see_y_ < 0) plate();
    }

  private:
    Face face(float shade) const {
        Face result{};
        result.gap = 1.0f - block_.size / block_.pitch;
        result.shade = shade;
        result.borders = static_cast<float>(kAllBorders);
        return result;
    }

    // Each face fades at all its borders; where a face drawn later meets it, it runs on underneath instead,
    // so that the two blend without a seam. `borders` keeps the bits of the sides that fade.
    static unsigned keep_under(unsigned borders, unsigned side, bool covered) {
        return covered ? borders & ~side : borders;
    }

    void side() {  // x = const; along z (rows of the map), down from the top
        Face result = face(kSideShade);
        const float x = see_x_ > 0 ? high_.x() : low_.x();
        put(result.origin, {x, high_.y(), low_.z()});
        put(result.along, {0, 0, high_.z() - low_.z()});
        put(result.down, {0, low_.y() - high_.y(), 0});
        put(result.cells, static_cast<float>(block_.rows), 1);
        const int column = see_x_ > 0 ? block_.columns - 1 : 0;
        put(result.texel, static_cast<float>(slot_.x + column), static_cast<float>(slot_.y));
        put(result.texel_along, 0, 1);
        unsigned borders = kAllBorders;
        borders = keep_under(borders, kAlongHigh, see_z_ > 0);
        borders = keep_under(borders, kAlongLow, see_z_ < 0);
        borders = keep_under(borders, kDownLow, see_y_ > 0);
        borders = keep_under(borders, kDownHigh, see_y_ < 0);
        result.borders = static_cast<float>(borders);
        faces_.push_back(result);
    }

    void front() {  // z = const; along x (columns of the map), down from the top
        Face result = face(kFrontShade);
        const float z = see_z_ > 0 ? high_.z() : low_.z();
        put(result.origin, {low_.x(), high_.y(), z});
        put(result.along, {high_.x() - low_.x(), 0, 0});
        put(result.down, {0, low_.y() - high_.y(), 0});
        put(result.cells, static_cast<float>(block_.columns), 1);
        const int row = see_z_ > 0 ? block_.rows - 1 : 0;
        put(result.texel, static_cast<float>(slot_.x), static_cast<float>(slot_.y + row));
        put(result.texel_along, 1, 0);
        unsigned borders = kAllBorders;
        borders = keep_under(borders, kDownLow, see_y_ > 0);
        borders = keep_under(borders, kDownHigh, see_y_ < 0);
        result.borders = static_cast<float>(borders);
        faces_.push_back(result);
    }

    void top() {  // y = const; along x, down the map's rows (towards the viewer)
        Face result = face(see_y_ > 0 ? kTopShade : kBottomShade);
        const float y = see_y_ > 0 ? high_.y() : low_.y();
        put(result.origin, {low_.x(), y, low_.z()});
        put(result.along, {high_.x() - low_.x(), 0, 0});
        put(result.down, {0, 0, high_.z() - low_.z()});
        put(result.cells, static_cast<float>(block_.columns), static_cast<float>(block_.rows));
        put(result.texel, static_cast<float>(slot_.x), static_cast<float>(slot_.y));
        put(result.texel_along, 1, 0);
        put(result.texel_down, 0, 1);
        faces_.push_back(result);
    }

    void plate() {
        Face result = face(1);
        const float reach = kPlateReach * std::max(std::min(1.0f, block_.pitch / kUnitPitch),
                                                   block_.pitch / kUnitPitch * 0.35f);
        put(result.origin, {low_.x() - reach, low_.y(), low_.z() - reach});
        put(result.along, {high_.x() - low_.x() + 2 * reach, 0, 0});
        put(result.down, {0, 0, high_.z() - low_.z() + 2 * reach});
        result.depth = reach;
        faces_.push_back(result);
    }

    const Block& block_;
    const AtlasSlot& slot_;
    std::vector<Face>& faces_;
    Vector3 low_;
    Vector3 high_;
    int see_x_ = 0;
    int see_y_ = 0;
    int see_z_ = 0;
};

}  // namespace

void make_draw_list(const Layout& layout, const Atlas& atlas, const std::vector<float>& heights,
                    const Camera& camera, DrawList& list) {
    list.faces.clear();
    list.layers.clear();
    const Vector3 eye = camera.eye();
    for (const int layer : layer_order(layout, eye)) {
        if (!layout.layers[layer].visible()) continue;
        const int first = static_cast<int>(list.faces.size());
        for (const int block : block_order(layout, layout.layers[layer], eye))
            BlockFaces(layout.blocks[block], atlas.slots[block], heights[block], eye, list.faces).add();
        list.layers.push_back({layer, first, static_cast<int>(list.faces.size())});
    }
}

}  // namespace convoscope::scene
