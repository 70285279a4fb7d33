#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/number.h"
#include "features/ask/columns.h"
#include "features/ask/kernel_grid.h"
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

constexpr float kKernelGap = 4;  ///< points
constexpr float kRowNumber = 24;
constexpr float kLargestKernelCell = 40;
constexpr float kImageGap = 10;
constexpr int kMostImages =
    16;  ///< linear units whose weights are shown as images; of more, only the selected one's

using Weights = std::span<const float>;

struct Palette {
    scene::Ramp ramp;
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

/// The side of a cell where all kernels fill the width.
float kernel_side(const Look& look, const nn::Node& node, const KernelGrid& grid, float width) {
    const auto columns = static_cast<float>(grid.columns);
    const float label = grid.alone ? 0 : look.px(kRowNumber);
    return cell_side((width - label - look.px(kKernelGap) * (columns - 1)) / columns, node.kernel_width,
                     look.px(kLargestKernelCell));
}

/// All kernels: a row for each input map, a column for each output map, or the other way round; where there
/// is but one map on one side, as many in a row as make an even picture.
void kernels(Inspecting& inspecting, const nn::Node& node, Weights weights, const Palette& palette,
             float zoom) {
    const Look& look = inspecting.look;
    const int inputs = inspecting.state.architecture().nodes[node.inputs[0]].output.channels;
    const KernelGrid shape = kernel_grid(node.channels, inputs);
    const float gap = look.px(kKernelGap);
    const float line = look.fonts.small->FontSize + look.px(2);
    const float label = shape.alone ? 0 : look.px(kRowNumber);
    const float above = shape.alone ? line : 0;
    const float side = zoom * kernel_side(look, node, shape, inspecting.width);
    const Grid grid{shape.columns,
                    shape.rows,
                    {side * static_cast<float>(node.kernel_width) + gap,
                     side * static_cast<float>(node.kernel_height) + above + gap}};
    const ImVec2 start = ImGui::GetCursorPos();
    ImGui::SetCursorPos({start.x + label, start.y});
    const GridPart seen = lay_out(grid, gap);
    for (int y = seen.first_row; y < seen.end_row; ++y) {
        const float top = start.y + static_cast<float>(y) * grid.step.y;
        ImGui::SetCursorPos({start.x, top});
        if (!shape.alone) remark(inspecting, std::to_string(y));
        for (int x = seen.first_column; x < seen.end_column; ++x) {
            const int place = y * shape.columns + x;
            if (place >= node.channels * inputs) break;
            const int in = shape.alone ? place % inputs : shape.turned ? y : x;
            const int out = shape.alone ? place / inputs : shape.turned ? x : y;
            const float left = start.x + label + static_cast<float>(x) * grid.step.x;
            ImGui::SetCursorPos({left, top});
            if (shape.alone) remark(inspecting, std::to_string(place));
            ImGui::SetCursorPos({left, top + above});
            kernel(inspecting, node, weights, palette, in, out, side);
        }
    }
}

int images_across(const MapShape& shape) { return shape.maps == 1 ? 1 : std::min(shape.maps, 8); }

float image_side(const Look& look, const MapShape& shape, float width) {
    const auto across = static_cast<float>(images_across(shape));
    return cell_side((width - look.px(3) * (across - 1)) / across, shape.columns, look.px(24));
}

/// The weights of one linear unit, in the shape of the layer that it hears.
void image(Inspecting& inspecting, const nn::Node& node, const nn::Unit& unit, Weights weights,
           const Palette& palette, float width) {
    const nn::Architecture& architecture = inspecting.state.architecture();
    const int source = node.inputs[0];
    const MapShape shape = map_shape(architecture.nodes[source].output);
    const float gap = inspecting.look.px(3);
    const int across = images_across(shape);
    const float side = image_side(inspecting.look, shape, width);
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
        over_weight(inspecting, unit, inspecting.place(heard) + " → " + inspecting.place(unit),
                    weights[first + static_cast<std::size_t>(hit->index)], hit->clicked);
    }
}

/// Two images stand beside one another.
float half_width(const Look& look, float width) { return std::floor((width - look.px(kImageGap)) / 2); }

