#include <algorithm>
#include <string>
#include <vector>

#include "base/number.h"
#include "features/ask/numbers_csv.h"
#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "features/ask/zoom.h"
#include "nn/address.h"
#include "nn/ops/operator.h"
#include "nn/statistics.h"
#include "scene/pick.h"
#include "studio/selection.h"
#include "ui/cells.h"

namespace convoscope::ask {
namespace {

using namespace ui;

constexpr int kMostImages =
    16;  ///< linear units whose weights are shown as images; of more, only the selected one's

using Weights = std::span<const float>;

struct Palette {
    scene::Ramp ramp = scene::make_weight_ramp();
    scene::Range range;
};

void over_weight(Inspecting& inspecting, const nn::Unit& unit, const std::string& where, float weight,
                 bool clicked) {
    over_unit(inspecting, unit, clicked && !is_drag(), where + ": " + long_number(weight, true));
}

/// The unit of a map that a click on its kernel leads to: the selected one's place, or the map's middle.
nn::Unit unit_of_map(const InspectorState& state, const nn::Node& node, int map) {
    if (state.unit && state.unit->node == state.node)
        return {state.node, map, state.unit->row, state.unit->column};
    return {state.node, map, node.output.height / 2, node.output.width / 2};
}

/// One kernel, from map `in` to map `out`.
void kernel(Inspecting& inspecting, const nn::Node& node, Weights weights, const Palette& palette, int in,
            int out, float side) {
    const InspectorState& state = inspecting.state;
    const nn::Node& below = state.architecture().nodes[node.inputs[0]];
    const auto area = static_cast<std::size_t>(node.kernel_height) * node.kernel_width;
    const auto pair = static_cast<std::size_t>(out) * below.output.channels + in;
    if (!node.connections.empty() && !node.connections[pair]) return;
    const auto hit = draw_cells(inspecting.look, inspecting.frame.pictures, "kernel" + std::to_string(pair),
                                {weights.subspan(pair * area, area), node.kernel_height, node.kernel_width,
                                 &palette.ramp, palette.range},
                                side);
    if (!hit) return;
    const Message where(texts.kernel_place, node.name, out, below.name, in, hit->index / node.kernel_width,
                        hit->index % node.kernel_width);
    over_weight(inspecting, unit_of_map(state, node, out), inspecting.words(where),
                weights[pair * area + static_cast<std::size_t>(hit->index)], hit->clicked);
}

/// All kernels: a row for each input map, a column for each output map.
void kernels(Inspecting& inspecting, const nn::Node& node, Weights weights, const Palette& palette,
             float zoom) {
    const Look& look = inspecting.look;
    const int inputs = inspecting.state.architecture().nodes[node.inputs[0]].output.channels;
    // The longer of the two runs down the page.
    const bool turned = node.channels < inputs;
    Grid grid{turned ? node.channels : inputs, turned ? inputs : node.channels, {}};
    const float gap = look.px(4);
    const float label = look.px(24);
    const auto columns = static_cast<float>(grid.columns);
    const float side = zoom * cell_side((inspecting.width - label - gap * columns) / columns,
                                        node.kernel_width, look.px(16));
    grid.step = {side * static_cast<float>(node.kernel_width) + gap,
                 side * static_cast<float>(node.kernel_height) + gap};
    const ImVec2 start = ImGui::GetCursorPos();
    ImGui::SetCursorPos({start.x + label, start.y});
    const GridPart seen = lay_out(grid, gap);
    for (int y = seen.first_row; y < seen.end_row; ++y) {
        const float top = start.y + static_cast<float>(y) * grid.step.y;
        ImGui::SetCursorPos({start.x, top});
        remark(inspecting, std::to_string(y));
        for (int x = seen.first_column; x < seen.end_column; ++x) {
            ImGui::SetCursorPos({start.x + label + static_cast<float>(x) * grid.step.x, top});
            kernel(inspecting, node, weights, palette, turned ? y : x, turned ? x : y, side);
        }
    }
}

/// The weights of one linear unit, in the shape of the layer that it hears.
void image(Inspecting& inspecting, const nn::Node& node, const nn::Unit& unit, Weights weights,
           const Palette& palette, float width) {
    const nn::Architecture& architecture = inspecting.state.architecture();
    const int source = node.inputs[0];
    const MapShape shape = map_shape(architecture.nodes[source].output);
    const float gap = inspecting.look.px(3);
    const int across = shape.maps == 1 ? 1 : std::min(shape.maps, 8);
    const float side = cell_side((width - gap * static_cast<float>(across - 1)) / static_cast<float>(across),
                                 shape.columns, inspecting.look.px(24));
    const ImVec2 start = ImGui::GetCursorPos();
    for (int map = 0; map < shape.maps; ++map) {
        const auto first = static_cast<std::size_t>(map) * shape.size();
        const auto count = std::min<std::size_t>(shape.size(), weights.size() - first);
        ImGui::SetCursorPos(
            {start.x + static_cast<float>(map % across) * (side * static_cast<float>(shape.columns) + gap),
             start.y + static_cast<float>(map / across) * (side * static_cast<float>(shape.rows) + gap)});
        const auto hit = draw_cells(
            inspecting.look, inspecting.frame.pictures,
            "image" + std::to_string(unit.map) + "/" + std::to_string(map),
            {weights.subspan(first, count), shape.rows, shape.columns, &palette.ramp, palette.range, -1},
            side);
        if (!hit) continue;
        const nn::Unit heard = scene::unit_of(architecture, source, static_cast<int>(first) + hit->index);
        over_weight(inspecting, unit,
                    nn::format_address(architecture, heard) + " -> " + nn::format_address(architecture, unit),
                    weights[first + static_cast<std::size_t>(hit->index)], hit->clicked);
    }
}

/// Each unit's weights as an image, with its name: of a network without hidden layers, the templates of its
/// classes.
void images(Inspecting& inspecting, const nn::Node& node, Weights weights, const Palette& palette,
            float zoom) {
    const Look& look = inspecting.look;
    const nn::Architecture& architecture = inspecting.state.architecture();
    const std::size_t inputs = weights.size() / node.channels;
    const float gap = look.px(10);
    const float width = zoom * std::floor((inspecting.width - gap) / 2);
    const bool output = inspecting.state.node + 1 == static_cast<int>(architecture.nodes.size());
    const ImVec2 start = ImGui::GetCursorPos();
    float y = start.y;
    for (int unit = 0; unit < node.channels; ++unit) {
        const ImVec2 at{start.x + static_cast<float>(unit % 2) * (width + gap), y};
        ImGui::SetCursorPos(at);
        remark(inspecting,
               node.name + "/" + std::to_string(unit) +
                   (output ? "  \"" + architecture.classes[static_cast<std::size_t>(unit)] + "\"" : ""));
        ImGui::SetCursorPos({at.x, at.y + look.fonts.small->FontSize + look.px(2)});
        image(inspecting, node, {inspecting.state.node, unit, 0, 0},
              weights.subspan(static_cast<std::size_t>(unit) * inputs, inputs), palette, width);
        if (unit % 2 == 1) y = ImGui::GetCursorPosY() + look.px(4);
    }
}

/// One row a unit, one column an input.
void matrix(Inspecting& inspecting, const nn::Node& node, Weights weights, const Palette& palette,
            float zoom) {
    const nn::Architecture& architecture = inspecting.state.architecture();
    const int inputs = static_cast<int>(weights.size()) / node.channels;
    const float side = zoom * inspecting.width / static_cast<float>(std::max(inputs, node.channels));
    const auto hit = draw_cells(inspecting.look, inspecting.frame.pictures, "matrix",
                                {weights, node.channels, inputs, &palette.ramp, palette.range, -1,
                                 revision_of(&inspecting.state.model(), 0)},
                                side);
    if (!hit) return;
    const nn::Unit unit{inspecting.state.node, hit->index / inputs, 0, 0};
    const nn::Unit heard = scene::unit_of(architecture, node.inputs[0], hit->index % inputs);
    over_weight(inspecting, unit,
                nn::format_address(architecture, heard) + " -> " + nn::format_address(architecture, unit),
                weights[static_cast<std::size_t>(hit->index)], hit->clicked);
}

Weights weights_of(const studio::Exhibit& exhibit, int node) {
    return exhibit.model().parameters()[static_cast<std::size_t>(node)].weight;
}

std::string table(const studio::Studio& studio) {
    return weights_csv(studio.exhibit().model(), studio::asked_layer(studio));
}

std::string file_name(const studio::Studio& studio) { return studio::asked_node(studio).name + "-weights"; }

void draw(Inspecting& inspecting) {
    const InspectorState& state = inspecting.state;
    const nn::Node& node = state.architecture().nodes[state.node];
    const Weights weights = state.model().parameters()[static_cast<std::size_t>(state.node)].weight;
    if (weights.empty()) {
        remark(inspecting, inspecting.filled(texts.no_weights, node.name));
        return;
    }
    Palette palette;
    if (!state.measured) return;  // still being measured
    const nn::Statistics& measured = state.measured->statistics;
    palette.range = symmetrical(std::max(std::abs(measured.minimum), std::abs(measured.maximum)));
    statistics(inspecting, measured, palette.ramp, palette.range);
    if (node.op->attributes.window) {
        const nn::Node& below = state.architecture().nodes[node.inputs[0]];
        const bool turned = node.channels < below.output.channels;
        remark(inspecting, inspecting.words(turned ? texts.kernels_turned_help : texts.kernels_help));
        zoom_area(inspecting, "kernels",
                  [&](Inspecting& inside, float zoom) { kernels(inside, node, weights, palette, zoom); });
        return;
    }
    if (node.channels <= kMostImages) {
        remark(inspecting, inspecting.words(texts.images_help));
        zoom_area(inspecting, "images",
                  [&](Inspecting& inside, float zoom) { images(inside, node, weights, palette, zoom); });
        return;
    }
    if (state.unit && state.unit->node == state.node) {
        const std::size_t inputs = weights.size() / node.channels;
        remark(inspecting,
               inspecting.filled(texts.image_of_unit, nn::format_address(state.architecture(), *state.unit)));
        image(inspecting, node, *state.unit,
              weights.subspan(static_cast<std::size_t>(state.unit->map) * inputs, inputs), palette,
              inspecting.width);
    }
    remark(inspecting, inspecting.words(texts.matrix_help));
    zoom_area(inspecting, "matrix",
              [&](Inspecting& inside, float zoom) { matrix(inside, node, weights, palette, zoom); });
}

}  // namespace

/// A layer's weights: all kernels, or a matrix and the weights of one unit in the shape of what it hears.
extern const Page weights_page{.id = "weights",
                               .title = texts.page_weights,
                               .draw = draw,
                               .values = weights_of,
                               .of_reading = false,
                               .csv = table,
                               .file_name = file_name};

}  // namespace convoscope::ask
