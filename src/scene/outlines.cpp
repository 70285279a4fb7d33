#include "scene/outlines.h"

#include <algorithm>

namespace convoscope::scene {
namespace {

constexpr float kInk[2][3] = {{1.0f, 1.0f, 1.0f}, {0.05f, 0.08f, 0.15f}};
constexpr float kPinned[2][3] = {{54 / 255.0f, 214 / 255.0f, 234 / 255.0f}, {0, 122 / 255.0f, 158 / 255.0f}};

struct Pen {
    const float (&rgb)[3];
    float width;
    float alpha;
};

void add_line(const Vector3& from, const Vector3& to, const Pen& pen, std::vector<Ribbon>& ribbons) {
    Ribbon& ribbon = ribbons.emplace_back();
    put(ribbon.from, from);
    put(ribbon.to, to);
    for (int i = 0; i < 3; ++i) ribbon.from_colour[i] = ribbon.to_colour[i] = pen.rgb[i];
    ribbon.from_colour[3] = ribbon.to_colour[3] = pen.alpha;
    ribbon.width = pen.width;
}

void add_box(const Vector3& low, const Vector3& high, const Pen& pen, std::vector<Ribbon>& ribbons) {
    const auto corner = [&](int index) {
        return Vector3(index & 1 ? high.x() : low.x(), index & 2 ? high.y() : low.y(),
                       index & 4 ? high.z() : low.z());
    };
    for (int a = 0; a < 8; ++a)
        for (const int bit : {1, 2, 4})
            if (!(a & bit)) add_line(corner(a), corner(a | bit), pen, ribbons);
}

/// Around the top of a box.
void add_rectangle(const Vector3& low, const Vector3& high, const Pen& pen, std::vector<Ribbon>& ribbons) {
    const Vector3 corners[] = {
        {low.x(), high.y(), low.z()}, {high.x(), high.y(), low.z()}, high, {low.x(), high.y(), high.z()}};
    for (int i = 0; i < 4; ++i) add_line(corners[i], corners[(i + 1) % 4], pen, ribbons);
}

/// What a field has in one map, or, of a flat layer, all of it that lies in one block.
void add_field(const nn::Architecture& architecture, const Layout& layout, const nn::Field& field, int map,
               const Pen& pen, std::vector<Ribbon>& ribbons) {
    const nn::Unit first{field.node, map, field.first_row, field.first_column};
    const nn::Unit last{field.node, map, field.last_row - 1, field.last_column - 1};
    const auto a = layout.position(architecture, first);
    const auto b = layout.position(architecture, last);
    if (!a || !b) return;
    const Block& block = *layout.block_of(architecture, first);
    const Vector3 half = 0.5f * Vector3(block.size, block.height, block.size);
    add_rectangle(a->cwiseMin(*b) - half, a->cwiseMax(*b) + half, pen, ribbons);
}

/// A flat layer's blocks hold many units each: one rectangle around all of them.
void add_flat_field(const Layout& layout, int node, const Pen& pen, std::vector<Ribbon>& ribbons) {
    for (const LayerPlace& layer : layout.layers)
        if (layer.node == node && layer.visible()) add_rectangle(layer.low, layer.high, pen, ribbons);
}

}  // namespace

void add_unit_outline(const nn::Architecture& architecture, const Layout& layout,
                      const std::vector<float>& heights, const nn::Unit& unit, Theme theme, bool strong,
                      std::vector<Ribbon>& ribbons) {
    const auto position = layout.position(architecture, unit);
    if (!position) return;
    const Block* block = layout.block_of(architecture, unit);
    const Vector3 half =
        0.5f * Vector3(block->size, block->height, block->size) + Vector3::Constant(0.06f * block->pitch);
    Vector3 high = *position + half;
    if (!heights.empty()) high.y() += heights[static_cast<std::size_t>(block - layout.blocks.data())];
    const bool light = theme == Theme::Light;
    add_box(*position - half, high, strong ? Pen{kInk[light], 1.8f, 0.95f} : Pen{kPinned[light], 1.8f, 0.9f},
            ribbons);
}

void add_field_outlines(const nn::Architecture& architecture, const Layout& layout,
                        const std::vector<nn::Field>& fields, Theme theme, std::vector<Ribbon>& ribbons) {
    const auto& ink = kInk[theme == Theme::Light];
    for (std::size_t below = 0; below < fields.size(); ++below) {
        const nn::Field& field = fields[below];
        const auto maps = std::count(field.maps.begin(), field.maps.end(), 1);
        // The layer that it hears clearly, those farther down fainter, the input's pixels clearly again.
        const bool input = below + 1 == fields.size();
        float alpha = below == 0 ? 0.7f : input ? 0.55f : 0.3f;
        if (maps > 20) alpha *= 0.5f;
        const Pen pen{ink, below == 0 || input ? 1.4f : 1.0f, alpha};
        if (architecture.nodes[field.node].output.is_flat()) {
            add_flat_field(layout, field.node, pen, ribbons);
            continue;
        }
        const bool folded = layout.layers[static_cast<std::size_t>(field.node)].folded >= 1;
        for (std::size_t map = 0; map < field.maps.size(); ++map) {
            if (!field.maps[map]) continue;
            add_field(architecture, layout, field, static_cast<int>(map), pen, ribbons);
            if (folded) break;  // all maps have the same place
        }
    }
}

}  // namespace convoscope::scene
