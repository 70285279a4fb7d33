#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "scene/palette.h"
#include "ui/look.h"
#include "ui/pictures.h"

namespace convoscope::ui {

/// Values as a picture: one cell a value, with the numbers in the cells where there is room, and a minus sign
/// in negative ones where there is a little (sign is not carried by hue alone).
struct Cells {
    std::span<const float> values;  ///< rows * columns, row by row; the last row may be shorter
    int rows = 1;
    int columns = 1;
    const scene::Ramp* ramp = nullptr;
    scene::Range range;
    int marked = -1;  ///< index of a cell to frame
    /// Another number whenever the values are others, so that they are coloured then alone; 0: they are few,
    /// and looked at in every frame.
    std::uint64_t revision = 0;
};

/// Of values that belong to something that never changes, or changes with a number.
std::uint64_t revision_of(const void* owner, std::uint64_t revision);

/// The cell under the mouse.
struct CellHit {
    int index = 0;
    bool clicked = false;
};

/// Draws them as the next item, cells `side` pixels wide.
/// @param key  unlike any other picture's in this frame
std::optional<CellHit> draw_cells(const Look& look, Pictures& pictures, const std::string& key,
                                  const Cells& cells, float side);

/// The side of a cell where `columns` of them fill a width, whole pixels where they are large enough.
float cell_side(float width, int columns, float largest);

/// "0.123", "-4.56", "1e-05": short enough for a cell.
std::string short_number(float value);
/// Four digits behind the point, with a sign where `sign`.
std::string long_number(float value, bool sign = false);

/// Symmetrical about zero, as far as the largest of these magnitudes; never empty.
scene::Range symmetrical(float magnitude);
float largest_magnitude(std::span<const float> values);

}  // namespace convoscope::ui
