#pragma once

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "models/graph_interpreter.h"
#include "models/keras/reader.h"
#include "models/safetensors.h"

/// Networks of Keras's as files in memory. Weights have numbers that follow from their names, no two alike.
namespace convoscope::test {

using Extents = std::vector<std::int64_t>;

inline Array pattern(const Extents& shape, double phase) {
    Array array{shape, {}};
    for (std::int64_t i = 0; i < product(shape); ++i)
        array.values.push_back(
            static_cast<float>(std::sin(phase + 1.7 * static_cast<double>(i)) + 0.1 * std::cos(phase * 3)));
    return array;
}

/// Positive ones: variances.
inline Array positive(const Extents& shape, double phase) {
    Array array = pattern(shape, phase);
    for (double& value : array.values) value = static_cast<float>(0.5 + value * value);
    return array;
}

using NamedArrays = std::vector<std::pair<std::string, Array>>;

inline std::string floats(const Array& array) {
    std::string bytes;
    for (const double value : array.values) {
        const auto narrow = static_cast<float>(value);
        bytes.append(reinterpret_cast<const char*>(&narrow), sizeof narrow);
    }
    return bytes;
}

/// What an Hdf5Reader hands over.
inline std::string plain_container(const NamedArrays& arrays, const nlohmann::json& attributes) {
    struct Sink final : ByteSink {
        void write(std::string_view more) override { bytes += more; }
        std::string bytes;
    } sink;
    std::vector<std::string> data;
    for (const auto& [name, array] : arrays) data.push_back(floats(array));
    std::vector<models::OutgoingTensor> tensors;
    for (std::size_t i = 0; i < arrays.size(); ++i)
        tensors.push_back({arrays[i].first,
                           "F32",
                           {arrays[i].second.shape.begin(), arrays[i].second.shape.end()},
                           data[i]});
    models::write_safetensors({{"attributes", attributes.dump()}}, tensors, sink);
    return sink.bytes;
}

/// An .h5 file's container. @param weights  "conv2d/kernel:0": the layer's group is the first part
inline std::string h5_container(const nlohmann::json& description, const std::string& version,
                                const NamedArrays& weights) {
    nlohmann::json attributes{{"/", {{"model_config", description.dump()}, {"keras_version", version}}}};
    NamedArrays arrays;
    for (const auto& [name, array] : weights) {
        const std::string group = "/model_weights/" + name.substr(0, name.find('/'));
        attributes[group]["weight_names"].push_back(name);
        arrays.emplace_back(group + "/" + name, array);
    }
    return plain_container(arrays, attributes);
}

inline models::Graph graph_of(const models::ForeignFile& file) {
    return std::get<models::Graph>(file.content);
}

inline models::ForeignFile read_h5(const nlohmann::json& description, const std::string& version,
                                   const NamedArrays& weights) {
    const std::string plain = h5_container(description, version, weights);
    return models::keras::read_keras_h5({"a.h5", "", {}}, [&](std::string_view) { return plain; });
}

inline nlohmann::json layer(const std::string& class_name, const std::string& name,
                            nlohmann::json config = nlohmann::json::object()) {
    config["name"] = name;
    return {{"class_name", class_name}, {"config", config}};
}

inline nlohmann::json input(const nlohmann::json& shape, const std::string& name = "input_1") {
    return layer("InputLayer", name, {{"batch_input_shape", shape}});
}

inline nlohmann::json sequential(const nlohmann::json& layers, const std::string& name = "sequential") {
    return {{"class_name", "Sequential"}, {"config", {{"name", name}, {"layers", layers}}}};
}

/// A layer of a functional network that hears others.
inline nlohmann::json hears(nlohmann::json layer, const std::vector<std::string>& others) {
    layer["name"] = layer["config"]["name"];
    nlohmann::json node = nlohmann::json::array();
    for (const std::string& other : others) node.push_back({other, 0, 0, nlohmann::json::object()});
    layer["inbound_nodes"] = nlohmann::json::array();
    if (!others.empty()) layer["inbound_nodes"].push_back(node);
    return layer;
}

inline nlohmann::json functional(const nlohmann::json& layers, const std::string& input,
                                 const std::string& output, const std::string& name = "model") {
    const auto place = [](const std::string& of) {
        return nlohmann::json::array({nlohmann::json::array({of, 0, 0})});
    };
    return {{"class_name", "Functional"},
            {"config",
             {{"name", name},
              {"layers", layers},
              {"input_layers", place(input)},
              {"output_layers", place(output)}}}};
}

}  // namespace convoscope::test
