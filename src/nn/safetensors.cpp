#include "nn/safetensors.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>

#include "base/error.h"
#include "nn/json_reader.h"

namespace convoscope::nn {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied from the file as they are");

constexpr std::size_t kLengthSize = 8;
constexpr std::size_t kDataAlignment = 64;
constexpr const char* kCopyAgain = "; the file is damaged or cut short: copy it again";

std::uint64_t bytes_per_value(const std::string& dtype, const std::string& what) {
    static constexpr struct {
        const char* name;
        std::uint64_t size;
    } kTypes[] = {{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8}, {"I32", 4}, {"I16", 2},
                  {"I8", 1},  {"U64", 8}, {"U32", 4}, {"U16", 2},  {"U8", 1},  {"BOOL", 1}};
    for (const auto& type : kTypes)
        if (dtype == type.name) return type.size;
    throw Error(what + " has the unknown type " + in_quotes(dtype));
}

/// The header's text, from bytes of which nothing is known.
std::string_view header_of(std::string_view bytes) {
    if (bytes.empty()) throw Error("the file is empty");
    if (bytes.size() < kLengthSize)
        throw Error("it is no safetensors file: it has only " + std::to_string(bytes.size()) + " bytes");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), kLengthSize);
    const bool is_text = std::all_of(bytes.begin(), bytes.begin() + kLengthSize, [](char c) {
        return (c >= ' ' && c <= '~') || (c >= '\t' && c <= '\r');
    });
    if (is_text) throw Error("it is no safetensors file: it looks like text");
    if (length > kMaximumHeader)
        throw Error("it is no safetensors file, or damaged: its header claims " + std::to_string(length) +
                    " bytes, at most " + std::to_string(kMaximumHeader) + " are allowed");
    if (length > bytes.size() - kLengthSize)
        throw Error("its header claims " + std::to_string(length) + " bytes, " +
                    std::to_string(bytes.size() - kLengthSize) + " are there" + kCopyAgain);
    const std::string_view header = bytes.substr(kLengthSize, length);
    if (header.empty() || header[0] != '{')
        throw Error("it is no safetensors file: its header is no JSON object");
    return header;
}

struct PlacedTensor {
    Tensor tensor;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

PlacedTensor parse_tensor(const std::string& name, const Json& entry, std::string_view data) {
    const std::string what = "tensor " + in_quotes(name);
    as_object(entry, what);
    allow_only(entry, {"dtype", "shape", "data_offsets"}, what);
    PlacedTensor placed;
    Tensor& tensor = placed.tensor;
    tensor.name = name;
    tensor.dtype = as_string(member(entry, "dtype", what), "'dtype' of " + what);
    std::uint64_t size = bytes_per_value(tensor.dtype, what);
    for (const Json& extent : as_array(member(entry, "shape", what), "'shape' of " + what)) {
        tensor.shape.push_back(
            as_count(extent, std::numeric_limits<std::uint32_t>::max(), "'shape' of " + what));
        if (tensor.shape.back() != 0 &&
            size > std::numeric_limits<std::uint64_t>::max() / tensor.shape.back())
            throw Error(what + " has an impossible shape");
        size *= tensor.shape.back();
    }
    const Json& offsets = as_array(member(entry, "data_offsets", what), "'data_offsets' of " + what);
    if (offsets.size() != 2) throw Error("'data_offsets' of " + what + " are not two numbers");
    constexpr std::uint64_t anywhere = std::uint64_t{1} << 62;
    placed.begin = as_count(offsets[0], anywhere, "the first data offset of " + what);
    placed.end = as_count(offsets[1], anywhere, "the second data offset of " + what);
    if (std::max(placed.begin, placed.end) > data.size())
        throw Error("the data offsets of " + what + " lie behind the end of the file" + kCopyAgain);
    if (placed.begin > placed.end || placed.end - placed.begin != size)
        throw Error(what + " of shape " + format_shape(tensor.shape) + " needs " + std::to_string(size) +
                    " bytes; its data offsets say otherwise");
    tensor.data = data.substr(placed.begin, size);
    return placed;
}

/// The tensors in the order of their data. @throws Error unless they cover `size` bytes, each once.
std::vector<Tensor> in_order(std::vector<PlacedTensor> placed, std::uint64_t size) {
    // Of an empty tensor and another that begin together, the empty one comes first.
    std::stable_sort(placed.begin(), placed.end(), [](const PlacedTensor& a, const PlacedTensor& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    std::vector<Tensor> tensors;
    std::uint64_t end = 0;
    for (PlacedTensor& one : placed) {
        if (one.begin < end)
            throw Error("the data of tensor " + in_quotes(one.tensor.name) + " overlap another's");
        if (one.begin > end)
            throw Error("there is a hole in the data before tensor " + in_quotes(one.tensor.name));
        end = one.end;
        tensors.push_back(std::move(one.tensor));
    }
    if (end != size)
        throw Error("the tensors cover " + std::to_string(end) + " of " + std::to_string(size) +
                    " bytes of data" + kCopyAgain);
    return tensors;
}

}  // namespace

template <class T>
std::vector<T> Tensor::values() const {
    std::vector<T> result(data.size() / sizeof(T));
    if (!result.empty()) std::memcpy(result.data(), data.data(), result.size() * sizeof(T));
    return result;
}
template std::vector<float> Tensor::values() const;
template std::vector<double> Tensor::values() const;

Safetensors parse_safetensors(std::string_view bytes) {
    const std::string_view header = header_of(bytes);
    const std::string_view data = bytes.substr(kLengthSize + header.size());
    const Json entries = parse_json_object(header, "the header");
    Safetensors contents;
    std::vector<PlacedTensor> placed;
    for (const auto& [name, entry] : entries.items()) {
        if (name != "__metadata__") {
            placed.push_back(parse_tensor(name, entry, data));
            continue;
        }
        for (const auto& [key, value] : as_object(entry, "'__metadata__'").items())
            contents.metadata[key] = as_string(value, "the metadata " + in_quotes(key));
    }
    contents.tensors = in_order(std::move(placed), data.size());
    return contents;
}

std::string serialise_safetensors(const Safetensors& contents) {
    nlohmann::ordered_json header;
    if (!contents.metadata.empty()) header["__metadata__"] = contents.metadata;
    std::uint64_t end = 0;
    for (const Tensor& tensor : contents.tensors) {
        const std::uint64_t begin = end;
        end += tensor.data.size();
        header[tensor.name] = {
            {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {begin, end}}};
    }
    std::string text = header.dump();
    while ((kLengthSize + text.size()) % kDataAlignment != 0) text += ' ';  // as the format allows
    const std::uint64_t length = text.size();
    std::string bytes(kLengthSize, '\0');
    std::memcpy(bytes.data(), &length, kLengthSize);
    bytes.reserve(kLengthSize + length + end);
    bytes += text;
    for (const Tensor& tensor : contents.tensors) bytes += tensor.data;
    return bytes;
}

std::string format_shape(const std::vector<std::uint64_t>& shape) {
    std::string text = "[";
    for (std::uint64_t extent : shape) text += (text.size() > 1 ? ", " : "") + std::to_string(extent);
    return text + "]";
}

}  // namespace convoscope::nn
