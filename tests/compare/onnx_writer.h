#pragma once

#include <string>

#include "nn/model.h"

namespace convoscope::compare {

/// `model` as an ONNX file (opset 13), batch 1: input "input" [1, channels, height, width], output "output"
/// [1, classes], the probabilities. The temperature is multiplied into the last layer's weights.
/// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto has the fields' numbers.
std::string write_onnx(const nn::Model& model);

}  // namespace convoscope::compare
