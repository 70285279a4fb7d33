#include "scene/edges.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "nn/ops/operator.h"

namespace convoscope::scene {
namespace {

constexpr float kFaintest = 0.05f;  ///< opacity of an edge of weight near zero at its far end
constexpr float kNearGain = 1.7f;   ///< edges are brighter at the unit that they belong to
constexpr float kBeside = 0.12f;    ///< what is left of those that are not among the strongest

using Interval = std::array<float, 2>;

using scene::put;

void put(float (&target)[4], const Colour& colour, float alpha) {
    target[0] = static_cast<float>(colour.red) / 255.0f;
    target[1] = static_cast<float>(colour.green) / 255.0f;
    target[2] = static_cast<float>(colour.blue) / 255.0f;
    target[3] = std::clamp(alpha, 0.0f, 1.0f);
}

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
std::optional<Interval> inside(const std::vector<Vector2>& hull, const Vector2& a, const Vector2& b) {
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

/// The convex hull of some points, counter-clockwise (Andrew's monotone chain, 1979).
std::vector<Vector2> hull_of(std::vector<Vector2> points) {
    const auto turn = [](const Vector2& a, const Vector2& b, const Vector2& c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    };
    std::sort(points.begin(), points.end(), [](const Vector2& a, const Vector2& b) {
        return a.x() != b.x() ? a.x() < b.x() : a.y() < b.y();
    });
    std::vector<Vector2> hull;
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

/// A layer's outline as seen now; empty where some of it is behind the eye.
std::vector<Vector2> outline_of(const LayerPlace& layer, const Camera& camera, const Viewport& viewport) {
    std::vector<Vector2> corners;
    for (int corner = 0; corner < 8; ++corner) {
        const Vector3 seen = camera.project(
            {corner & 1 ? layer.high.x() : layer.low.x(), corner & 2 ? layer.high.y() : layer.low.y(),
             corner & 4 ? layer.high.z() : layer.low.z()},
            viewport);
        if (seen.z() <= 1) return {};
        corners.push_back(seen.head<2>());
    }
    return hull_of(std::move(corners));
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

std::vector<Ribbon> edge_ribbons(const nn::Model& model, const Layout& layout, const Edges& edges,
                                 Theme theme) {
    const nn::Architecture& architecture = model.architecture;
    // Many edges are drawn fainter each, so that a fully connected unit does not become a solid wedge.
    const float crowd = std::clamp(
        std::sqrt(60.0f / static_cast<float>(std::max<std::size_t>(1, edges.edges.size()))), 0.35f, 1.0f);
    const bool incoming = edges.view.direction == EdgeView::Direction::Incoming;
    const bool select = edges.view.strongest && edges.edges.size() > 2 * kStrongest;
    std::vector<Ribbon> ribbons;
    ribbons.reserve(edges.edges.size());
    for (std::size_t i = 0; i < edges.edges.size(); ++i) {
        const Edge& edge = edges.edges[i];
        Ribbon& ribbon = ribbons.emplace_back();
        const auto source = layout.position(architecture, edge.source);
        const auto target = layout.position(architecture, edge.target);
        if (!source || !target) continue;
        const float value = edge.value(edges.view.value);
        const EdgesTo& layer = edges.to(edge.target.node);
        const float strength = layer.strongest > 0 ? std::abs(value) / layer.strongest : 0;
        float alpha = kFaintest + (0.75f - kFaintest) * strength * std::sqrt(strength) * crowd;
        if (select && i + kStrongest < edges.edges.size()) alpha *= kBeside;
        const Colour neutral = theme == Theme::Light ? Colour{84, 96, 112, 255} : Colour{200, 212, 226, 255};
        const Colour colour = layer.weighted() ? edge_colour(value >= 0, theme) : neutral;
        const Vector3 low =
            *source + Vector3(0, 0.5f * layout.block_of(architecture, edge.source)->height, 0);
        const Vector3 high =
            *target - Vector3(0, 0.5f * layout.block_of(architecture, edge.target)->height, 0);
        put(ribbon.from, incoming ? low : high);
        put(ribbon.to, incoming ? high : low);
        put(ribbon.from_colour, colour, alpha);
        put(ribbon.to_colour, colour, alpha * kNearGain);
        ribbon.width = 1.1f + 1.6f * strength;
        ribbon.dashed = layer.weighted() && value < 0 ? 1.0f : 0.0f;
    }
    return ribbons;
}

std::vector<Ribbon> pieces_behind(const std::vector<Ribbon>& ribbons, const Layout& layout,
                                  const std::vector<int>& layers, const Camera& camera,
                                  const Viewport& viewport) {
    std::vector<std::vector<Vector2>> hulls;
    for (const int layer : layers)
        if (auto hull = outline_of(layout.layers[layer], camera, viewport); hull.size() > 2)
            hulls.push_back(std::move(hull));
    std::vector<Ribbon> pieces;
    std::vector<Interval> hidden;
    for (const Ribbon& ribbon : ribbons) {
        const Vector3 a = camera.project(vector_of(ribbon.from), viewport);
        const Vector3 b = camera.project(vector_of(ribbon.to), viewport);
        if (a.z() <= 1 || b.z() <= 1) continue;
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
        const Vector3 a = camera.project(vector_of(ribbons[i].from), viewport);
        const Vector3 b = camera.project(vector_of(ribbons[i].to), viewport);
        if (a.z() <= 1 || b.z() <= 1) continue;
        const Vector2 along = b.head<2>() - a.head<2>();
        const float length = along.squaredNorm();
        if (length <= 0) continue;
        const float at = std::clamp((pixel - a.head<2>()).dot(along) / length, 0.0f, 1.0f);
        if ((a.head<2>() + at * along - pixel).norm() <= reach) return i;
    }
    return std::nullopt;
}

}  // namespace convoscope::scene
