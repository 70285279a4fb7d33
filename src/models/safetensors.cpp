#include "models/safetensors.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>
#include <utility>

#include "base/error.h"
#include "models/json_reader.h"
#include "models/texts.h"

namespace convoscope::models {
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
std::string header_of(ByteSource& source) {
    if (source.size() == 0) throw Error(texts.empty_file);
    if (source.size() < kLengthSize) throw Error(texts.too_short, source.size());
    char first[kLengthSize];
    source.read(0, first);
    const bool is_text =
        std::ranges::all_of(first, [](char c) { return (c >= ' ' && c <= '~') || (c >= '\t' && c <= '\r'); });
    if (is_text) throw Error(texts.is_text);
    std::uint64_t length = 0;
    std::memcpy(&length, first, kLengthSize);
    if (length > kMaximumHeader) throw Error(texts.header_too_large, length, kMaximumHeader);
    if (length > source.size() - kLengthSize)
        throw Error(texts.copy_again, Message(texts.header_cut_short, length, source.size() - kLengthSize));
    std::string header(length, '\0');
    source.read(kLengthSize, header);
    if (header.empty() || header[0] != '{') throw Error(texts.header_no_object);
    return header;
}

/// @param data  the offset of all data in the file
/// @param size  of all data
Tensor parse_tensor(const std::string& name, const Json& entry, std::uint64_t data, std::uint64_t size) {
    const Message what(texts.tensor, one_line(name));
    as_object(entry, what);
    allow_only(entry, {"dtype", "shape", "data_offsets"}, what);
    Tensor tensor;
    tensor.name = name;
    tensor.dtype = as_string(member(entry, "dtype", what), Message(texts.key_of, "dtype", what));
    tensor.size = bytes_per_value(tensor.dtype, what);
    for (const Json& extent : as_array(member(entry, "shape", what), Message(texts.key_of, "shape", what))) {
        tensor.shape.push_back(as_count(extent, std::numeric_limits<std::uint32_t>::max(),
                                        Message(texts.key_of, "shape", what)));
        if (tensor.shape.back() != 0 &&
            tensor.size > std::numeric_limits<std::uint64_t>::max() / tensor.shape.back())
            throw Error(texts.impossible_shape, what);
        tensor.size *= tensor.shape.back();
    }
    const Json& offsets =
        as_array(member(entry, "data_offsets", what), Message(texts.key_of, "data_offsets", what));
    if (offsets.size() != 2) throw Error(texts.not_two_offsets, Message(texts.key_of, "data_offsets", what));
    constexpr std::uint64_t anywhere = std::uint64_t{1} << 62;
    const std::uint64_t begin = as_count(offsets[0], anywhere, Message(texts.first_offset, what));
    const std::uint64_t end = as_count(offsets[1], anywhere, Message(texts.second_offset, what));
    if (std::max(begin, end) > size) throw Error(texts.copy_again, Message(texts.behind_the_end, what));
    if (begin > end || end - begin != tensor.size)
        throw Error(texts.wrong_size, what, format_shape(tensor.shape), tensor.size);
    tensor.offset = data + begin;
    return tensor;
}

/// Sorts them by their data. @throws Error unless they cover the bytes from `end` to `last`, each once.
void put_in_order(std::vector<Tensor>& tensors, std::uint64_t end, std::uint64_t last) {
    // Of an empty tensor and another that begin together, the empty one comes first.
    std::ranges::stable_sort(tensors, {}, [](const Tensor& one) { return std::pair(one.offset, one.size); });
    const std::uint64_t first = end;
    for (const Tensor& one : tensors) {
        if (one.offset < end) throw Error(texts.overlap, Message(texts.tensor, one_line(one.name)));
        if (one.offset > end) throw Error(texts.hole, Message(texts.tensor, one_line(one.name)));
        end += one.size;
    }
    if (end != last) throw Error(texts.copy_again, Message(texts.not_covered, end - first, last - first));
}

}  // namespace

template <class T>
std::vector<T> read_tensor(ByteSource& source, const Tensor& tensor) {
    std::vector<T> values(tensor.size / sizeof(T));
    source.read(tensor.offset, {reinterpret_cast<char*>(values.data()), values.size() * sizeof(T)});
    return values;
}
template std::vector<float> read_tensor(ByteSource&, const Tensor&);
template std::vector<double> read_tensor(ByteSource&, const Tensor&);

Safetensors parse_safetensors(ByteSource& source) {
    const std::string header = header_of(source);
    const std::uint64_t data = kLengthSize + header.size();
    const Json entries = parse_json_object(header, texts.header);
    Safetensors contents;
    for (const auto& [name, entry] : entries.items()) {
        if (name != "__metadata__") {
            contents.tensors.push_back(parse_tensor(name, entry, data, source.size() - data));
            continue;
        }
        for (const auto& [key, value] : as_object(entry, Message(texts.key, "__metadata__")).items())
            contents.metadata[key] = as_string(value, Message(texts.metadata, one_line(key)));
    }
    put_in_order(contents.tensors, data, source.size());
    return contents;
}

void write_safetensors(const Metadata& metadata, const std::vector<OutgoingTensor>& tensors, ByteSink& sink) {
    nlohmann::ordered_json header;
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::uint64_t end = 0;
    for (const OutgoingTensor& tensor : tensors) {
        const std::uint64_t begin = end;
        end += tensor.data.size();
        header[tensor.name] = {
            {"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {begin, end}}};
    }
    std::string text = header.dump();
    while ((kLengthSize + text.size()) % kDataAlignment != 0) text += ' ';  // as the format allows
    const std::uint64_t length = text.size();
    sink.write({reinterpret_cast<const char*>(&length), kLengthSize});
    sink.write(text);
    for (const OutgoingTensor& tensor : tensors) sink.write(tensor.data);
}

std::string format_shape(const std::vector<std::uint64_t>& shape) {
    std::string text = "[";
    for (std::uint64_t extent : shape) text += (text.size() > 1 ? ", " : "") + std::to_string(extent);
    return text + "]";
}

}  // namespace convoscope::models
