#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "canvas/files.h"
#include "canvas/preprocess.h"
#include "canvas/raster.h"
#include "models/model_file.h"
#include "nn/address.h"
#include "nn/forward.h"
#include "nn/initialise.h"
#include "nn/networks.h"
#include "nn/zoo.h"
#include "support/places.h"

/// Networks that have read something: the bundled models with real drawings before them, and networks with
/// everything that a layer can have.
namespace convoscope::test {

inline std::vector<nn::ModelPtr> bundled_models() {
    std::vector<nn::ModelPtr> models;
    for (const auto& entry : std::filesystem::directory_iterator(assets() / "models"))
        if (entry.path().extension() == ".safetensors") models.push_back(models::load_model(entry.path()));
    return models;
}

/// The sample digits, as the networks see them.
inline std::vector<canvas::Picture> pictures() {
    std::vector<canvas::Picture> result;
    for (const canvas::Drawing& drawing : canvas::load_drawings(assets() / "drawings" / "digits.jsonl")) {
        canvas::Rasteriser rasteriser;
        result.push_back(canvas::preprocess(rasteriser.update(drawing)).centred);
    }
    return result;
}

inline void read(const nn::Model& model, const canvas::Picture& picture, nn::Workspace& workspace) {
    nn::load_input(model.architecture.input, picture.ink, picture.height, picture.width, workspace.input());
    forward(model, workspace);
}

/// Random weights and biases: no two the same, none of them symmetric.
inline nn::ModelPtr random_model(const std::string& name, const Architecture& architecture) {
    nn::Model model = nn::empty_model(architecture);
    model.name = name;
    initialise(model, 1);
    model.edit([](std::vector<nn::Parameters>& all) {
        for (std::size_t node = 0; node < all.size(); ++node)
            all[node].bias = random_values<float>(all[node].bias.size(), 100 + node);
    });
    return std::make_shared<const nn::Model>(std::move(model));
}

/// Strides beyond, at and below the kernel, padding, connection tables, windows that are not square.
inline Architecture strided_network() {
    std::vector<Node> nodes{input_node(),
                            window_node("wide", ops::conv, 0, 4, {2, 5, 3, 1}, Activation::Relu),
                            window_node("peak", ops::max_pool, 1, 0, {3, 2, 2, 1}, Activation::Tanh),
                            window_node("tall", ops::conv, 2, 6, {4, 2, 1, 1}, Activation::Sigmoid),
                            window_node("mean", ops::average_pool, 3, 0, {2, 3, 2, 1}),
                            linear_node("out", 4, 3, Activation::Softmax)};
    nodes[3].connections = sparse_connections(6, 4);
    Architecture architecture = network({3, 29, 31}, std::move(nodes), 3);
    architecture.temperature = 0.7f;
    return architecture;
}

inline std::vector<nn::ModelPtr> random_models() {
    return {random_model("lenet5", nn::lenet5()), random_model("odd", odd_network()),
            random_model("strided", strided_network())};
}

/// visit(model, workspace after forward()): bundled models with a real drawing, random ones with noise.
template <class Visit>
void each_read_model(Visit visit) {
    const std::vector<canvas::Picture> seen = pictures();
    ASSERT_GE(seen.size(), 10u);
    std::size_t next = 0;
    const std::vector<nn::ModelPtr> bundled = bundled_models();
    ASSERT_GE(bundled.size(), 6u);
    for (const nn::ModelPtr& model : bundled) {
        SCOPED_TRACE("bundled " + model->name);
        nn::Workspace workspace(model->architecture);
        read(*model, seen[++next % seen.size()], workspace);
        visit(*model, workspace);
    }
    for (const nn::ModelPtr& model : random_models()) {
        SCOPED_TRACE("random " + model->name);
        nn::Workspace workspace(model->architecture);
        const auto input = random_values<float>(workspace.input().size(), ++next);
        std::copy(input.begin(), input.end(), workspace.input().begin());
        forward(*model, workspace);
        visit(*model, workspace);
    }
}

/// visit(unit) for all units of layer `node`, in storage order.
template <class Visit>
void each_unit(const Architecture& architecture, int node, Visit visit) {
    const Shape& shape = architecture.nodes[static_cast<std::size_t>(node)].output;
    for (int map = 0; map < shape.channels; ++map)
        for (int row = 0; row < shape.height; ++row)
            for (int column = 0; column < shape.width; ++column) visit(nn::Unit{node, map, row, column});
}

/// The corners of a layer's first and last map, and up to `count` units from anywhere in it.
inline std::vector<nn::Unit> some_units(const Architecture& architecture, int node, int count) {
    const Shape& shape = architecture.nodes[static_cast<std::size_t>(node)].output;
    std::vector<nn::Unit> units;
    const auto add = [&](const nn::Unit& unit) {
        if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
    };
    for (const int map : {0, shape.channels - 1})
        for (const int row : {0, shape.height - 1})
            for (const int column : {0, shape.width - 1}) add({node, map, row, column});
    nn::Random random(static_cast<std::uint64_t>(node) + 1);
    const auto below = [&](int limit) {
        return static_cast<int>(random.below(static_cast<std::uint32_t>(limit)));
    };
    for (int index = 0; index < count; ++index) {
        const int map = below(shape.channels);
        const int row = below(shape.height);
        add({node, map, row, below(shape.width)});
    }
    return units;
}

}  // namespace convoscope::test
