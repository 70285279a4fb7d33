#pragma once

#include <memory>
#include <span>

#include "nn/forward.h"
#include "nn/initialise.h"
#include "nn/random.h"
#include "train/sets.h"
#include "train/show.h"

namespace convoscope::test {

/// A model with random weights and biases.
inline nn::ModelPtr random_model(nn::Architecture architecture, std::uint64_t seed) {
    nn::Model model = nn::empty_model(std::move(architecture));
    nn::initialise(model, seed);
    nn::Random random(seed);
    model.edit([&](std::vector<nn::Parameters>& parameters) {
        for (nn::Parameters& of_layer : parameters)
            for (float& bias : of_layer.bias) bias = static_cast<float>(random.between(-0.1, 0.1));
    });
    return std::make_shared<const nn::Model>(std::move(model));
}

/// Noise with random labels, as large as a network's input.
inline train::Part noise(const nn::Architecture& architecture, std::size_t count, std::uint64_t seed) {
    auto images = std::make_shared<data::LabelledImages>();
    images->height = architecture.input.shape.height;
    images->width = architecture.input.shape.width;
    images->channels = architecture.input.shape.channels;
    nn::Random random(seed);
    for (std::size_t i = 0; i < count * images->image_size(); ++i)
        images->pixels.push_back(static_cast<std::uint8_t>(random.below(256)));
    for (std::size_t i = 0; i < count; ++i)
        images->labels.push_back(
            static_cast<std::uint8_t>(random.below(static_cast<std::uint32_t>(architecture.classes.size()))));
    return train::whole(std::move(images));
}

/// What the network makes of a picture of a part.
inline nn::Workspace read(const nn::Model& model, const train::Part& part, std::size_t picture) {
    nn::Workspace workspace(model.architecture);
    train::show(model.architecture.input, part, picture, workspace.input());
    nn::forward(model, workspace);
    return workspace;
}

}  // namespace convoscope::test
