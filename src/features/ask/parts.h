#pragma once

#include <span>
#include <string>

#include "features/ask/state.h"
#include "nn/statistics.h"

/// What several pages of the inspector are made of.
namespace convoscope::ask {

/// A heading over a part of a page.
void section(Inspecting& inspecting, const Text& title);
/// The same of a part that folds. @param open  whether it is so until somebody folds it
/// @return whether it is open
bool folding_section(Inspecting& inspecting, const Text& title, const char* id, bool open);
/// A sentence, wrapped.
void statement(Inspecting& inspecting, const std::string& words);
/// A quiet line, wrapped.
void remark(Inspecting& inspecting, const std::string& words);

/// "sum of the products      0.5321": words at the left, a number at the right.
void figure(Inspecting& inspecting, const std::string& words, const std::string& number, bool strong = false);

/// That unit is selected, or, with Ctrl, pinned besides.
void go_to(Inspecting& inspecting, const nn::Unit& unit);
/// Where a unit stands, as something to click on: leads to that unit. In its short form where there is no
/// room.
/// @param in_layer  the layer is known and not said. @return whether the mouse is on it
bool unit_link(Inspecting& inspecting, const nn::Unit& unit, const std::string& id, bool in_layer = true);
/// What happens when the mouse is on a picture of a unit: it is marked in the scene, explained, and a click
/// leads there.
void over_unit(Inspecting& inspecting, const nn::Unit& unit, bool clicked, const std::string& words);

/// A horizontal bar from `from` to `to` on a scale from low to high, with a line at zero. Fills the rest of
/// the line.
void bar(Inspecting& inspecting, float from, float to, const scene::Range& scale, ImU32 colour, float width);
ImU32 sign_colour(const ui::Look& look, float value);

/// A thin band of a palette's colours with the values at its ends below it. @return how high
float little_scale(const ui::Look& look, ImVec2 at, float width, const scene::Ramp& ramp,
                   const scene::Range& range);

/// Minimum, maximum, mean, deviation, and how often each value occurs.
void statistics(Inspecting& inspecting, const nn::Statistics& statistics, const scene::Ramp& ramp,
                const scene::Range& range);

/// The name of a non-linearity.
const Text& name_of(nn::Activation activation);

/// A non-linearity as a curve, with numbers at its axes and the point of one unit on it.
void curve(Inspecting& inspecting, const nn::Node& node, float pre_activation, float value);

/// A row of buttons of which one is chosen. @return the one that was clicked, or -1
int choice(Inspecting& inspecting, const char* id, std::span<const Text> labels, int chosen);

/// Equal pictures side by side, beginning at the cursor: of thousands only those in view are drawn.
struct Grid {
    int columns = 1;
    int rows = 1;
    ImVec2 step;  ///< from one to the next, pixels
};
/// A part of a grid: columns and rows from `first` to before `end`.
struct GridPart {
    int first_column = 0;
    int end_column = 0;
    int first_row = 0;
    int end_row = 0;
};
/// What can be seen of it. Takes the grid's whole room in the window, so that all of it can be scrolled to.
/// @param gap  between two pictures, a part of the step: there is none behind the last
GridPart lay_out(const Grid& grid, float gap);

scene::Ramp activation_ramp(const Inspecting& inspecting);

/// How the values of a layer lie as pictures: its maps, or, where it is flat, one picture of about square
/// shape.
struct MapShape {
    int maps = 1;
    int rows = 1;
    int columns = 1;
    int size() const { return rows * columns; }
};
MapShape map_shape(const nn::Shape& shape);

}  // namespace convoscope::ask
