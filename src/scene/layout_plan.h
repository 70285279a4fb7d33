#pragma once

#include <vector>

#include "scene/layout.h"

/// How much room each layer of a network needs, and how its maps stand in rows: what a layout is made from.
namespace convoscope::scene::layout {

/// Distance between the middles of neighbouring maps of `extent` units: the original's 320 for maps of 28 and
/// 14 units and 140 for those of 10 and 5 hold per pair of layers, so a pool keeps its convolution's
/// distance.
inline constexpr float kMapGap = 40.0f;
inline constexpr float kOutputRise = 150.0f;  ///< of the output's bars
inline constexpr float kCaptionShare =
    1.16f;                                 ///< width of the picture with captions, relative to the network's
inline constexpr float kLaneGap = 120.0f;  ///< between branches that stand side by side
/// Above layers that stand side by side there is room for their names: a line, as a share of the picture's
/// height; and of all of these together.
inline constexpr float kNameLine = 0.036f;
inline constexpr float kMostNameLines = 0.4f;

/// What a layer needs, before it has a place.
struct Plan {
    int node = 0;
    int maps = 1;      ///< blocks beside one another
    int stacked = 1;   ///< blocks on one another, where the layer is folded
    int map_rows = 1;  ///< units of one block
    int map_columns = 1;
    float map_step = 0;    ///< between the middles of neighbouring blocks
    int grid_columns = 1;  ///< blocks side by side
    float pitch = kUnitPitch;
    float size = kUnitSize;
    float height = kUnitSize;
    float rise = 0;
    float middle = 0;  ///< its place across the picture
    int follows = -1;  ///< a pool stands in the grid of the layer that it hears: its index
    int held = 1;      ///< layers that it stands for
    Spot spot;
    bool is_output = false;
    bool is_flat = false;
    bool hidden = false;

    int grid_rows() const { return (maps + grid_columns - 1) / grid_columns; }
    float width() const {
        return static_cast<float>(grid_columns - 1) * map_step + static_cast<float>(map_columns) * pitch;
    }
    float depth_step() const { return static_cast<float>(map_rows) * pitch + kMapGap; }
    float depth() const {
        if (is_output) return size;
        return static_cast<float>(grid_rows() - 1) * depth_step() + static_cast<float>(map_rows) * pitch;
    }
};

/// Layers at the same place of the way from the input to the answer.
struct Row {
    std::vector<const Plan*> plans;
    float depth = 0;
    float tall = 0;  ///< what stands out above and below of what has a unit's height
};
/// By rank; of these plans, which must stay where they are.
std::vector<Row> rows_of(const std::vector<Plan>& plans);

std::vector<Plan> plan_layers(const nn::Architecture& architecture, const LayoutOptions& options,
                              const Ranks& ranks);

/// The layers that take a place; among them a pool stands like the layer that it hears, map over map, unless
/// other branches stand beside one of them.
std::vector<Plan> shown_plans(const nn::Architecture& architecture, const std::vector<Plan>& all);

/// Tries one row of maps a layer and ever narrower stages; keeps what appears largest on a stage of this
/// aspect.
/// @param sine  of the camera's elevation
std::vector<Plan> wrap_to_fit(const std::vector<Plan>& plans, float aspect, float sine);

/// Puts the branches of each bundle side by side: sets each plan's middle.
void place_across(std::vector<Plan>& plans);

/// Space between a row and the next in the picture's upright direction, beyond what their depths need, and
/// without the lines for names.
float air_above(const std::vector<Row>& rows, std::size_t row);
/// Of a row with names above it: their line's share of the picture's height; 0 of others.
float name_line(const std::vector<Row>& rows, std::size_t row);

/// How tall and wide the stage arrangement looks from that elevation (orthographically).
float seen_height(const std::vector<Plan>& plans, float sine);
float seen_width(const std::vector<Plan>& plans);

}  // namespace convoscope::scene::layout
