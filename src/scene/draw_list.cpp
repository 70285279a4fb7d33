#include "scene/draw_list.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

#include "scene/on_screen.h"
#include "scene/relief.h"
#include "scene/ribbon.h"

namespace convoscope::scene {
namespace {

// Lambert-like steps instead of a light: tops lit, fronts and sides darker.
constexpr float kTopShade = 1.0f;
constexpr float kFrontShade = 0.62f;
constexpr float kSideShade = 0.45f;
constexpr float kBottomShade = 0.3f;
constexpr float kPlateReach = 14.0f;  ///< how far a map's plate stands out around it, world units
/// Below so many pixels a unit, a layer of many maps is drawn as one face a row of them: what is lost are its
/// sides, thinner than a pixel there.
constexpr float kPlain = 0.8f;
constexpr float kLeastHull = 0.02f;  ///< share of the relief that even a silent map's hull is high
constexpr float kGlows = 0.05f;      ///< strength from which a unit lights what is beneath it

/// From so many pixels a unit on, the gap around it hides where its colour ends.
constexpr float kNear = 2.5f;

/// Distance of a coordinate from an interval.
float outside(float at, float low, float high) { return std::max({low - at, at - high, 0.0f}); }

/// Farther along y first; layers that share their height (the flat view, branches side by side) farther along
/// z first, and those that share their depth, too, farther along x.
bool is_behind(const LayerPlace& a, const LayerPlace& b, const Vector3& eye) {
    const auto apart = [&](int axis) { return a.high[axis] < b.low[axis] || b.high[axis] < a.low[axis]; };
    const int axis = apart(1) ? 1 : apart(2) || !apart(0) ? 2 : 0;
    return outside(eye[axis], a.low[axis], a.high[axis]) > outside(eye[axis], b.low[axis], b.high[axis]);
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

void put(float (&target)[4], float a, float b, float c, float d) {
    target[0] = a;
    target[1] = b;
    target[2] = c;
    target[3] = d;
}

/// What all faces of one layer have in common.
struct LayerStyle {
    const Showing& showing;
    const LayerPlace& place;
    const Sheet& sheet;
    float relief = 0;  ///< world units at the scale's high end
};

/// The fields of a face that do not depend on its side.
Face face_of(const LayerStyle& style, const Block& block, float height, const Vector3& low) {
    const Showing& showing = style.showing;
    Face face{};
    const float top = block.centre.y() + 0.5f * block.height + height;
    put(face.box, low.x(), low.z(), block.pitch, top);
    put(face.cells, static_cast<float>(block.columns), static_cast<float>(block.rows),
        1.0f - block.size / block.pitch, kPlate);
    const bool wholly = block.folded >= 1 && style.sheet.has_fold;
    const int own = wholly ? style.sheet.fold_tile() : std::max(0, style.sheet.tile_of(block.index()));
    const int fold = style.sheet.has_fold ? style.sheet.fold_tile() : own;
    put(face.tile, static_cast<float>(style.sheet.x_of(own)), static_cast<float>(style.sheet.y_of(own)),
        static_cast<float>(style.sheet.x_of(fold)), static_cast<float>(style.sheet.y_of(fold)));
    const bool coloured = showing.painting.colours && block.node == 0 && block.folded <= 0;
    put(face.style, 1, static_cast<float>(kAllBorders), coloured ? static_cast<float>(1 + block.map) : 0,
        1.0f / static_cast<float>(1 << style.sheet.level));
    const Strengths strengths(showing, block);
    put(face.scaling, showing.values.arrived(block.node), showing.painting.level(block.node),
        strengths.gain(), strengths.offset());
    const auto& pending = showing.painting.pending;
    const bool waits = pending && pending->node == block.node;
    put(face.state, wholly ? 0 : block.folded,
        waits ? static_cast<float>(pending->first - block.first_unit) : 0,
        waits ? static_cast<float>(pending->last - block.first_unit) : 0, style.relief);
    return face;
}

float plate_reach(const Block& block) {
    // The output's tiles stand near one another: half of what is between them.
    return std::min(kPlateReach * std::max(1.0f, 0.1f * block.pitch / kUnitPitch),
                    block.unit_count == 1 ? 0.5f * (block.pitch - block.size) : kPlateReach);
}

/// Builds the faces of one block, back to front: sides before the top, each fading only against the
/// background.
class BlockFaces {
  public:
    BlockFaces(const LayerStyle& style, const Block& block, float height, const Vector3& eye,
               std::vector<Face>& faces)
        : faces_(faces),
          plate_reach_(plate_reach(block)),
          strongest_(Strengths(style.showing, block).highest()),
          low_(block.centre - block.half()),
          high_(block.centre + block.half()) {
        high_.y() += height;
        plain_ = face_of(style, block, height, low_);
        // The hull is as high as its highest unit: the lower, the shorter is the eye's way through it.
        if (style.relief > 0) high_.y() += style.relief * std::max(strongest_, kLeastHull);
        see_x_ = eye.x() > high_.x() ? 1 : eye.x() < low_.x() ? -1 : 0;
        see_y_ = eye.y() > high_.y() ? 1 : eye.y() < low_.y() ? -1 : 0;
        see_z_ = eye.z() > high_.z() ? 1 : eye.z() < low_.z() ? -1 : 0;
    }

    void add_box() {
        if (see_x_ != 0) east_or_west();
        if (see_z_ != 0) front_or_back();
        if (see_y_ != 0) top_or_bottom();
    }

    bool glows() const { return strongest_ > kGlows; }

    /// The ring around the box that is seen of a plate: four strips.
    void add_plate() {
        const float reach = plate_reach_;
        const Vector3 low = low_ - Vector3(reach, 0, reach);
        const Vector3 high = high_ + Vector3(reach, 0, reach);
        add_strip(low.x(), low.z(), high.x(), low_.z(), reach);
        add_strip(low.x(), high_.z(), high.x(), high.z(), reach);
        add_strip(low.x(), low_.z(), low_.x(), high_.z(), reach);
        add_strip(high_.x(), low_.z(), high.x(), high_.z(), reach);
    }

  private:
    void add_strip(float left, float back, float right, float front, float reach) {
        Face& face = add(kPlate, 1, kAllBorders);
        put(face.origin, {left, low_.y(), back});
        put(face.along, {right - left, 0, 0});
        put(face.down, {0, 0, front - back});
        face.style[2] = reach;
    }

    Face& add(Side side, float shade, unsigned borders) {
        Face& face = faces_.emplace_back(plain_);
        face.cells[3] = static_cast<float>(side);
        face.style[0] = shade;
        face.style[1] = static_cast<float>(borders);
        return face;
    }

    // Each face fades at all its borders; where a face drawn later meets it, it runs on underneath instead,
    // so that the two blend without a seam. `borders` keeps the bits of the sides that fade.
    static unsigned keep_under(unsigned borders, unsigned side, bool covered) {
        return covered ? borders & ~side : borders;
    }

    void east_or_west() {  // x = const; along z (rows of the map), down from the top
        unsigned borders = kAllBorders;
        borders = keep_under(borders, kAlongHigh, see_z_ > 0);
        borders = keep_under(borders, kAlongLow, see_z_ < 0);
        borders = keep_under(borders, kDownLow, see_y_ > 0);
        borders = keep_under(borders, kDownHigh, see_y_ < 0);
        Face& face = add(kEast, kSideShade, borders);
        put(face.origin, {see_x_ > 0 ? high_.x() : low_.x(), high_.y(), low_.z()});
        put(face.along, {0, 0, high_.z() - low_.z()});
        put(face.down, {0, low_.y() - high_.y(), 0});
    }

    void front_or_back() {  // z = const; along x (columns of the map), down from the top
        unsigned borders = kAllBorders;
        borders = keep_under(borders, kDownLow, see_y_ > 0);
        borders = keep_under(borders, kDownHigh, see_y_ < 0);
        Face& face = add(kFront, kFrontShade, borders);
        put(face.origin, {low_.x(), high_.y(), see_z_ > 0 ? high_.z() : low_.z()});
        put(face.along, {high_.x() - low_.x(), 0, 0});
        put(face.down, {0, low_.y() - high_.y(), 0});
    }

    void top_or_bottom() {  // y = const; along x, down the map's rows (towards the viewer)
        Face& face = add(kTop, see_y_ > 0 ? kTopShade : kBottomShade, kAllBorders);
        put(face.origin, {low_.x(), see_y_ > 0 ? high_.y() : low_.y(), low_.z()});
        put(face.along, {high_.x() - low_.x(), 0, 0});
        put(face.down, {0, 0, high_.z() - low_.z()});
    }

    std::vector<Face>& faces_;
    float plate_reach_ = 0;
    float strongest_ = 0;
    Face plain_{};
    Vector3 low_;
    Vector3 high_;
    int see_x_ = 0;
    int see_y_ = 0;
    int see_z_ = 0;
};

/// The tops of a layer's maps, a face a run of rows that are equally long: the last row may be shorter.
void add_grid(const LayerStyle& style, std::vector<Face>& faces) {
    const Layout& layout = style.showing.layout;
    const auto block = [&](int map) -> const Block& {
        return layout.blocks[static_cast<std::size_t>(style.place.first_block + map)];
    };
    const int maps = style.place.block_count;
    int across = 1;
    while (across < maps && block(across).centre.z() == block(0).centre.z()) ++across;
    const int full = maps / across;
    struct Run {
        int first, rows, columns;
    };
    for (const auto [first, rows, columns] :
         {Run{0, full, across}, Run{full * across, 1, maps - full * across}}) {
        if (columns == 0 || rows == 0) continue;
        const Block& corner = block(first);
        const Vector3 low = corner.centre - corner.half();
        const Block& end = block(first + rows * columns - 1);
        const Vector3 high = end.centre + end.half();
        Face face = face_of(style, corner, 0, low);
        put(face.origin, {low.x(), high.y(), low.z()});
        put(face.along, {high.x() - low.x(), 0, 0});
        put(face.down, {0, 0, high.z() - low.z()});
        face.cells[3] = kTop;
        const float step_x =
            columns > 1 ? (block(first + 1).centre.x() - corner.centre.x()) / corner.pitch : 1e6f;
        const float step_z =
            rows > 1 ? (block(first + columns).centre.z() - corner.centre.z()) / corner.pitch : 1e6f;
        put(face.grid, static_cast<float>(first), static_cast<float>(columns), step_x, step_z);
        faces.push_back(face);
    }
}

/// Whether a layer is drawn as rows of maps. All of a row's maps have one scale, and none of them waits for a
/// sweep.
bool is_plain(const Showing& showing, const LayerPlace& place, const Block& block, const Sheet& sheet) {
    if (place.block_count < 2 || place.folded > 0 || place.presence < 1 || block.rise > 0) return false;
    if (!sheet.maps.empty() || block.unit_count == 1) return false;
    const Painting& painting = showing.painting;
    if (painting.colours && place.node == 0) return false;
    if (painting.scaling.scale == Scale::Map || (painting.pending && painting.pending->node == place.node))
        return false;
    const float nearest = distance_to(place, showing.camera.eye());
    return pixels_per_unit(showing.camera, showing.viewport, block, nearest) < kPlain;
}

/// Whether even the units that are farthest from the eye are so large that their values need no filter.
bool is_near(const Showing& showing, const LayerPlace& place, const Block& block, const Sheet& sheet) {
    const float farthest = distance_to(place, showing.camera.eye()) + (place.high - place.low).norm();
    return sheet.level == 0 && pixels_per_unit(showing.camera, showing.viewport, block, farthest) > kNear;
}

/// The visible blocks of a layer whose values are there, ready to be drawn, farther ones first.
std::vector<BlockFaces> blocks_of(const LayerStyle& style, const Vector3& eye, std::vector<Face>& faces) {
    std::vector<BlockFaces> blocks;
    const Layout& layout = style.showing.layout;
    for (const int index : block_order(layout, style.place, eye)) {
        const Block& block = layout.blocks[static_cast<std::size_t>(index)];
        if (style.sheet.tile_of(block.index()) < 0) continue;  // out of sight
        blocks.emplace_back(style, block, style.showing.heights[static_cast<std::size_t>(index)], eye, faces);
    }
    return blocks;
}

void add_layer(const Showing& showing, int layer, const Vector3& eye, DrawList& list) {
    const LayerPlace& place = showing.layout.layers[static_cast<std::size_t>(layer)];
    const Block& block = showing.layout.blocks[static_cast<std::size_t>(place.first_block)];
    LayerStyle style{showing, place, showing.pages.sheets()[static_cast<std::size_t>(layer)], 0};
    const auto count = [&list] { return static_cast<int>(list.faces.size()); };
    LayerFaces faces;
    faces.layer = layer;
    faces.plates = faces.glowing = faces.first = count();
    faces.from_below = eye.y() < place.low.y();
    if (is_plain(showing, place, block, style.sheet)) {
        faces.grid = true;
        add_grid(style, list.faces);
    } else {
        style.relief = relief_of(showing, place, block);
        faces.relief = style.relief > 0;
        faces.near = is_near(showing, place, block, style.sheet);
        faces.folding = place.folded > 0 && place.folded < 1 && style.sheet.has_fold;
        std::vector<BlockFaces> blocks = blocks_of(style, eye, list.faces);
        for (BlockFaces& each : blocks)
            if (!each.glows()) each.add_plate();
        faces.glowing = count();
        for (BlockFaces& each : blocks)
            if (each.glows()) each.add_plate();
        faces.first = count();
        for (BlockFaces& each : blocks) each.add_box();
    }
    faces.last = count();
    list.layers.push_back(faces);
}

}  // namespace

void make_draw_list(const Showing& showing, DrawList& list) {
    list.faces.clear();
    list.layers.clear();
    const Vector3 eye = showing.camera.eye();
    for (const int layer : layer_order(showing.layout, eye))
        if (showing.layout.layers[static_cast<std::size_t>(layer)].visible())
            add_layer(showing, layer, eye, list);
}

}  // namespace convoscope::scene
