#pragma once

#include <span>

#include "base/workers.h"
#include "nn/model.h"
#include "train/sets.h"

namespace convoscope::train {

/// The temperature at which the model's probabilities fit labelled sets best: the weighted mean of the sets'
/// mean -ln(probability of the true class) is smallest (Guo et al.: "On Calibration of Modern Neural
/// Networks", 2017, section 4.2). It changes no answer, only how sure the model is of it. From 0.05 to 20.
/// The sets are to be such that the model was not trained on.
/// @throws Error when a set does not fit the model
float fit_temperature(const nn::Model& model, std::span<const HeldOut> sets, Workers& workers);

/// The probability of the most probable class that 99.3 % of every set's pictures reach: below it the verdict
/// is "unsure", and a digit hardly ever is. From 0.3 to 0.9.
float fit_threshold(const nn::Model& model, std::span<const HeldOut> sets, Workers& workers);

}  // namespace convoscope::train
