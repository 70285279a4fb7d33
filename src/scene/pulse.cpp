#include "scene/pulse.h"

#include <algorithm>
#include <cmath>

#include "scene/edges.h"
#include "scene/pick.h"

namespace convoscope::scene {
namespace {

constexpr std::size_t kUnits = 8;         ///< of a layer that packets go to
constexpr std::size_t kWays = 4;          ///< to each of them
constexpr std::size_t kMostHeard = 8192;  ///< by a unit that is asked
constexpr float kUnderWay = 1.15f;        ///< layers of the pulse that a packet takes
constexpr float kLength = 0.22f;          ///< of a packet, by its way
constexpr float kWidth = 2.6f;            ///< points

/// The units of largest magnitude, at most `count`; silent ones are none.
std::vector<int> strongest_units(std::span<const float> values, std::size_t count) {
    std::vector<int> units;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] != 0) units.push_back(static_cast<int>(i));
    const std::size_t kept = std::min(count, units.size());
    std::partial_sort(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(kept), units.end(),
                      [&](int a, int b) { return std::abs(values[a]) > std::abs(values[b]); });
    units.resize(kept);
    return units;
}

}  // namespace

PulsePath pulse_path(const nn::Model& model, const ShownValues& values) {
    PulsePath path;
    path.ways.resize(model.architecture.nodes.size());
    const EdgeView wanted{EdgeView::Value::Contribution, EdgeView::Direction::Incoming, true};
    for (std::size_t node = 1; node < path.ways.size(); ++node) {
        const nn::Node& layer = model.architecture.nodes[node];
        const auto heard = static_cast<std::size_t>(
            model.architecture.nodes[static_cast<std::size_t>(layer.inputs.front())].output.size());
        if (layer.kernel_height == 0 && heard > kMostHeard) continue;
        const int index = static_cast<int>(node);
        for (const int unit : strongest_units(values.target(index), kUnits)) {
            const Edges edges = edges_of(model, values, unit_of(model.architecture, index, unit), wanted);
            const std::size_t first = edges.edges.size() - std::min(kWays, edges.edges.size());
            for (std::size_t i = first; i < edges.edges.size(); ++i)
                path.ways[node].push_back({edges.edges[i].source, edges.edges[i].target});
        }
    }
    return path;
}

std::vector<Ribbon> pulse_ribbons(const nn::Architecture& architecture, const Layout& layout,
                                  const PulsePath& path, float pulse, Theme theme) {
    std::vector<Ribbon> ribbons;
    if (pulse < 0) return ribbons;
    const bool light = theme == Theme::Light;
    const std::vector<int> ranks = layout.ranks();
    for (std::size_t node = 1; node < path.ways.size(); ++node) {
        // 0 when they set out, 1 when the layer begins to light.
        const float at = (pulse - static_cast<float>(ranks[node]) + kUnderWay) / kUnderWay;
        if (at <= 0 || at - kLength >= 1) continue;
        const float head = std::min(at, 1.0f) * kCurvePieces;
        const float tail = std::max(at - kLength, 0.0f) * kCurvePieces;
        for (const auto& [source, target] : path.ways[node]) {
            const auto points = edge_curve(architecture, layout, source, target);
            for (int i = 0; i + 1 < static_cast<int>(points.size()); ++i) {
                const float low = std::max(tail, static_cast<float>(i));
                const float high = std::min(head, static_cast<float>(i + 1));
                if (low >= high) continue;
                Ribbon& ribbon = ribbons.emplace_back();
                put(ribbon.from, points[static_cast<std::size_t>(i)]);
                put(ribbon.to, points[static_cast<std::size_t>(i) + 1]);
                const auto tint = [&](float(&colour)[4], float place) {
                    const float bright =
                        std::clamp((place - tail) / std::max(head - tail, 1e-3f), 0.0f, 1.0f);
                    colour[0] = light ? 0.0f : 0.55f + 0.45f * bright;
                    colour[1] = light ? 0.42f : 0.95f;
                    colour[2] = light ? 0.62f : 1.0f;
                    colour[3] = 0.15f + 0.8f * bright;
                };
                tint(ribbon.from_colour, static_cast<float>(i));
                tint(ribbon.to_colour, static_cast<float>(i + 1));
                ribbon.part[0] = low - static_cast<float>(i);
                ribbon.part[1] = high - static_cast<float>(i);
                ribbon.width = kWidth;
            }
        }
    }
    return ribbons;
}

}  // namespace convoscope::scene
