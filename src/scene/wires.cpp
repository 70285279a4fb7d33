#include "scene/wires.h"

#include <algorithm>
#include <cmath>

#include "scene/curve.h"
#include "scene/pick.h"

namespace convoscope::scene {
namespace {

constexpr float kBeside = 70.0f;   ///< from the layers that it passes to the nearest arc
constexpr float kNext = 46.0f;     ///< from one arc to the next around it
constexpr float kSpread = 0.7f;    ///< of a layer's half width, within which wires arrive and leave
constexpr float kSameColumn = 1;   ///< layers whose middles are no farther apart stand over one another
constexpr float kArcWidth = 2.2f;  ///< points
constexpr float kLineWidth = 1.6f;
constexpr float kAlpha = 0.55f;
constexpr float kLitAlpha = 1.0f;

Vector3 middle_of(const LayerPlace& layer) { return 0.5f * (layer.low + layer.high); }

/// How far a layer reaches to the side, from the picture's middle.
float reach_of(const LayerPlace& layer, bool left) { return left ? -layer.low.x() : layer.high.x(); }

class Wiring {
  public:
    explicit Wiring(const Layout& layout) : layout_(layout) {
        for (const LayerPlace& layer : layout.layers)
            if (layer.spot.rank >= 0) ranks_ = std::max(ranks_, layer.spot.rank + 1);
        by_rank_.resize(static_cast<std::size_t>(ranks_));
        for (const LayerPlace& layer : layout.layers)
            if (layer.spot.rank >= 0) by_rank_[static_cast<std::size_t>(layer.spot.rank)].push_back(&layer);
    }

    std::vector<WireCurve> run() {
        std::vector<const Wire*> arcs;
        for (const Wire& wire : layout_.wires) {
            const LayerPlace& source = place(wire.source);
            const LayerPlace& target = place(wire.target);
            if (!source.visible() || !target.visible()) continue;
            if (wire.ranks > 1 && is_in_the_way(wire))
                arcs.push_back(&wire);
            else if (std::abs(middle_of(source).x() - middle_of(target).x()) > kSameColumn || wire.ranks > 1)
                curves_.push_back({wire, false, line(source, target)});
        }
        // Short ones inside, long ones around them.
        std::ranges::stable_sort(arcs, {}, &Wire::ranks);
        for (const Wire* wire : arcs) curves_.push_back({*wire, true, arc(*wire)});
        return std::move(curves_);
    }

  private:
    const LayerPlace& place(int node) const { return layout_.layers[static_cast<std::size_t>(node)]; }

    /// Whether a layer between them stands where a line would go up from the source.
    bool is_in_the_way(const Wire& wire) const {
        const float x = middle_of(place(wire.source)).x();
        return any_between(
            wire, [x](const LayerPlace& layer) { return layer.low.x() - 1 <= x && x <= layer.high.x() + 1; });
    }

    template <class Predicate>
    bool any_between(const Wire& wire, Predicate predicate) const {
        for (int rank = place(wire.source).spot.rank + 1; rank < place(wire.target).spot.rank; ++rank)
            for (const LayerPlace* layer : by_rank_[static_cast<std::size_t>(rank)])
                if (predicate(*layer)) return true;
        return false;
    }

    /// Straight up from the source, past what stands beside it, and over to the target at its end.
    static std::vector<Vector3> line(const LayerPlace& source, const LayerPlace& target) {
        const Vector3 from = middle_of(source);
        const Vector3 to = middle_of(target);
        const auto towards = [](const LayerPlace& layer, float x) {
            const float half = kSpread * 0.5f * (layer.high.x() - layer.low.x());
            const float middle = 0.5f * (layer.low.x() + layer.high.x());
            return std::clamp(x, middle - half, middle + half);
        };
        const Vector3 low(towards(source, to.x()), from.y(), from.z());
        const Vector3 high(towards(target, from.x()), to.y(), to.z());
        const Vector3 up(0, high.y() - low.y(), high.z() - low.z());
        return bezier(low, low + 0.55f * up, high - 0.3f * up, high, kWirePieces);
    }

