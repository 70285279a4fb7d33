#include "models/sniff_protobuf.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace convoscope::models {
namespace {

/// https://protobuf.dev/programming-guides/encoding
enum class Wire { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

struct Field {
    std::uint64_t number;
    Wire wire;
    std::uint64_t value;     ///< of a Varint
    std::string_view bytes;  ///< of Bytes: as many as are there
};

std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(bytes.size(), 10); ++i) {
        value |= std::uint64_t{static_cast<unsigned char>(bytes[i]) & 0x7fu} << (7 * i);
        if ((bytes[i] & 0x80) != 0) continue;
        bytes.remove_prefix(i + 1);
        return value;
    }
    return std::nullopt;
}

std::optional<Field> take_field(std::string_view& bytes) {
    const auto tag = take_varint(bytes);
    if (!tag || *tag >> 3 == 0) return std::nullopt;
    Field field{*tag >> 3, static_cast<Wire>(*tag & 7), 0, {}};
    std::optional<std::uint64_t> length;
    switch (field.wire) {
        case Wire::Varint: {
            const auto value = take_varint(bytes);
            if (!value) return std::nullopt;
            field.value = *value;
            return field;
        }
        case Wire::Fixed64:
            length = 8;
            break;
        case Wire::Fixed32:
            length = 4;
            break;
        case Wire::Bytes:
            length = take_varint(bytes);
            break;
    }
    if (!length) return std::nullopt;
    field.bytes = bytes.substr(0, *length);
    bytes.remove_prefix(field.bytes.size());
    return field;
}

/// The outermost fields, up to `most`; none when these bytes are no message.
std::vector<Field> fields_of(std::string_view bytes, std::size_t most) {
    std::vector<Field> fields;
    while (!bytes.empty() && fields.size() < most) {
        const auto field = take_field(bytes);
        if (!field) return {};
        fields.push_back(*field);
    }
    return fields;
}

using Fields = std::vector<Field>;

bool has(const Fields& fields, std::uint64_t number, Wire wire) {
    return std::ranges::any_of(
        fields, [&](const Field& field) { return field.number == number && field.wire == wire; });
}

bool all_below(const Fields& fields, std::uint64_t end) {
    return std::ranges::all_of(fields, [&](const Field& field) { return field.number < end; });
}

/// ModelProto: the graph is field 7, and no field is known beyond 26.
bool is_onnx(const Fields& fields) {
    if (has(fields, 1, Wire::Bytes) || !all_below(fields, 50)) return false;
    const auto graph = std::ranges::find(fields, 7u, &Field::number);
    if (graph == fields.end() || graph->wire != Wire::Bytes) return false;
    const Fields inside = fields_of(graph->bytes, 1);
    return !inside.empty() && inside[0].wire == Wire::Bytes && inside[0].number < 50;
}

/// TensorProto: data_type is field 2, a number; the values are raw bytes or a list.
bool is_onnx_tensor(const Fields& fields) {
    const auto type = std::ranges::find(fields, 2u, &Field::number);
    return type != fields.end() && type->wire == Wire::Varint && type->value > 0 && type->value < 30 &&
           all_below(fields, 15) && std::ranges::any_of(fields, [](const Field& field) {
               return field.wire == Wire::Bytes &&
                      (field.number == 9 || (field.number >= 4 && field.number <= 11));
           });
}

/// SavedModel: version 1, then graphs with what belongs to them.
bool is_saved_model(const Fields& fields) {
    return fields[0].number == 1 && fields[0].wire == Wire::Varint && fields[0].value == 1 &&
           has(fields, 2, Wire::Bytes) && all_below(fields, 3);
}

/// GraphDef: nodes, each with a name and an operator's name ("Placeholder").
bool is_graph_def(const Fields& fields) {
    if (fields[0].number != 1 || fields[0].wire != Wire::Bytes || !all_below(fields, 6)) return false;
    const Fields node = fields_of(fields[0].bytes, 2);
    if (node.size() != 2 || node[0].number != 1 || node[1].number != 2) return false;
    const std::string_view op = node[1].bytes;
    return node[0].wire == Wire::Bytes && op.size() > 1 && std::ranges::all_of(op, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
           });
}

/// NetParameter: a name, and layers as field 100 (field 2 until 2014).
bool is_caffe(const Fields& fields) {
    return fields[0].number == 1 && fields[0].wire == Wire::Bytes && has(fields, 100, Wire::Bytes) &&
           all_below(fields, 101);
}

/// Model: a version, a description, and the network in one of the fields from 200 on.
bool is_core_ml(const Fields& fields) {
    return fields[0].number == 1 && fields[0].wire == Wire::Varint && fields[0].value < 100 &&
           std::ranges::any_of(fields, [](const Field& field) {
               return field.wire == Wire::Bytes && field.number >= 200 && field.number <= 3000;
           });
}

}  // namespace

std::optional<FileKind> protobuf_kind(std::string_view bytes) {
    constexpr std::size_t enough = 1000;
    const Fields fields = fields_of(bytes, enough);
    if (fields.empty()) return std::nullopt;
    if (is_onnx(fields)) return FileKind::Onnx;
    if (is_saved_model(fields) || is_graph_def(fields)) return FileKind::TensorFlow;
    if (is_onnx_tensor(fields)) return FileKind::OnnxTensor;
    if (is_caffe(fields)) return FileKind::Caffe;
    if (is_core_ml(fields)) return FileKind::CoreMl;
    return std::nullopt;
}

}  // namespace convoscope::models
