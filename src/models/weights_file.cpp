#include "models/weights_file.h"

#include <optional>

#include "base/error.h"
#include "models/json_reader.h"
#include "models/raw_tensor.h"
#include "models/safetensors.h"
#include "models/texts.h"

namespace convoscope::models {
namespace {

std::optional<NumberType> number_type(std::string_view dtype) {
    using enum NumberType;
    static constexpr struct {
        const char* name;
        NumberType type;
    } kTypes[] = {{"F16", Float16}, {"BF16", BFloat16}, {"F32", Float32}, {"F64", Float64}, {"I8", Int8},
                  {"I16", Int16},   {"I32", Int32},     {"I64", Int64},   {"U8", UInt8},    {"U16", UInt16},
                  {"U32", UInt32},  {"U64", UInt64},    {"BOOL", Bool}};
    for (const auto& type : kTypes)
        if (dtype == type.name) return type.type;
    return std::nullopt;
}

}  // namespace

ForeignFile read_safetensors(ForeignBytes file) {
    const std::string bytes = std::move(file.bytes);
    MemorySource source(bytes);
    const Safetensors contents = parse_safetensors(source);
    ForeignFile result;
    result.format = "safetensors";
    if (const auto found = contents.metadata.find("format"); found != contents.metadata.end())
        result.producer = found->second == "pt" ? "pytorch" : one_line(found->second);
    Weights weights;
    for (const Tensor& tensor : contents.tensors) {
        RawTensor raw;
        raw.bytes = std::string_view(bytes).substr(tensor.offset, tensor.size);
        raw.shape.assign(tensor.shape.begin(), tensor.shape.end());
        const auto type = number_type(tensor.dtype);
        const auto strides = strides_of(raw.shape);
        const Message what(models::texts.tensor, one_line(tensor.name));
        if (!type || !strides) throw Error(models::texts.impossible_shape, what);
        raw.type = *type;
        raw.strides = *strides;
        auto made = to_tensor(raw);
        if (!made) throw Error(models::texts.impossible_shape, what);
        weights.tensors.emplace_back(tensor.name, std::move(*made));
    }
    if (weights.tensors.empty()) throw Error(models::texts.no_arrays);
    result.content = std::move(weights);
    return result;
}

}  // namespace convoscope::models
