#pragma once

#include <optional>
#include <vector>

#include "nn/calculation.h"
#include "nn/model.h"

/// Softmax knows only differences of logits: what is added to all of them changes no probability. The last
/// layer's weights may therefore carry an offset that all classes have in common and that nobody hears, and
/// then it looks as though everything spoke against the winner. Against the classes' mean it does not.
namespace convoscope::nn {

/// The mean over the classes of the last layer's weights and biases.
struct ClassMean {
    std::vector<float> weight;  ///< one for each unit of the layer below, in storage order
    float bias = 0;
    /// Whether there is none to speak of: below a thousandth of what is left without it.
    bool negligible = true;
};

/// Nothing where the last layer is not a linear one whose values go straight into a softmax.
std::optional<ClassMean> class_mean(const Model& model);

/// Takes that mean out of the last layer, for good; does nothing where class_mean() is nothing.
void centre_classes(Model& model);

/// A unit of the last layer: its calculation against the classes' mean. Weights, contributions, bias,
/// pre-activation and logits are smaller by the mean's; exponentials and probabilities stay as they are.
/// @param mean  of the same model; with as many weights as the calculation has terms
Calculation against_mean(Calculation calculation, const ClassMean& mean);

}  // namespace convoscope::nn
