#pragma once

#include <string>

#include "base/message.h"
#include "nn/address.h"
#include "nn/calculation.h"
#include "scene/palette.h"
#include "studio/exhibit.h"

/// What a unit looks for and what it makes of the drawing, in a plain sentence.
namespace convoscope::studio {

/// How strong a value is among those of its layer.
enum class Strength { Silent, Weak, Medium, Strong };

/// @param largest  the largest magnitude of the layer's scale
Strength strength_of(float value, float largest);
/// "strong", "weak, and negative"
Message strength_words(float value, float largest);

/// What it looks for: "This neuron looks for strokes like / in a 5 × 5 patch".
Message aim_of(const nn::Model& model, const nn::Unit& unit, Language language);
/// The same, and what it sees now: "...; here it sees one: 0.89, strong.", where something is drawn.
/// @param calculation  of the unit, in the exhibit's reading; null while nothing is drawn
std::string sentence_of(const Exhibit& exhibit, const nn::Unit& unit, const nn::Calculation* calculation,
                        Language language);
/// The same of any unit: what it needs is calculated.
std::string sentence_of(const Exhibit& exhibit, const nn::Unit& unit, Language language);

}  // namespace convoscope::studio
