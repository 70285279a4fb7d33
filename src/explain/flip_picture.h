#pragma once

#include <span>
#include <vector>

#include "explain/flip.h"
#include "nn/architecture.h"

namespace convoscope::explain {

/// 8 bits a channel, red, green and blue of a pixel side by side, rows from top to bottom.
struct MarkedPicture {
    int height = 0;
    int width = 0;
    std::vector<unsigned char> rgb;
};

/// The marks' colours, which people who see few colours tell apart, too (Okabe and Ito: "Color universal
/// design", 2008: vermilion and blue).
inline constexpr unsigned char kAddedInk[3] = {213, 94, 0};
inline constexpr unsigned char kTakenInk[3] = {0, 114, 178};

/// What the network saw, upright, with the flip's marks over it: ink that was added in one colour, ink that
/// was taken away in another, the more of it the less of the picture is seen through. One channel is dark ink
/// on white paper; three are red, green and blue.
/// @param input  unchanged
/// @param side   about how long the longer side becomes; each pixel is a square of whole pixels
MarkedPicture marked_picture(const nn::InputSpec& spec, std::span<const float> input, const InputFlip& flip,
                             int side);

}  // namespace convoscope::explain
