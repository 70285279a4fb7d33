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

/// Under a class's name: its weights as a picture, where the last layer hears the picture itself; else nothing.
/// @param index  of the class
/// @param width  of the picture, pixels
void weight_picture(features::Frame& frame, const studio::Exhibit& exhibit, int index, ImVec2 top_left,
                    float width, ImDrawList& list);

/// "99.9 %", never rounded up to a certainty that is none.
std::string percent_words(float probability);

}  // namespace convoscope::read
