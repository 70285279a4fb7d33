#pragma once

#include "features/feature.h"

/// For a class and a projector: the stage with the pad and the answer alone, thicker edges, a halo around the
/// pointer, the keys that are pressed in words; and a black or white screen, to be listened to.
namespace convoscope::present {

enum class Blank { None, Black, White };

struct State {
    Blank blank = Blank::None;
};

features::Feature feature();

/// The halo and the strip of keys.
void draw_over(features::Frame& frame, ImDrawList& list);
void draw_blank(features::Frame& frame);
/// When the strip of keys goes away; nothing: there is none.
std::optional<double> end_of_strip(const studio::Studio& studio);

}  // namespace convoscope::present
