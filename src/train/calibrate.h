#pragma once

#include "nn/model.h"
#include "train/sets.h"
#include "train/workers.h"

namespace convoscope::train {

/// The temperature at which the model's probabilities fit a labelled set best: the mean of -ln(probability of
/// the true class) is smallest (Guo et al.: "On Calibration of Modern Neural Networks", 2017, section 4.2).
/// It changes no answer, only how sure the model is of it. From 0.05 to 20. The set is to be one that the
/// model was not trained on.
/// @throws Error when the set does not fit the model
float fit_temperature(const nn::Model& model, const Part& part, Workers& workers);

}  // namespace convoscope::train
