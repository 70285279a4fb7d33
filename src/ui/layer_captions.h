#pragma once

#include <string>

#include "ui/look.h"
#include "ui/scene_labels.h"

namespace convoscope::ui {

/// Each layer's name, shape and largest value, beside its left end. Where layers stand so close that captions
/// would touch they shrink to one line; where a layer begins beyond the stage its caption lies above it.
/// The one that the pointer is on is lit.
/// @return where they stand
std::vector<CaptionPlace> layer_captions(const Look& look, const SceneLabelsState& state, ImDrawList& list);

/// Pixels that the widest caption takes at the left of its layer.
float captions_width(const Look& look, const nn::Architecture& architecture);

/// "6 × 28 × 28", or "120".
std::string shape_words(const nn::Shape& shape);

}  // namespace convoscope::ui
