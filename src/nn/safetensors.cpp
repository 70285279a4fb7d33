#include "nn/safetensors.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>

#include "base/error.h"
#include "nn/json_reader.h"
#include "nn/texts.h"

namespace convoscope::nn {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied from the file as they are");

constexpr std::size_t kLengthSize = 8;
constexpr std::size_t kDataAlignment = 64;

std::uint64_t bytes_per_value(const std::string& dtype, const Message& what) {
    static constexpr struct {
        const char* name;
        std::uint64_t size;
    } kTypes[] = {{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8}, {"I32", 4}, {"I16", 2},
                  {"I8", 1},  {"U64", 8}, {"U32", 4}, {"U16", 2},  {"U8", 1},  {"BOOL", 1}};
    for (const auto& type : kTypes)
        if (dtype == type.name) return type.size;
    throw Error(texts.unknown_type, what, one_line(dtype));
}

/// The header's text, from bytes of which nothing is known.
std::string_view header_of(std::string_view bytes) {
    if (bytes.empty()) throw Error(texts.empty_file);
    if (bytes.size() < kLengthSize) throw Error(texts.too_short, bytes.size());
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), kLengthSize);
    const bool is_text = std::all_of(bytes.begin(), bytes.begin() + kLengthSize, [](char c) {
        return (c >= ' ' && c <= '~') || (c >= '\t' && c <= '\r');
    });
    if (is_text) throw Error(texts.is_text);
    if (length > kMaximumHeader) throw Error(texts.header_too_large, length, kMaximumHeader);
    if (length > bytes.size() - kLengthSize)
        throw Error(texts.copy_again, Message(texts.header_cut_short, length, bytes.size() - kLengthSize));
    const std::string_view header = bytes.substr(kLengthSize, length);
    if (header.empty() || header[0] != '{') throw Error(texts.header_no_object);
    return header;
}

struct PlacedTensor {
    Tensor tensor;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

PlacedTensor parse_tensor(const std::string& name, const Json& entry, std::string_view data) {
    const Message what(texts.tensor, one_line(name));
    as_object(entry, what);
    allow_only(entry, {"dtype", "shape", "data_offsets"}, what);
    PlacedTensor placed;
    Tensor& tensor = placed.tensor;
    tensor.name = name;
    tensor.dtype = as_string(member(entry, "dtype", what), Message(texts.key_of, "dtype", what));
    std::uint64_t size = bytes_per_value(tensor.dtype, what);
    for (const Json& extent : as_array(member(entry, "shape", what), Message(texts.key_of, "shape", what))) {
        tensor.shape.push_back(as_count(extent, std::numeric_limits<std::uint32_t>::max(),
                                        Message(texts.key_of, "shape", what)));
        if (tensor.shape.back() != 0 &&
            size > std::numeric_limits<std::uint64_t>::max() / tensor.shape.back())
            throw Error(texts.impossible_shape, what);
        size *= tensor.shape.back();
    }
    const Json& offsets =
        as_array(member(entry, "data_offsets", what), Message(texts.key_of, "data_offsets", what));
    if (offsets.size() != 2) throw Error(texts.not_two_offsets, Message(texts.key_of, "data_offsets", what));
    constexpr std::uint64_t anywhere = std::uint64_t{1} << 62;
    placed.begin = as_count(offsets[0], anywhere, Message(texts.first_offset, what));
    placed.end = as_count(offsets[1], anywhere, Message(texts.second_offset, what));
    if (std::max(placed.begin, placed.end) > data.size())
        throw Error(texts.copy_again, Message(texts.behind_the_end, what));
    if (placed.begin > placed.end || placed.end - placed.begin != size)
        throw Error(texts.wrong_size, what, format_shape(tensor.shape), size);
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
        if (one.begin < end) throw Error(texts.overlap, Message(texts.tensor, one_line(one.tensor.name)));
        if (one.begin > end) throw Error(texts.hole, Message(texts.tensor, one_line(one.tensor.name)));
        end = one.end;
        tensors.push_back(std::move(one.tensor));
    }
    if (end != size) throw Error(texts.copy_again, Message(texts.not_covered, end, size));
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
    const Json entries = parse_json_object(header, texts.header);
    Safetensors contents;
    std::vector<PlacedTensor> placed;
    for (const auto& [name, entry] : entries.items()) {
        if (name != "__metadata__") {
            placed.push_back(parse_tensor(name, entry, data));
            continue;
        }
        for (const auto& [key, value] : as_object(entry, Message(texts.key, "__metadata__")).items())
            contents.metadata[key] = as_string(value, Message(texts.metadata, one_line(key)));
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
