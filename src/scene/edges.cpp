#include "scene/edges.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "nn/ops/operator.h"
#include "scene/curve.h"
#include "scene/silhouette.h"

namespace convoscope::scene {
namespace {

constexpr float kFaintest = 0.05f;  ///< opacity of an edge of weight near zero at its far end
constexpr float kFaintestCurve = 0.28f;
constexpr float kLeaving = 0.42f;  ///< share of its height that a curve rises by before it turns
constexpr float kArriving = 0.40f;
constexpr float kHollowWidth = 3.4f;  ///< points that a hollow end is wider
constexpr float kNearGain = 1.7f;     ///< edges are brighter at the unit that they belong to

using Interval = std::array<float, 2>;

float shown_value(const nn::Model& model, const ShownValues& values, const nn::Unit& unit) {
    return values.layer(unit.node)[nn::index_of(model.architecture, unit)];
}

/// The unit that a max pool's unit passes on: the first of its window's largest.
nn::Unit winner_of(const nn::Model& model, const ShownValues& values, const nn::Unit& pool) {
    const auto window = nn::incoming(model, pool);
    const auto best = std::max_element(window.begin(), window.end(), [&](const auto& a, const auto& b) {
        return shown_value(model, values, a.source) < shown_value(model, values, b.source);
    });
    return best->source;
}

std::vector<Edge> all_edges(const nn::Model& model, const nn::Unit& unit, EdgeView::Direction direction) {
    std::vector<Edge> edges;
    if (direction == EdgeView::Direction::Incoming)
        for (const nn::Connection& connection : nn::incoming(model, unit))
            edges.push_back({connection.source, unit, connection.weight, 0, 0});
    else
        for (const nn::OutgoingConnection& connection : nn::outgoing(model, unit))
            edges.push_back({unit, connection.target, connection.weight, 0, 0});
    return edges;
}

/// Along the way from one side of a convex polygon to the other: what of the segment a..b lies inside.
std::optional<Interval> inside(const Silhouette& hull, const Vector2& a, const Vector2& b) {
    // Cyrus and Beck 1978: each side of the polygon cuts the line off on its outer side.
    Interval kept{0, 1};
    for (std::size_t i = 0; i < hull.size(); ++i) {
        const Vector2 side = hull[(i + 1) % hull.size()] - hull[i];
        const Vector2 inward(-side.y(), side.x());
        const float at = inward.dot(a - hull[i]);
        const float by = inward.dot(b - a);
        if (std::abs(by) < 1e-9f) {
            if (at < 0) return std::nullopt;
            continue;
        }
        const float cut = -at / by;
        if (by > 0)
            kept[0] = std::max(kept[0], cut);
        else
            kept[1] = std::min(kept[1], cut);
        if (kept[0] >= kept[1]) return std::nullopt;
    }
    return kept;
}

Vector3 vector_of(const float (&values)[3]) { return {values[0], values[1], values[2]}; }

}  // namespace

Colour edge_colour(bool positive, Theme theme) {
    if (theme == Theme::Light) return positive ? Colour{196, 84, 0, 255} : Colour{0, 84, 190, 255};
    return positive ? Colour{255, 170, 70, 255} : Colour{70, 160, 255, 255};
}

Edges edges_of(const nn::Model& model, const ShownValues& values, const nn::Unit& unit,
               const EdgeView& view) {
    Edges result;
    result.unit = unit;
    result.view = view;
    result.edges = all_edges(model, unit, view.direction);
    if (result.edges.empty()) return result;
    const auto size = [&](const Edge& edge) { return std::abs(edge.value(view.value)); };
    for (Edge& edge : result.edges) {
        const nn::Node& upper = model.architecture.nodes[static_cast<std::size_t>(edge.target.node)];
        // What is selected has no weights: what counts is which of its window's units it passes on.
        if (upper.op->edges == nn::EdgeMeaning::Selected)
            edge.weight = winner_of(model, values, edge.target) == edge.source ? 1.0f : 0.0f;
        edge.activation = shown_value(model, values, edge.source);
        edge.contribution = edge.weight * edge.activation;
        // Edges come layer by layer.
        if (result.layers.empty() || result.layers.back().node != edge.target.node)
            result.layers.push_back({edge.target.node, upper.op->edges, 0});
        result.layers.back().strongest = std::max(result.layers.back().strongest, size(edge));
    }
    const auto scale = std::find_if(result.layers.begin(), result.layers.end(),
                                    [](const EdgesTo& layer) { return layer.weighted(); });
    result.scale = scale == result.layers.end() ? result.layers.front() : *scale;
    const auto share = [&](const Edge& edge) {  // in double: no two different weights become equal
        const double strongest = result.to(edge.target.node).strongest;
        return strongest > 0 ? size(edge) / strongest : 0.0;
    };
    std::stable_sort(result.edges.begin(), result.edges.end(),
                     [&](const Edge& a, const Edge& b) { return share(a) < share(b); });
    if (view.value == EdgeView::Value::Contribution)
        std::erase_if(result.edges, [&](const Edge& edge) { return size(edge) == 0; });
    if (view.strongest && result.edges.size() > kStrongest)
        result.edges.erase(result.edges.begin(), result.edges.end() - kStrongest);
    return result;
}

const EdgesTo& Edges::to(int node) const {
    const auto found = std::ranges::find(layers, node, &EdgesTo::node);
    assert(found != layers.end());
    return *found;
}

bool Edges::join(int node) const {
    return std::any_of(layers.begin(), layers.end(),
                       [&](const EdgesTo& layer) { return layer.node == node; }) ||
           (!edges.empty() && edges.front().source.node == node);
}

std::vector<Vector3> edge_curve(const nn::Architecture& architecture, const Layout& layout,
                                const nn::Unit& source, const nn::Unit& target) {
    const auto from = layout.position(architecture, source);
    const auto to = layout.position(architecture, target);
    if (!from || !to) return {};
    const Block& lower = *layout.block_of(architecture, source);
    const Block& upper = *layout.block_of(architecture, target);
    const Vector3 low = *from + Vector3(0, 0.5f * lower.height, 0);
    const Vector3 high = *to - Vector3(0, 0.5f * upper.height, 0);
    // A cubic Bezier curve. It leaves its map by way of the map's middle, where the others from there do,
    // too, and arrives from below.
    const float way = high.y() - low.y();
    const bool wide = lower.unit_count > 1 && lower.rows > 1;
    const Vector3 middle = wide ? lower.centre : *from;
    const Vector3 leave =
        0.35f * low + 0.65f * middle + Vector3(0, kLeaving * way + 0.65f * (low.y() - middle.y()), 0);
    const Vector3 arrive = high - Vector3(0, kArriving * way, 0);
    return bezier(low, leave, arrive, high, kCurvePieces);
}

namespace {

struct Stroke {
    Colour colour;
    float alpha_from = 1;
    float alpha_to = 1;
    float width = 1;
    bool hollow_end = false;
};

void add_line(const Vector3& from, const Vector3& to, const Stroke& stroke, std::vector<Ribbon>& ribbons) {
    Ribbon& ribbon = ribbons.emplace_back();
    put(ribbon.from, from);
    put(ribbon.to, to);
    put(ribbon.from_colour, stroke.colour, stroke.alpha_from);
    put(ribbon.to_colour, stroke.colour, stroke.alpha_to);
    ribbon.width = stroke.width;
}

void add_curve(const std::vector<Vector3>& points, const Stroke& stroke, std::vector<Ribbon>& ribbons) {
    const auto alpha = [&](std::size_t i) {
        const float t = static_cast<float>(i) / kCurvePieces;
        return stroke.alpha_from + (stroke.alpha_to - stroke.alpha_from) * t;
    };
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const bool end = stroke.hollow_end && i + 2 == points.size();
        Stroke piece = stroke;
        piece.alpha_from = alpha(i);
        piece.alpha_to = alpha(i + 1);
        if (end) piece.width = stroke.width + kHollowWidth;
        add_line(points[i], points[i + 1], piece, ribbons);
        ribbons.back().hollow = end ? 1.0f : 0.0f;
    }
}

}  // namespace

