#pragma once

#include <utility>
#include <vector>

#include "nn/model.h"
#include "scene/layout.h"
#include "scene/palette.h"
#include "scene/ribbon.h"
#include "scene/shown_values.h"

namespace convoscope::scene {

/// The ways that a pulse takes: from layer to layer along the strongest contributions to the strongest units.
struct PulsePath {
    /// By the node that the ways lead to: units below and above.
    std::vector<std::vector<std::pair<nn::Unit, nn::Unit>>> ways;
};

/// To each layer's strongest units, from those that contributed most to them. Only units that hear at most
/// some thousands are asked.
PulsePath pulse_path(const nn::Model& model, const ShownValues& values);

/// Bright packets on their ways: those to layers of rank n are under way while the pulse goes from n - 1 to
/// n, and arrive when it begins to light.
/// @param pulse  see ViewState::pulse; negative: none
std::vector<Ribbon> pulse_ribbons(const nn::Architecture& architecture, const Layout& layout,
                                  const PulsePath& path, float pulse, Theme theme);

}  // namespace convoscope::scene
