#pragma once

#include <span>
#include <string>
#include <vector>

#include "nn/forward.h"
#include "ui/look.h"

namespace convoscope::ui {

struct AnswerPanelState {
    nn::Verdict verdict;
    std::vector<float> probabilities;  ///< one a class; all zero while the verdict is blank
    std::span<const std::string> classes;
};

/// The verdict, large, and a bar for each class's probability.
void answer_panel(const Look& look, const AnswerPanelState& state, float width, float height);

/// "99.9 %", never rounded up to a certainty that is none.
std::string percent_words(float probability);

/// The least height at which every bar can be read.
float answer_panel_least_height(const Look& look, std::size_t classes);

}  // namespace convoscope::ui
