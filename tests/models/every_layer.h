#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "nn/initialise.h"
#include "nn/networks.h"

/// Small networks with random weights that between them have every operator and every non-linearity of ours.
namespace convoscope::test {

/// Random parameters, those of norms not at rest.
inline nn::Model random_model(Architecture architecture) {
    nn::Model model = nn::empty_model(std::move(architecture));
    nn::initialise(model, 3);
    model.edit([](std::vector<nn::Parameters>& all) {
        nn::Random random(4);
        const auto fill = [&](std::vector<float>& values, double low, double high) {
            for (float& value : values) value = static_cast<float>(random.between(low, high));
        };
        for (nn::Parameters& one : all) {
            fill(one.bias, -0.5, 0.5);
            fill(one.mean, -0.5, 0.5);
            fill(one.variance, 0.5, 2);
            if (one.weight.size() == one.bias.size()) fill(one.weight, 0.5, 1.5);
        }
    });
    return model;
}

/// A layer of ours between two fully connected ones, or between a convolution and one.
inline Architecture around(Node middle, bool flat) {
    std::vector<Node> nodes{input_node()};
    if (flat)
        nodes.push_back(linear_node("below", 0, 6));
    else
        nodes.push_back(window_node("below", nn::ops::conv, 0, 3, {3, 3}));
    middle.inputs.assign(middle.inputs.empty() ? 1 : middle.inputs.size(), 1);
    nodes.push_back(std::move(middle));
    nodes.push_back(linear_node("above", 2, 4, Activation::Softmax));
    return network({2, 6, 7}, std::move(nodes), 4);
}

using NamedModels = std::vector<std::pair<std::string, nn::Model>>;

/// Every operator, most of them between two other layers; behind units as well as behind maps.
inline NamedModels every_layer() {
    const auto numbered = [](const nn::Operator& op, int channels, std::array<float, 3> numbers = {}) {
        Node node = graph_node("middle", op, {1});
        node.channels = channels;
        node.numbers = numbers;
        return node;
    };
    Node dilated = window_node("middle", nn::ops::average_pool, 1, 0, {2, 2, 1, 1});
    dilated.dilation = {2, 1};
    Node what_is_there = dilated;
    what_is_there.counts_padding = false;
    Node turned = graph_node("middle", nn::ops::reorder, {1});
    turned.output = {2, 1, 3};
    turned.order = {5, 3, 1, 0, 2, 4};
    const float most = std::numeric_limits<float>::max();
    const struct {
        const char* what;
        Node node;
        bool flat;
    } layers[] = {{"a dilated mean", dilated, false},
                  {"a dilated mean of what is there", what_is_there, false},
                  {"one factor", numbered(nn::ops::scale, 1), true},
                  {"a factor a unit", numbered(nn::ops::scale, 6), true},
                  {"a factor a map", numbered(nn::ops::scale, 3), false},
                  {"a factor a place", numbered(nn::ops::scale, 60), false},
                  {"a slope a map", numbered(nn::ops::prelu, 3), false},
                  {"a slope a unit", numbered(nn::ops::prelu, 6), true},
                  {"a batch norm of units", numbered(nn::ops::batch_norm, 0, {0.01f}), true},
                  {"a norm of units", numbered(nn::ops::lrn, 3, {0.5f, 0.75f, 1}), true},
                  {"a softmax of maps", numbered(nn::ops::softmax, 0), false},
                  {"a softmax of units", numbered(nn::ops::softmax, 0), true},
                  {"rounding to bytes", numbered(nn::ops::quantise, 0, {0.05f, -128, 127}), false},
                  {"rounding to a few steps", numbered(nn::ops::quantise, 0, {0.25f, -2, 3}), true},
                  {"rounding", numbered(nn::ops::quantise, 0, {1, -most, most}), true},
                  {"units as maps", turned, true},
                  {"nothing", graph_node("middle", nn::ops::bend, {1}), true},
                  {"three products", graph_node("middle", nn::ops::multiply, {1, 1, 1}), true},
                  {"three sums", graph_node("middle", nn::ops::add, {1, 1, 1}), false},
                  {"a pool of units", window_node("middle", nn::ops::max_pool, 1, 0, {1, 1}), true}};
    NamedModels models{{"branches", random_model(graph_network())}, {"a chain", random_model(odd_network())}};
    for (const auto& layer : layers)
        models.emplace_back(layer.what, random_model(around(layer.node, layer.flat)));
    return models;
}

/// Every non-linearity, with some numbers of its own, behind a batch norm; roots, logarithms and quotients
/// are of what is above 0.
inline NamedModels every_bend() {
    NamedModels models;
    for (int kind = 0; kind <= static_cast<int>(Activation::Erf); ++kind) {
        const auto activation = static_cast<Activation>(kind);
        if (activation == Activation::Softmax) continue;
        const bool positive = activation == Activation::Log || activation == Activation::Sqrt ||
                              activation == Activation::Reciprocal;
        for (const float alpha : {0.0f, 1.0f, 0.7f}) {
            Node norm = graph_node("middle", nn::ops::batch_norm, {1}, activation, alpha, 0.9f);
            norm.numbers[0] = 1e-5f;
            Architecture architecture = around(std::move(norm), false);
            architecture.nodes[1].activation = positive ? Activation::Softplus : Activation::Tanh;
            nn::Model model = random_model(std::move(architecture));
            if (positive)
                model.edit([](std::vector<nn::Parameters>& all) {
                    std::ranges::fill(all[2].mean, 0.0f);
                    std::ranges::fill(all[2].bias, 0.1f);
                });
            models.emplace_back(std::to_string(kind) + " with " + std::to_string(alpha), std::move(model));
        }
    }
    return models;
}

}  // namespace convoscope::test
