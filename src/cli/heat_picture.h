#pragma once

#include <span>
#include <string>

#include "explain/heat_map.h"
#include "nn/architecture.h"

namespace convoscope::cli {

/// A heat map over the drawing as a PNG in colour, each pixel of the network's input enlarged to a square so
/// that the longer side has some 512 pixels. Below is the drawing in grey, ink darker than paper; over it the
/// mean of the channels' values in the signed palette, the more opaque the larger its magnitude.
/// @param input  as the network sees it, [channels][height][width]
/// @param end    the value at the palette's end; -end is at the other
std::string heat_picture(const nn::InputSpec& spec, std::span<const float> input, const explain::HeatMap& map,
                         float end);

}  // namespace convoscope::cli
