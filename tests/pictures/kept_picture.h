// Pictures beside the ones that are kept in references/.
//
// What is pinned: the renderer (Mesa's llvmpipe), the fonts (the system's Inter; without it these tests skip)
// and the network (made here from a seed, so that a newly trained one changes no picture).
//
// What may differ: versions of the renderer round differently. A picture is as kept when both of these hold.
//
// At most 0.1 % of its pixels differ by more than 8 levels (of 255) in a channel. A caption that moved by a
// pixel, edges that are missing or turned, a unit of another colour are more than that.
//
// All channels of all pixels differ by at most 0.2 levels on average. A background or a palette that is off
// by a level or two everywhere is more than that.
//
// For scale: Mesa's other software renderer, softpipe, is 0.0004 % and 0.05 levels away from llvmpipe. Both
// are measured on levels rounded to multiples of 4, and so are the kept files: with the background's dither,
// one level of noise, they would be three times as large.
//
// After a change that is meant to change pictures look at what the failed tests kept, and then accept it:
//   CONVOSCOPE_ACCEPT_PICTURES=1 build/pictures_test
#pragma once

#include <string>

#include "support/picture.h"

namespace convoscope::test {

/// Compares with references/NAME.png; where it is not the same, fails, and keeps it and the difference.
void expect_as_kept(const std::string& name, const RgbPicture& picture);

}  // namespace convoscope::test