    std::vector<Vector3> arc(const Wire& wire) {
        const LayerPlace& source = place(wire.source);
        const LayerPlace& target = place(wire.target);
        const bool left = middle_of(source).x() < -kSameColumn || middle_of(target).x() < -kSameColumn;
        float reach = std::max(reach_of(source, left), reach_of(target, left));
        any_between(wire, [&](const LayerPlace& layer) {
            reach = std::max(reach, reach_of(layer, left));
            return false;
        });
        const Arc mine{source.spot.rank, target.spot.rank, left, level_of(source, target, left)};
        taken_.push_back(mine);
        const float side = left ? -1.0f : 1.0f;
        const float out = reach + kBeside + kNext * static_cast<float>(mine.level);
        Vector3 from = middle_of(source);
        Vector3 to = middle_of(target);
        from.x() = side * (reach_of(source, left) + kBeside * 0.2f);
        to.x() = side * (reach_of(target, left) + kBeside * 0.2f);
        // A cubic is three quarters of the way to its control points in its middle.
        const float ends = 0.5f * (std::abs(from.x()) + std::abs(to.x()));
        const float control = side * (ends + (out - ends) / 0.75f);
        Vector3 b = from + 0.12f * (to - from);
        Vector3 c = to - 0.12f * (to - from);
        b.x() = c.x() = control;
        return bezier(from, b, c, to, kWirePieces);
    }

    struct Arc {
        int from, to;
        bool left;
        int level;
    };

    /// Outside of all that it runs beside.
    int level_of(const LayerPlace& source, const LayerPlace& target, bool left) const {
        int level = 0;
        for (const Arc& other : taken_)
            if (other.left == left && other.from < target.spot.rank && source.spot.rank < other.to)
                level = std::max(level, other.level + 1);
        return level;
    }

    const Layout& layout_;
    int ranks_ = 0;
    std::vector<std::vector<const LayerPlace*>> by_rank_;
    std::vector<Arc> taken_;
    std::vector<WireCurve> curves_;
};

}  // namespace

std::vector<WireCurve> wire_curves(const Layout& layout) { return Wiring(layout).run(); }

Colour wire_colour(Theme theme) {
    return theme == Theme::Light ? Colour{92, 106, 126, 255} : Colour{150, 170, 196, 255};
}

std::vector<Ribbon> wire_ribbons(const std::vector<WireCurve>& wires, Theme theme, int lit) {
    const Colour colour = wire_colour(theme);
    std::vector<Ribbon> ribbons;
    ribbons.reserve(wires.size() * kWirePieces);
    for (std::size_t i = 0; i < wires.size(); ++i) {
        const float alpha = static_cast<int>(i) == lit ? kLitAlpha : kAlpha;
        for (std::size_t piece = 0; piece + 1 < wires[i].points.size(); ++piece) {
            Ribbon& ribbon = ribbons.emplace_back();
            put(ribbon.from, wires[i].points[piece]);
            put(ribbon.to, wires[i].points[piece + 1]);
            put(ribbon.from_colour, colour, alpha);
            put(ribbon.to_colour, colour, alpha);
            ribbon.width = wires[i].arc ? kArcWidth : kLineWidth;
        }
    }
    return ribbons;
}

std::optional<std::size_t> pick_wire(const std::vector<WireCurve>& wires, const Layout& layout,
                                     const Camera& camera, const Viewport& viewport, const Vector2& pixel,
                                     float reach) {
    const Ray ray = camera.ray(pixel, viewport);
    for (const LayerPlace& layer : layout.layers)
        if (layer.visible() && distance_to_box(ray, layer.low, layer.high)) return std::nullopt;
    std::optional<std::size_t> nearest;
    for (std::size_t i = 0; i < wires.size(); ++i)
        for (std::size_t piece = 0; piece + 1 < wires[i].points.size(); ++piece) {
            const auto distance =
                pixels_between(wires[i].points[piece], wires[i].points[piece + 1], pixel, camera, viewport);
            if (!distance || *distance > reach) continue;
            reach = *distance;
            nearest = i;
        }
    return nearest;
}

}  // namespace convoscope::scene
