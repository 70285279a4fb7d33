#pragma once

#include <span>
#include <vector>

#include "models/options.h"
#include "nn/architecture.h"

/// How a drawing is shown to a network: what files of other programs do not say.
namespace convoscope::models {

/// That of a network that says what it is shown.
Showing showing_of(const nn::InputSpec& input);
void apply(const Showing& shown, nn::InputSpec& input);
/// Whether an input of this shape can be shown that: nn::Architecture::resolve() would have it.
bool fits(const Showing& shown, const nn::Shape& input);

/// The ranges that are tried, the usual first: 0 to 1; mean 0.1307 and deviation 0.3081, MNIST's own; 0 to
/// 255; -1 to 1; -0.5 to 0.5; and the same with dark ink.
std::span<const InputRange> usual_ranges();

/// What is likely where nothing is known but the input's size: padded to a little more than the picture,
/// resized to much more or to less.
Showing usual_showing(const nn::Shape& input);
/// The other ways of placing a picture that such a network may have been trained with, the likeliest first,
/// each with the usual range.
std::vector<Showing> other_showings(const nn::Shape& input);

}  // namespace convoscope::models
