#pragma once

#include <optional>

#include "base/message.h"
#include "canvas/drawing.h"
#include "explain/transform.h"

namespace convoscope::explain {

/// Why `transform` cannot be applied to this drawing; nothing where it can. Blur, dim, invert, noise and a
/// cover are of pixels and have no meaning for strokes; a picture under the strokes stays as it is, so none
/// of them can be where there is one.
std::optional<Message> why_not_on(const canvas::Drawing& drawing, const Transform& transform);

/// The drawing with its strokes scaled, sheared, turned and shifted about the canvas's middle, as Changes
/// does with pixels, and with thicker or thinner pens; all other amounts are passed over. Scaling takes the
/// pens with it. Thickening by an amount makes a pen's diameter twice that larger and an eraser's as much
/// smaller; thinning the other way round; no pen becomes thinner than kThinnestPen. What the network makes of
/// it may be the same as before: its preprocessing undoes shifts and scales.
/// @param pixel  what a pixel of Changes is on the canvas, canvas units: its height / 28 for MNIST's pictures
canvas::Drawing changed(const canvas::Drawing& drawing, const Changes& changes, float pixel);

/// Of the canvas's height: a hundredth of a pixel of MNIST's.
inline constexpr float kThinnestPen = 0.01f / 28;

}  // namespace convoscope::explain
