#pragma once

#include <string>

#include "features/feature.h"

/// The answer: the verdict and every class's probability, in a panel and in the scene.
namespace convoscope::read {

struct State {
    std::string query;  ///< what the classes are searched for, where there are many
};

features::Feature feature();

features::Section answer_section();
/// The output's classes and their probabilities, upright in the scene.
void output_labels(features::Frame& frame, const studio::Exhibit& exhibit, ImDrawList& list);

/// "99.9 %", never rounded up to a certainty that is none.
std::string percent_words(float probability);

}  // namespace convoscope::read
