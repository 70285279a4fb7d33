#pragma once

#include <optional>
#include <vector>

#include "nn/connections.h"
#include "scene/camera.h"
#include "scene/layout.h"
#include "scene/palette.h"
#include "scene/ribbon.h"
#include "scene/shown_values.h"
#include "scene/view_state.h"

namespace convoscope::scene {

/// One edge of a unit: from a unit of a layer to one of a layer above it.
struct Edge {
    nn::Unit source;
    nn::Unit target;
    float weight = 0;
    float activation = 0;  ///< of the source, as shown
    float contribution =
        0;  ///< weight times the source's activation as shown; max pooling: the winner's activation, else 0

    float value(EdgeView::Value which) const {
        return which == EdgeView::Value::Weight ? weight : contribution;
    }
};

/// What the edges to one layer have in common. Where a layer feeds several, each one's edges are measured by
/// themselves: a mean's quarters say nothing of a convolution's weights.
struct EdgesTo {
    int node = 0;
    nn::EdgeMeaning meaning = nn::EdgeMeaning::None;
    float strongest = 0;  ///< largest magnitude of what is shown

    bool weighted() const { return meaning == nn::EdgeMeaning::Weighted; }  ///< they have signs and sizes
    bool operator==(const EdgesTo&) const = default;
};

/// The edges of a unit that its view wants: all, or the strongest; none that contributes nothing where
/// contributions are shown. The weakest first (by what the view shows of them, beside the strongest to the
/// same layer), so that the strongest lie on top.
struct Edges {
    nn::Unit unit;
    EdgeView view;
    std::vector<EdgesTo> layers;  ///< from the input upwards
    EdgesTo scale;                ///< the one that a legend shows: the first that is weighted, or the first
    std::vector<Edge> edges;

    const EdgesTo& to(int node) const;  ///< of a layer that an edge leads to
    /// Whether an edge begins or ends in the layer.
    bool join(int node) const;
};

Edges edges_of(const nn::Model& model, const ShownValues& values, const nn::Unit& unit, const EdgeView& view);

/// How many edges are drawn where the view wants the strongest alone.
inline constexpr std::size_t kStrongest = 24;
/// Pieces of an edge that is drawn as a curve.
inline constexpr int kCurvePieces = 12;

/// The edges as lines: coloured by sign (warm positive, cold negative; neutral where pooling has no weights),
/// wider and stronger by strength, brighter at the unit itself. The strongest alone are soft curves that
/// leave a map together and part near their ends, the negative ones with a hollow end at the unit above;
/// where all are drawn they are straight. In the edges' order, pieces_of(edges) lines each; edges to a layer
/// that is hidden are points.
std::vector<Ribbon> edge_ribbons(const nn::Model& model, const Layout& layout, const Edges& edges,
                                 Theme theme);
inline int pieces_of(const Edges& edges) { return edges.view.strongest ? kCurvePieces : 1; }

/// A curve from a unit up to one of a layer above, by kCurvePieces + 1 points. Those that leave one map begin
/// together.
std::vector<Vector3> edge_curve(const nn::Architecture& architecture, const Layout& layout,
                                const nn::Unit& source, const nn::Unit& target);

/// Those pieces of `ribbons` that lie behind the hulls of these layers of the layout, as seen now.
/// @param layers  indices into Layout::layers
std::vector<Ribbon> pieces_behind(const std::vector<Ribbon>& ribbons, const Layout& layout,
                                  const std::vector<int>& layers, const Camera& camera,
                                  const Viewport& viewport);

/// The edge nearest to a pixel, within `reach` pixels; among those that touch it the strongest.
/// @return index into `ribbons`
std::optional<std::size_t> pick_edge(const std::vector<Ribbon>& ribbons, const Camera& camera,
                                     const Viewport& viewport, const Vector2& pixel, float reach);

/// Colours of a full-strength positive and negative edge.
Colour edge_colour(bool positive, Theme theme);

}  // namespace convoscope::scene