std::vector<Ribbon> edge_ribbons(const nn::Model& model, const Layout& layout, const Edges& edges,
                                 Theme theme) {
    const nn::Architecture& architecture = model.architecture;
    // Many edges are drawn fainter each, so that a fully connected unit does not become a solid wedge.
    const float crowd = std::clamp(
        std::sqrt(60.0f / static_cast<float>(std::max<std::size_t>(1, edges.edges.size()))), 0.35f, 1.0f);
    const bool incoming = edges.view.direction == EdgeView::Direction::Incoming;
    const Colour neutral = theme == Theme::Light ? Colour{84, 96, 112, 255} : Colour{200, 212, 226, 255};
    std::vector<Ribbon> ribbons;
    ribbons.reserve(edges.edges.size() * static_cast<std::size_t>(pieces_of(edges)));
    for (const Edge& edge : edges.edges) {
        const auto points = edge_curve(architecture, layout, edge.source, edge.target);
        const std::size_t before = ribbons.size();
        if (!points.empty()) {
            const float value = edge.value(edges.view.value);
            const EdgesTo& layer = edges.to(edge.target.node);
            const float strength = layer.strongest > 0 ? std::abs(value) / layer.strongest : 0;
            const float faint = edges.view.strongest ? kFaintestCurve : kFaintest;
            const float alpha = faint + (0.75f - faint) * strength * std::sqrt(strength) * crowd;
            Stroke stroke{layer.weighted() ? edge_colour(value >= 0, theme) : neutral, alpha,
                          alpha * kNearGain,
                          edges.view.strongest ? 1.2f + 2.6f * strength : 1.1f + 1.6f * strength,
                          layer.weighted() && value < 0};
            if (!incoming) std::swap(stroke.alpha_from, stroke.alpha_to);
            if (edges.view.strongest)
                add_curve(points, stroke, ribbons);
            else if (incoming)
                add_line(points.front(), points.back(), stroke, ribbons);
            else {  // lines taper towards their ends away from the unit
                std::swap(stroke.alpha_from, stroke.alpha_to);
                add_line(points.back(), points.front(), stroke, ribbons);
            }
        }
        ribbons.resize(before + static_cast<std::size_t>(pieces_of(edges)));
    }
    return ribbons;
}

