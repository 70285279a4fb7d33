#pragma once

#include <vector>

#include "nn/receptive_field.h"
#include "scene/layout.h"
#include "scene/palette.h"
#include "scene/ribbon.h"

namespace convoscope::scene {

/// A box around one unit. @param heights  of the layout's blocks; empty: none has risen
void add_unit_outline(const nn::Architecture& architecture, const Layout& layout,
                      const std::vector<float>& heights, const nn::Unit& unit, Theme theme, bool strong,
                      std::vector<Ribbon>& ribbons);

/// Rectangles around a receptive field in each layer below, one a map: clear in the layer that the unit
/// hears, fainter the farther down.
void add_field_outlines(const nn::Architecture& architecture, const Layout& layout,
                        const std::vector<nn::Field>& fields, Theme theme, std::vector<Ribbon>& ribbons);

}  // namespace convoscope::scene
