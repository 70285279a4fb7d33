#include "scene/edges.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace convoscope::scene {
namespace {

constexpr float kFaintest = 0.05f;  ///< opacity of an edge of weight near zero at its far end
constexpr float kNearGain = 1.7f;   ///< edges are brighter at the unit that they lead to
constexpr float kAccent[2][3] = {{1.0f, 1.0f, 1.0f}, {0.05f, 0.08f, 0.15f}};

void put(float (&target)[3], const Vector3& value) {
    for (int i = 0; i < 3; ++i) target[i] = value[i];
}

void put(float (&target)[4], const Colour& colour, float alpha) {
    target[0] = static_cast<float>(colour.red) / 255.0f;
    target[1] = static_cast<float>(colour.green) / 255.0f;
    target[2] = static_cast<float>(colour.blue) / 255.0f;
    target[3] = std::clamp(alpha, 0.0f, 1.0f);
}

Ribbon line(const Vector3& from, const Vector3& to, float width, float alpha, Theme theme) {
    Ribbon ribbon{};
    put(ribbon.from, from);
    put(ribbon.to, to);
    const auto& rgb = kAccent[theme == Theme::Light];
    for (int i = 0; i < 3; ++i) ribbon.from_colour[i] = ribbon.to_colour[i] = rgb[i];
    ribbon.from_colour[3] = ribbon.to_colour[3] = alpha;
    ribbon.width = width;
    return ribbon;
}

void add_box(const Vector3& low, const Vector3& high, float width, float alpha, Theme theme,
             std::vector<Ribbon>& ribbons) {
    const auto corner = [&](int index) {
        return Vector3(index & 1 ? high.x() : low.x(), index & 2 ? high.y() : low.y(),
                       index & 4 ? high.z() : low.z());
    };
    for (int a = 0; a < 8; ++a)
        for (const int bit : {1, 2, 4})
            if (!(a & bit)) ribbons.push_back(line(corner(a), corner(a | bit), width, alpha, theme));
}

void add_rectangle(const Vector3& low, const Vector3& high, float width, float alpha, Theme theme,
                   std::vector<Ribbon>& ribbons) {
    const Vector3 a(low.x(), high.y(), low.z()), b(high.x(), high.y(), low.z()),
        c = high, d(low.x(), high.y(), high.z());
    for (const auto& [from, to] : {std::pair{a, b}, {b, c}, {c, d}, {d, a}})
        ribbons.push_back(line(from, to, width, alpha, theme));
}

}  // namespace

Colour edge_colour(bool positive, Theme theme) {
    if (theme == Theme::Light) return positive ? Colour{196, 84, 0, 255} : Colour{0, 84, 190, 255};
    return positive ? Colour{255, 170, 70, 255} : Colour{70, 160, 255, 255};
}

float strongest_edge(const nn::Model& model, const nn::Unit& unit) {
    float strongest = 0;
    for (const nn::Connection& connection : nn::incoming(model, unit))
        strongest = std::max(strongest, std::abs(connection.weight));
    return strongest;
}

std::vector<Ribbon> edge_ribbons(const nn::Model& model, const Layout& layout, const nn::Unit& unit,
                                 Theme theme) {
    std::vector<nn::Connection> connections = nn::incoming(model, unit);
    const auto target = layout.position(model.architecture, unit);
    if (!target || connections.empty()) return {};
    std::sort(connections.begin(), connections.end(), [](const nn::Connection& a, const nn::Connection& b) {
        return std::abs(a.weight) < std::abs(b.weight);
    });
    const float strongest = std::max(std::abs(connections.back().weight), 1e-9f);
    // Many edges are drawn fainter each, so that a fully connected unit does not become a solid wedge.
    const float crowd = std::clamp(std::sqrt(60.0f / static_cast<float>(connections.size())), 0.35f, 1.0f);

    const nn::Op op = model.architecture.nodes[unit.node].op;
    const bool weighted = op == nn::Op::Conv || op == nn::Op::Linear;
    const auto colour = [&](float weight) {
        if (weighted) return edge_colour(weight >= 0, theme);
        return theme == Theme::Light ? Colour{84, 96, 112, 255} : Colour{200, 212, 226, 255};
    };

    std::vector<Ribbon> ribbons;
    ribbons.reserve(connections.size());
    for (const nn::Connection& connection : connections) {
        const auto source = layout.position(model.architecture, connection.source);
        if (!source) continue;
        const float strength = std::abs(connection.weight) / strongest;
        const float alpha = kFaintest + (0.75f - kFaintest) * strength * std::sqrt(strength) * crowd;
        Ribbon ribbon{};
        const float rise = 0.5f * layout.block_of(model.architecture, connection.source)->height;
        put(ribbon.from, *source + Vector3(0, rise, 0));
        put(ribbon.to, *target - Vector3(0, 0.5f * layout.block_of(model.architecture, unit)->height, 0));
        put(ribbon.from_colour, colour(connection.weight), alpha);
        put(ribbon.to_colour, colour(connection.weight), alpha * kNearGain);
        ribbon.width = 1.1f + 1.6f * strength;
        ribbons.push_back(ribbon);
    }
    return ribbons;
}

std::vector<Ribbon> outline_ribbons(const nn::Model& model, const Layout& layout, const nn::Unit& unit,
                                    const std::vector<float>& heights, Theme theme) {
    std::vector<Ribbon> ribbons;
    const nn::Architecture& architecture = model.architecture;

    // Below: one rectangle a map around everything that is heard; a fully connected unit hears whole maps.
    struct Bounds {
        Vector3 low;
        Vector3 high;
    };
    std::map<const Block*, Bounds> fields;
    for (const nn::Connection& connection : nn::incoming(model, unit)) {
        const auto position = layout.position(architecture, connection.source);
        const Block* block = layout.block_of(architecture, connection.source);
        if (!position) continue;
        const Vector3 half = 0.5f * Vector3(block->size, block->height, block->size);
        const auto [found, added] = fields.try_emplace(block, Bounds{*position - half, *position + half});
        if (added) continue;
        found->second.low = found->second.low.cwiseMin(*position - half);
        found->second.high = found->second.high.cwiseMax(*position + half);
    }
    const float faint = fields.size() > 20 ? 0.35f : 0.7f;
    for (const auto& [block, field] : fields)
        add_rectangle(field.low, field.high, 1.4f, faint, theme, ribbons);

    if (const auto position = layout.position(architecture, unit)) {
        const Block* block = layout.block_of(architecture, unit);
        const Vector3 half =
            0.5f * Vector3(block->size, block->height, block->size) + Vector3::Constant(0.06f * block->pitch);
        Vector3 high = *position + half;
        high.y() += heights.empty() ? 0.0f : heights[static_cast<std::size_t>(block - layout.blocks.data())];
        add_box(*position - half, high, 1.8f, 0.95f, theme, ribbons);
    }
    return ribbons;
}

}  // namespace convoscope::scene
