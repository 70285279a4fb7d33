#pragma once

#include "nn/architecture.h"

namespace convoscope::nn {

/// The classic networks, resolved and without weights. Unless said otherwise their classes are the ten
/// digits.

/// LeNet-5 as it is taught today: 32x32; 6@5x5, max pool; 16@5x5, max pool; 120; 84; 10. ReLU; softmax.
/// Layers: input conv1 pool1 conv2 pool2 fc1 fc2 output.
Architecture lenet5();

/// LeNet-5 as in LeCun et al.: "Gradient-Based Learning Applied to Document Recognition", 1998, section II.B,
/// as far as softmax and average pooling can stand for its output of radial basis functions and its pooling
/// with a trained gain and bias: scaled tanh, table I between S2 and C3, input from -0.1 (paper) to 1.175
/// (ink). Layers: input c1 s2 c3 s4 c5 f6 output.
Architecture lenet5_1998();

/// The network of Harley's node-link visualization (Harley: "An Interactive Node-Link Visualization of
/// Convolutional Neural Networks", 2015): 6 and 16 maps with table I, max pooling, 120, 100, 10; scaled tanh.
Architecture harley();

/// 784-300-100-10 with ReLU: no idea of space.
Architecture mlp();

/// 784-10: softmax regression. The weights of each output unit are a picture of what it looks for.
Architecture templates();

/// LeNet-5 for the ten kinds of clothes of Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017).
Architecture fashion();

/// LeNet-5 with `times` as many maps and units in every layer but the last: a teacher.
Architecture wide_lenet5(int times);

}  // namespace convoscope::nn
