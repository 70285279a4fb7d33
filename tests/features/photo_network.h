#pragma once

#include <memory>

#include "nn/model.h"
#include "nn/ops/operator.h"

namespace convoscope::test {

/// Sees photographs of 32 x 32 pixels in colour; two classes, no weights.
inline nn::ModelPtr photo_network() {
    nn::Architecture architecture;
    architecture.input.shape = {3, 32, 32};
    architecture.input.preprocessing = nn::Preprocessing::Photo;
    architecture.classes = {"red", "other"};
    nn::Node input;
    input.name = "input";
    nn::Node output;
    output.name = "output";
    output.op = &nn::ops::linear;
    output.inputs = {0};
    output.activation = nn::Activation::Softmax;
    output.channels = 2;
    architecture.nodes = {input, output};
    architecture.resolve();
    return std::make_shared<const nn::Model>(nn::empty_model(architecture));
}

}  // namespace convoscope::test
