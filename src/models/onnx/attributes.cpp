#include "models/onnx/attributes.h"

#include <utility>

#include "base/error.h"
#include "models/json_reader.h"
#include "models/onnx/texts.h"

namespace convoscope::models::onnx {

using ::onnx::AttributeProto;

AttributeProto::AttributeType type_of(const AttributeProto& attribute) {
    if (attribute.has_type() && attribute.type() != AttributeProto::UNDEFINED) return attribute.type();
    if (attribute.has_f()) return AttributeProto::FLOAT;
    if (attribute.has_i()) return AttributeProto::INT;
    if (attribute.has_s()) return AttributeProto::STRING;
    if (attribute.has_t()) return AttributeProto::TENSOR;
    if (attribute.has_g() || attribute.graphs_size() > 0) return AttributeProto::GRAPH;
    if (attribute.floats_size() > 0) return AttributeProto::FLOATS;
    if (attribute.strings_size() > 0) return AttributeProto::STRINGS;
    return AttributeProto::INTS;
}

Attribute take_attribute(AttributeProto& attribute, DataFiles& files, const Message& what) {
    const std::string name = one_line(attribute.name());
    switch (type_of(attribute)) {
        case AttributeProto::FLOAT:
            return double{attribute.f()};
        case AttributeProto::INT:
            return std::int64_t{attribute.i()};
        case AttributeProto::STRING:
            return attribute.s();
        case AttributeProto::TENSOR:
            return take_tensor(*attribute.mutable_t(), files, Message(texts.of_node, name, what));
        case AttributeProto::FLOATS:
            return std::vector<double>(attribute.floats().begin(), attribute.floats().end());
        case AttributeProto::INTS:
            return std::vector<std::int64_t>(attribute.ints().begin(), attribute.ints().end());
        case AttributeProto::STRINGS:
            return std::vector<std::string>(attribute.strings().begin(), attribute.strings().end());
        case AttributeProto::GRAPH:
        case AttributeProto::GRAPHS:
            throw Error(texts.has_graph, what, name);
        case AttributeProto::SPARSE_TENSOR:
            throw Error(texts.sparse, Message(texts.of_node, name, what));
        default:
            throw Error(texts.unknown_attribute, what, name);
    }
}

GraphTensor constant_of(Attribute value, const Message& what) {
    GraphTensor tensor;
    if (auto* whole = std::get_if<GraphTensor>(&value)) return std::move(*whole);
    if (const auto* number = std::get_if<double>(&value)) {
        tensor.values = {static_cast<float>(*number)};
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        tensor.integers = {*integer};
    } else if (const auto* numbers = std::get_if<std::vector<double>>(&value)) {
        for (const double one : *numbers) tensor.values.push_back(static_cast<float>(one));
        tensor.shape = {static_cast<std::int64_t>(numbers->size())};
    } else if (auto* integers = std::get_if<std::vector<std::int64_t>>(&value)) {
        tensor.shape = {static_cast<std::int64_t>(integers->size())};
        tensor.integers = std::move(*integers);
    } else {
        throw Error(texts.no_constant, what);
    }
    return tensor;
}

}  // namespace convoscope::models::onnx
