#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "nn/address.h"
#include "nn/statistics.h"
#include "ui/inspector/cells.h"
#include "ui/inspector/pages.h"
#include "ui/inspector/parts.h"
#include "ui/inspector/zoom.h"
#include "ui/layer_captions.h"

namespace convoscope::ui {
namespace {

constexpr float kLeastTile = 64;  ///< points

/// "convolution 5 × 5, ReLU · 6 × 28 × 28"
std::string layer_words(const nn::Node& node) {
    static constexpr std::array kOperations{Text::OpInput, Text::OpConv, Text::OpMaxPool, Text::OpAveragePool,
                                            Text::OpLinear};
    std::string words = text(kOperations[static_cast<std::size_t>(node.op)]);
    if (node.kernel_height > 0)
        words += " " + std::to_string(node.kernel_height) + " × " + std::to_string(node.kernel_width);
    if (node.stride > 1) words += filled(Text::OpStride, std::to_string(node.stride));
    if (node.padding > 0) words += filled(Text::OpPadding, std::to_string(node.padding));
    if (node.activation != nn::Activation::Identity)
        words += std::string(", ") + text(name_of(node.activation));
    return words + " · " + shape_words(node.output);
}

void display_choice(Inspecting& inspecting, const nn::Node& node) {
    static constexpr std::array kLabels{Text::DisplayShown, Text::DisplayFolded, Text::DisplayHidden};
    const auto display = scene::display_of(*inspecting.state.view, node.name);
    const int clicked = choice(inspecting, "display", kLabels, static_cast<int>(display));
    if (clicked >= 0)
        inspecting.intents.push_back(SetDisplay{node.name, static_cast<scene::LayerDisplay>(clicked)});
}

std::string share_of_dead(const nn::Node& node, std::span<const float> values) {
    const std::size_t dead = nn::dead_units(node, values);
    char words[120];
    std::snprintf(words, sizeof words, text(Text::DeadUnits), dead, values.size(),
                  100.0 * static_cast<double>(dead) / static_cast<double>(values.size()));
    return words;
}

void tile(Inspecting& inspecting, const nn::Node& node, std::span<const float> values, int map,
          const MapShape& shape, float side) {
    const InspectorState& state = inspecting.state;
    const scene::Ramp ramp = activation_ramp(inspecting);
    const auto first = static_cast<std::size_t>(map) * shape.size();
    const auto count = std::min<std::size_t>(shape.size(), values.size() - first);
    const auto own = values.subspan(first, count);
    scene::Range range = state.ranges[state.node];
    if (state.view->scale == scene::Scale::Map && count > 1) {
        const auto [low, high] = std::minmax_element(own.begin(), own.end());
        range = state.view->palette == scene::Palette::Signed ? symmetrical(largest_magnitude(own))
                                                              : scene::Range{*low, *high};
    }
    int marked = -1;
    if (state.unit && state.unit->node == state.node) {
        const int at = nn::index_of(state.architecture(), *state.unit) - static_cast<int>(first);
        if (at >= 0 && at < static_cast<int>(count)) marked = at;
    }
    const auto hit = draw_cells(inspecting, node.name + "/" + std::to_string(map),
                                {own, shape.rows, shape.columns, &ramp, range, marked}, side);
    if (!hit) return;
    const nn::Unit unit = unit_at(state.architecture(), state.node, static_cast<int>(first) + hit->index);
    over_unit(inspecting, unit, hit->clicked && !is_drag(),
              nn::format_address(state.architecture(), unit) + " = " +
                  long_number(own[static_cast<std::size_t>(hit->index)]));
}

void tiles(Inspecting& inspecting, const nn::Node& node, std::span<const float> values, float zoom) {
    const Look& look = inspecting.look;
    const MapShape shape = map_shape(node.output);
    const float gap = look.px(8);
    const int fit = std::max(1, static_cast<int>((inspecting.width + gap) / (look.px(kLeastTile) + gap)));
    const int most = std::clamp(shape.columns > 16 ? 2 : fit, 1, shape.maps);
    const float side =
        zoom * cell_side((inspecting.width - gap * static_cast<float>(most - 1)) / static_cast<float>(most),
                         shape.columns, look.px(40));
    const float step = side * static_cast<float>(shape.columns) + gap;
    const float line = look.fonts.small->FontSize + look.px(2);
    const ImVec2 start = ImGui::GetCursorPos();
    for (int map = 0; map < shape.maps; ++map) {
        const ImVec2 at{start.x + static_cast<float>(map % most) * step,
                        start.y + static_cast<float>(map / most) *
                                      (side * static_cast<float>(shape.rows) + line + look.px(6))};
        ImGui::SetCursorPos(at);
        if (shape.maps > 1) remark(inspecting, node.name + "/" + std::to_string(map));
        ImGui::SetCursorPos({at.x, at.y + (shape.maps > 1 ? line : 0)});
        tile(inspecting, node, values, map, shape, side);
    }
}

}  // namespace

void layer_page(Inspecting& inspecting) {
    const InspectorState& state = inspecting.state;
    const nn::Node& node = state.architecture().nodes[state.node];
    remark(inspecting, layer_words(node));
    display_choice(inspecting, node);
    if (!state.workspace) {
        remark(inspecting, text(Text::NothingComputed));
        return;
    }
    const auto values = state.workspace->activations(state.node);
    const bool can_be_silent =
        node.activation != nn::Activation::Identity && node.activation != nn::Activation::Softmax;
    if (can_be_silent) remark(inspecting, share_of_dead(node, values));
    statistics(inspecting, nn::statistics_of(values), activation_ramp(inspecting), state.ranges[state.node]);
    remark(inspecting, text(Text::ZoomHelp));
    zoom_area(inspecting, "tiles",
              [&](Inspecting& inside, float zoom) { tiles(inside, node, values, zoom); });
}

}  // namespace convoscope::ui