std::vector<Ribbon> pieces_behind(const std::vector<Ribbon>& ribbons, const Layout& layout,
                                  const std::vector<int>& layers, const Camera& camera,
                                  const Viewport& viewport) {
    std::vector<Silhouette> hulls;
    for (const int layer : layers) {
        const LayerPlace& place = layout.layers[static_cast<std::size_t>(layer)];
        if (auto hull = silhouette_of(place.low, place.high, camera, viewport); hull.size() > 2)
            hulls.push_back(std::move(hull));
    }
    std::vector<Ribbon> pieces;
    std::vector<Interval> hidden;
    for (const Ribbon& ribbon : ribbons) {
        const Vector3 a = camera.project(vector_of(ribbon.from), viewport);
        const Vector3 b = camera.project(vector_of(ribbon.to), viewport);
        if (a.z() <= kNearestSeen || b.z() <= kNearestSeen) continue;
        hidden.clear();
        for (const auto& hull : hulls)
            if (const auto part = inside(hull, a.head<2>(), b.head<2>())) hidden.push_back(*part);
        std::sort(hidden.begin(), hidden.end());
        float done = 0;  // pieces that overlap are one: none is drawn twice
        for (const Interval& part : hidden) {
            if (part[1] <= done) continue;
            Ribbon piece = ribbon;
            piece.part[0] = std::max(done, part[0]);
            piece.part[1] = done = part[1];
            pieces.push_back(piece);
        }
    }
    return pieces;
}

std::optional<std::size_t> pick_edge(const std::vector<Ribbon>& ribbons, const Camera& camera,
                                     const Viewport& viewport, const Vector2& pixel, float reach) {
    for (std::size_t i = ribbons.size(); i-- > 0;) {
        const auto distance =
            pixels_between(vector_of(ribbons[i].from), vector_of(ribbons[i].to), pixel, camera, viewport);
        if (distance && *distance <= reach) return i;
    }
    return std::nullopt;
}

}  // namespace convoscope::scene
