#pragma once

#include <algorithm>
#include <memory>

#include "data/images.h"
#include "nn/architecture.h"
#include "nn/ops/operator.h"
#include "nn/random.h"

namespace convoscope::train {

/// Pictures of 10x10: one lying (class 0), standing (1) or slanting (2) bar in noise.
inline std::shared_ptr<data::LabelledImages> bars(std::size_t count, std::uint64_t seed) {
    auto images = std::make_shared<data::LabelledImages>();
    images->height = images->width = 10;
    nn::Random random(seed);
    for (std::size_t i = 0; i < count; ++i) {
        const int label = static_cast<int>(i % 3);
        const int place = 2 + static_cast<int>(random.below(5));
        for (int row = 0; row < 10; ++row) {
            for (int column = 0; column < 10; ++column) {
                const int off = label == 0   ? row - place
                                : label == 1 ? column - place
                                             : row - column + place - 4;
                const double ink = (off == 0 || off == 1 ? 200 : 0) + random.between(0, 55);
                images->pixels.push_back(static_cast<std::uint8_t>(ink));
            }
        }
        images->labels.push_back(static_cast<std::uint8_t>(label));
    }
    return images;
}

/// A network for them: 12x12 input, 4 maps, pooling, 3 classes.
inline nn::Architecture tiny_network() {
    nn::Architecture architecture;
    architecture.input.shape = {1, 12, 12};
    architecture.classes = {"lying", "standing", "slanting"};
    nn::Node input;
    input.name = "input";
    nn::Node conv;
    conv.name = "conv";
    conv.op = &nn::ops::conv;
    conv.inputs = {0};
    conv.activation = nn::Activation::Relu;
    conv.channels = 4;
    conv.kernel_height = conv.kernel_width = 3;
    nn::Node pool;
    pool.name = "pool";
    pool.op = &nn::ops::max_pool;
    pool.inputs = {1};
    pool.kernel_height = pool.kernel_width = 2;
    pool.stride = 2;
    nn::Node output;
    output.name = "output";
    output.op = &nn::ops::linear;
    output.inputs = {2};
    output.activation = nn::Activation::Softmax;
    output.channels = 3;
    architecture.nodes = {input, conv, pool, output};
    architecture.resolve();
    return architecture;
}

}  // namespace convoscope::train