/// Each unit's weights as an image, with its name: of a network without hidden layers, the templates of its
/// classes.
void images(Inspecting& inspecting, const nn::Node& node, Weights weights, const Palette& palette,
            float zoom) {
    const Look& look = inspecting.look;
    const nn::Architecture& architecture = inspecting.state.architecture();
    const std::size_t inputs = weights.size() / node.channels;
    const float gap = look.px(kImageGap);
    const float width = zoom * half_width(look, inspecting.width);
    const bool output = inspecting.state.node + 1 == static_cast<int>(architecture.nodes.size());
    const ImVec2 start = ImGui::GetCursorPos();
    float y = start.y;
    for (int unit = 0; unit < node.channels; ++unit) {
        const ImVec2 at{start.x + static_cast<float>(unit % 2) * (width + gap), y};
        ImGui::SetCursorPos(at);
        remark(inspecting,
               node.name + "/" + std::to_string(unit) +
                   (output ? "  \"" +
                                 studio::class_words(architecture.classes[static_cast<std::size_t>(unit)],
                                                     inspecting.look.language) +
                                 "\""
                           : ""));
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
    over_weight(inspecting, unit, inspecting.place(heard) + " → " + inspecting.place(unit),
                weights[static_cast<std::size_t>(hit->index)], hit->clicked);
}

Weights weights_of(const studio::Exhibit& exhibit, int node) {
    return exhibit.model().parameters()[static_cast<std::size_t>(node)].weight;
}

std::string table(const studio::Studio& studio) {
    return weights_csv(studio.exhibit().model(), studio::asked_layer(studio));
}

std::string file_name(const studio::Studio& studio) { return studio::asked_node(studio).name + "-weights"; }

/// A picture of all of them, by what the layer does.
void all_weights(Inspecting& inspecting, const nn::Node& node, Weights weights, const Palette& palette) {
    const InspectorState& state = inspecting.state;
    const nn::Node& below = state.architecture().nodes[node.inputs[0]];
    ZoomArea area{.name = zoom_name("weights", node.name), .side = {}, .draw = {}};
    if (node.op->attributes.window) {
        const KernelGrid grid = kernel_grid(node.channels, below.output.channels);
        remark(inspecting, inspecting.words(grid.alone    ? texts.kernels_alone_help
                                            : grid.turned ? texts.kernels_turned_help
                                                          : texts.kernels_help));
        area.side = [&, grid](float width) { return kernel_side(inspecting.look, node, grid, width); };
        area.draw = [&](Inspecting& in, float zoom) { kernels(in, node, weights, palette, zoom); };
    } else if (node.channels <= kMostImages) {
        remark(inspecting, inspecting.words(texts.images_help));
        area.side = [&](float width) {
            return image_side(inspecting.look, map_shape(below.output), half_width(inspecting.look, width));
        };
        area.draw = [&](Inspecting& in, float zoom) { images(in, node, weights, palette, zoom); };
    } else {
        remark(inspecting, inspecting.words(texts.matrix_help));
        const int longer = std::max(below.output.size(), node.channels);
        area.side = [longer](float width) { return width / static_cast<float>(longer); };
        area.draw = [&](Inspecting& in, float zoom) { matrix(in, node, weights, palette, zoom); };
    }
    zoom_area(inspecting, area);
}

/// What can be said of all of them; and of a layer with many units, the weights of the selected one.
void summary(Inspecting& inspecting, const nn::Node& node, Weights weights, const Palette& palette) {
    const InspectorState& state = inspecting.state;
    statistics(inspecting, state.measured->statistics, palette.ramp, palette.range);
    if (node.op->attributes.window || node.channels <= kMostImages || !state.unit ||
        state.unit->node != state.node)
        return;
    const std::size_t inputs = weights.size() / node.channels;
    remark(inspecting, inspecting.filled(texts.image_of_unit, inspecting.place(*state.unit)));
    image(inspecting, node, *state.unit,
          weights.subspan(static_cast<std::size_t>(state.unit->map) * inputs, inputs), palette,
          inspecting.width);
}

void draw(Inspecting& inspecting) {
    const InspectorState& state = inspecting.state;
    const nn::Node& node = state.architecture().nodes[state.node];
    const Weights weights = state.model().parameters()[static_cast<std::size_t>(state.node)].weight;
    if (weights.empty()) {
        remark(inspecting, inspecting.filled(texts.no_weights, node.name));
        return;
    }
    if (!state.measured) return;  // still being measured
    const nn::Statistics& measured = state.measured->statistics;
    const Palette palette{scene::make_weight_ramp(inspecting.look.theme),
                          symmetrical(std::max(std::abs(measured.minimum), std::abs(measured.maximum)))};
    in_columns(inspecting, {[&](Inspecting& inside) { summary(inside, node, weights, palette); },
                            [&](Inspecting& inside) { all_weights(inside, node, weights, palette); }});
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
