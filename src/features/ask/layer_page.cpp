#include <algorithm>
#include <array>
#include <string>

#include "base/number.h"
#include "base/words.h"
#include "features/ask/columns.h"
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
#include "studio/words.h"
#include "ui/cells.h"

namespace convoscope::ask {
namespace {

using namespace ui;

constexpr float kLeastTile = 64;  ///< points
constexpr float kWideTile = 130;  ///< of a map of many columns

/// "convolution 5 × 5, ReLU · 6 × 28 × 28"
std::string layer_words(const Inspecting& inspecting, const nn::Node& node) {
    std::string words = inspecting.words(node.op->words);
    if (node.kernel_height > 0)
        words += " " + std::to_string(node.kernel_height) + " × " + std::to_string(node.kernel_width);
    if (node.stride != nn::Steps()) words += inspecting.filled(texts.op_stride, nn::words_of(node.stride));
    if (node.padding != nn::Padding())
        words += inspecting.filled(texts.op_padding, nn::words_of(node.padding));
    if (node.activation != nn::Activation::Identity)
        words += std::string(", ") + inspecting.words(name_of(node.activation));
    return words + " · " + nn::shape_words(node.output);
}

/// "Addition 1, Convolution 4"
std::string titles_of(const Inspecting& inspecting, const std::vector<int>& nodes) {
    std::vector<std::string> titles;
    for (const int node : nodes)
        titles.push_back(
            studio::layer_title(inspecting.state.architecture(), node, inspecting.look.language));
    return joined(titles);
}

/// Where the network branches, whom the layer hears and who hears it.
void neighbours(Inspecting& inspecting, const nn::Node& node) {
    const nn::Architecture& architecture = inspecting.state.architecture();
    const std::vector<int> listeners = nn::listeners(architecture, inspecting.state.node);
    const bool after_another = node.inputs.size() == 1 && node.inputs[0] + 1 == inspecting.state.node;
    if (!node.inputs.empty() && !after_another)
        remark(inspecting, inspecting.filled(texts.layer_hears, titles_of(inspecting, node.inputs)));
    const bool before_another = listeners.size() == 1 && listeners[0] == inspecting.state.node + 1;
    if (!listeners.empty() && !before_another)
        remark(inspecting, inspecting.filled(texts.layer_heard_by, titles_of(inspecting, listeners)));
}

void display_choice(Inspecting& inspecting, const nn::Node& node) {
    static constexpr std::array kLabels{texts.display_shown, texts.display_folded, texts.display_hidden};
    const auto display = scene::display_of(inspecting.state.view(), node.name);
    const int clicked = choice(inspecting, "display", kLabels, static_cast<int>(display));
    if (clicked >= 0)
        inspecting.frame.intents.change(
            [name = node.name, wanted = static_cast<scene::LayerDisplay>(clicked)](studio::Studio& studio) {
                studio::set_display(studio, name, wanted);
            });
}

std::string share_of_silent(const Inspecting& inspecting, std::size_t silent, std::size_t count) {
    const double share = 100.0 * static_cast<double>(silent) / static_cast<double>(count);
    return inspecting.words(Message(texts.silent_units, silent, count, fixed(share, 0)));
}

void tile(Inspecting& inspecting, const nn::Node& node, std::span<const float> values, int map,
          const MapShape& shape, float side) {
    const InspectorState& state = inspecting.state;
    const scene::Ramp ramp = activation_ramp(inspecting);
    const auto first = static_cast<std::size_t>(map) * shape.size();
    const auto count = std::min<std::size_t>(shape.size(), values.size() - first);
    const auto own = values.subspan(first, count);
    scene::Range range = state.range(state.node);
    if (state.view().scale == scene::Scale::Map && count > 1) {
        const auto [low, high] = std::minmax_element(own.begin(), own.end());
        range = state.view().palette == scene::Palette::Signed ? symmetrical(largest_magnitude(own))
                                                               : scene::Range{*low, *high};
    }
    int marked = -1;
    if (state.unit && state.unit->node == state.node) {
        const int at = nn::index_of(state.architecture(), *state.unit) - static_cast<int>(first);
        if (at >= 0 && at < static_cast<int>(count)) marked = at;
    }
    const auto hit =
        draw_cells(inspecting.look, inspecting.frame.pictures, node.name + "/" + std::to_string(map),
                   {own, shape.rows, shape.columns, &ramp, range, marked,
                    revision_of(&state.model(), state.exhibit.reading().revision)},
                   side);
    if (!hit) return;
    const nn::Unit unit =
        scene::unit_of(state.architecture(), state.node, static_cast<int>(first) + hit->index);
    over_unit(
        inspecting, unit, hit->clicked && !is_drag(),
        inspecting.place_in_layer(unit) + " = " + long_number(own[static_cast<std::size_t>(hit->index)]));
}

/// How many tiles stand in a row of this width, and the side of a cell then.
struct TileRow {
    int most = 1;
    float side = 0;
};
TileRow tile_row(const Look& look, const MapShape& shape, float width) {
    const float gap = look.px(8);
    const int fit = std::max(1, static_cast<int>((width + gap) / (look.px(kLeastTile) + gap)));
    const int wide = std::max(2, static_cast<int>((width + gap) / (look.px(kWideTile) + gap)));
    const int most = std::clamp(shape.columns > 16 ? wide : fit, 1, shape.maps);
    return {most, cell_side((width - gap * static_cast<float>(most - 1)) / static_cast<float>(most),
                            shape.columns, look.px(40))};
}

void tiles(Inspecting& inspecting, const nn::Node& node, std::span<const float> values, float zoom) {
    const Look& look = inspecting.look;
    const MapShape shape = map_shape(node.output);
    const float gap = look.px(8);
    const auto [most, side_of_one] = tile_row(look, shape, inspecting.width);
    const float side = zoom * side_of_one;
    const float line = shape.maps > 1 ? look.fonts.small->FontSize + look.px(2) : 0;
    const float below = look.px(6);
    const Grid grid{most,
                    (shape.maps + most - 1) / most,
                    {side * static_cast<float>(shape.columns) + gap,
                     side * static_cast<float>(shape.rows) + line + below}};
    const ImVec2 start = ImGui::GetCursorPos();
    const GridPart seen = lay_out(grid, below);
    for (int row = seen.first_row; row < seen.end_row; ++row)
        for (int column = seen.first_column; column < seen.end_column; ++column) {
            const int map = row * most + column;
            if (map >= shape.maps) break;
            const ImVec2 at{start.x + static_cast<float>(column) * grid.step.x,
                            start.y + static_cast<float>(row) * grid.step.y};
            ImGui::SetCursorPos(at);
            if (shape.maps > 1) remark(inspecting, node.name + "/" + std::to_string(map));
            ImGui::SetCursorPos({at.x, at.y + line});
            tile(inspecting, node, values, map, shape, side);
        }
}

std::span<const float> activations(const studio::Exhibit& exhibit, int node) {
    return exhibit.workspace().activations(node);
}

std::string table(const studio::Studio& studio) {
    const studio::Exhibit& exhibit = studio.exhibit();
    return layer_csv(exhibit.model(), *exhibit.numbers(), studio::asked_layer(studio));
}

std::string file_name(const studio::Studio& studio) { return studio::asked_node(studio).name; }

/// What can be said of all of it.
void summary(Inspecting& inspecting, const nn::Node& node) {
    const InspectorState& state = inspecting.state;
    remark(inspecting, layer_words(inspecting, node));
    if (!node.origin.empty()) remark(inspecting, inspecting.filled(texts.layer_origin, node.origin));
    neighbours(inspecting, node);
    display_choice(inspecting, node);
    if (!state.workspace) remark(inspecting, inspecting.words(texts.nothing_computed));
    if (!state.workspace || !state.measured) return;
    const bool can_be_silent =
        node.activation != nn::Activation::Identity && node.activation != nn::Activation::Softmax;
    if (can_be_silent)
        remark(inspecting, share_of_silent(inspecting, state.measured->silent,
                                           static_cast<std::size_t>(node.output.size())));
    statistics(inspecting, state.measured->statistics, activation_ramp(inspecting), state.range(state.node));
}

void draw(Inspecting& inspecting) {
    const InspectorState& state = inspecting.state;
    const nn::Node& node = state.architecture().nodes[state.node];
    in_columns(inspecting,
               {[&](Inspecting& inside) { summary(inside, node); },
                [&](Inspecting& inside) {
                    if (!state.workspace) return;
                    const auto values = state.workspace->activations(state.node);
                    const MapShape shape = map_shape(node.output);
                    zoom_area(inside,
                              {.name = zoom_name(scene::kLayerPage, node.name),
                               .side = [&](float width) { return tile_row(inside.look, shape, width).side; },
                               .draw = [&](Inspecting& in, float zoom) { tiles(in, node, values, zoom); }});
                }});
}

}  // namespace

/// A layer's maps as tiles, with statistics; how the layer stands in the scene.
extern const Page layer_page{.id = scene::kLayerPage,
                             .title = texts.page_layer,
                             .draw = draw,
                             .values = activations,
                             .csv = table,
                             .file_name = file_name};

}  // namespace convoscope::ask
