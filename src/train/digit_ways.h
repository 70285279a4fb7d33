#pragma once

#include <span>

#include "train/glyphs.h"

namespace convoscope::train {

/// One way of writing a digit. Where two neighbouring points of a smooth stroke are the same, the pen turns a
/// corner there.
struct DigitWay {
    Glyph glyph;
    int often = 2;  ///< relative to the others of its digit
};

/// European, American and Chinese school forms and what hands make of them; a dozen or more a digit.
/// @param digit  0 .. 9
std::span<const DigitWay> digit_ways(int digit);

}  // namespace convoscope::train
