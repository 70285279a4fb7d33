#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "explain/target.h"

namespace convoscope::explain {

/// What an input is made for: one unit's value, or the mean of all of its map's.
struct Aim {
    Target target;
    bool whole_map = false;
    bool operator==(const Aim&) const = default;
};

/// As parse_target(); "conv2/9" is the unit in the middle of the map (of an even number the one behind it),
/// or with `whole_map` the map.
std::optional<Aim> parse_aim(const nn::Architecture& architecture, std::string_view address,
                             bool whole_map = false);

/// @param workspace  the values of the forward pass
float value_of(const nn::Architecture& architecture, const nn::Workspace& workspace, const Aim& aim);

/// d(score)/d(pre-activations) of the aim's layer, for an ascent. The score is the aim's value; of a softmax
/// its logarithm, which has the same summit and is nowhere flat; where the non-linearity is flat at all of
/// the aim's units (ReLU below 0), the pre-activation.
/// @param seed  one a unit of the layer, all of them are written
void seed_ascent(const nn::Architecture& architecture, const nn::Workspace& workspace, const Aim& aim,
                 std::span<float> seed);

}  // namespace convoscope::explain
