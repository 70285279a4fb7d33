#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "nn/address.h"
#include "nn/forward.h"

namespace convoscope::explain {

/// What is explained: the value of one unit, before or behind its non-linearity.
struct Target {
    nn::Unit unit;
    bool before = false;  ///< the pre-activation, a logit where the layer has a softmax
    bool operator==(const Target&) const = default;
};

/// "conv2/9/3/4" is an activation, "conv2.pre/9/3/4" the pre-activation; nothing when no such unit exists.
std::optional<Target> parse_target(const nn::Architecture& architecture, std::string_view address);
std::string format_target(const nn::Architecture& architecture, const Target& target);

/// The last layer's pre-activation of one class: its logit, before any temperature.
Target logit_of(const nn::Architecture& architecture, int output);
/// That of the largest output, the first of equal ones.
/// @param workspace  the values of nn::forward()
Target winner(const nn::Architecture& architecture, const nn::Workspace& workspace);

float value_of(const nn::Architecture& architecture, const nn::Workspace& workspace, const Target& target);

}  // namespace convoscope::explain
