#include "models/onnx/tensors.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "base/error.h"
#include "models/json_reader.h"
#include "models/model_file.h"
#include "models/narrow_floats.h"
#include "models/onnx/texts.h"
#include "models/texts.h"

namespace convoscope::models::onnx {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied from the file as they are");

using ::onnx::TensorProto;

std::string shape_words(const std::vector<std::int64_t>& shape) {
    std::string words = "[";
    for (const std::int64_t extent : shape) words += (words.size() > 1 ? ", " : "") + std::to_string(extent);
    return words + "]";
}

std::size_t volume(const std::vector<std::int64_t>& shape, const Message& what) {
    constexpr std::uint64_t most = std::uint64_t{1} << 31;  // more than a file may have bytes
    std::uint64_t count = 1;
    for (const std::int64_t extent : shape) {
        if (extent < 0 || static_cast<std::uint64_t>(extent) > most)
            throw Error(models::texts.impossible_shape, what);
        count *= static_cast<std::uint64_t>(extent);
        if (count > most) throw Error(models::texts.impossible_shape, what);
    }
    return count;
}

/// What a tensor's numbers are made of: either `raw` bytes, or a list of the message's.
struct Source {
    TensorProto& tensor;
    std::optional<std::string_view> raw;
    std::size_t count;  ///< numbers that the shape wants
    const Message& what;

    void expect(std::size_t wanted, const Text& unit, std::size_t found) const {
        if (wanted == found) return;
        const std::vector<std::int64_t> shape(tensor.dims().begin(), tensor.dims().end());
        throw Error(models::texts.copy_again,
                    Message(texts.wrong_count, what, shape_words(shape), wanted, unit, found));
    }
};

/// @param list     numbers where there are no raw bytes; emptied
/// @param convert  a Stored to what `to` holds
template <class Stored, class Listed, class Target, class Convert>
void fill(std::vector<Target>& to, const Source& source, google::protobuf::RepeatedField<Listed>* list,
          Convert convert) {
    if (source.raw) {
        source.expect(source.count * sizeof(Stored), texts.bytes, source.raw->size());
        to.resize(source.count);
        for (std::size_t i = 0; i < to.size(); ++i) {
            Stored stored;
            std::memcpy(&stored, source.raw->data() + i * sizeof(Stored), sizeof(Stored));
            to[i] = convert(stored);
        }
        return;
    }
    google::protobuf::RepeatedField<Listed> values;
    values.Swap(list);
    source.expect(source.count, texts.values, static_cast<std::size_t>(values.size()));
    to.reserve(source.count);
    for (const Listed value : values) to.push_back(convert(static_cast<Stored>(value)));
}

template <class Stored, class Listed>
void fill_whole(GraphTensor& to, const Source& source, google::protobuf::RepeatedField<Listed>* list) {
    fill<Stored>(to.integers, source, list, [](Stored value) { return static_cast<std::int64_t>(value); });
}

void fill_by_type(GraphTensor& to, const Source& source) {
    TensorProto& tensor = source.tensor;
    switch (tensor.data_type()) {
        case TensorProto::FLOAT:
            return fill<float>(to.values, source, tensor.mutable_float_data(), [](float v) { return v; });
        case TensorProto::DOUBLE:
            return fill<double>(to.values, source, tensor.mutable_double_data(),
                                [](double v) { return static_cast<float>(v); });
        case TensorProto::FLOAT16:
            return fill<std::uint16_t>(to.values, source, tensor.mutable_int32_data(), float_of_half);
        case TensorProto::BFLOAT16:
            return fill<std::uint16_t>(to.values, source, tensor.mutable_int32_data(), float_of_bfloat);
        case TensorProto::INT8:
            return fill_whole<std::int8_t>(to, source, tensor.mutable_int32_data());
        case TensorProto::UINT8:
            return fill_whole<std::uint8_t>(to, source, tensor.mutable_int32_data());
        case TensorProto::INT16:
            return fill_whole<std::int16_t>(to, source, tensor.mutable_int32_data());
        case TensorProto::UINT16:
            return fill_whole<std::uint16_t>(to, source, tensor.mutable_int32_data());
        case TensorProto::INT32:
            return fill_whole<std::int32_t>(to, source, tensor.mutable_int32_data());
        case TensorProto::UINT32:
            return fill_whole<std::uint32_t>(to, source, tensor.mutable_uint64_data());
        case TensorProto::INT64:
            return fill_whole<std::int64_t>(to, source, tensor.mutable_int64_data());
        case TensorProto::UINT64:
            return fill_whole<std::uint64_t>(to, source, tensor.mutable_uint64_data());
        case TensorProto::BOOL:
            return fill<std::uint8_t>(to.integers, source, tensor.mutable_int32_data(),
                                      [](std::uint8_t v) { return std::int64_t{v != 0}; });
        default:
            break;
    }
    const std::string& name =
        TensorProto::DataType_Name(static_cast<TensorProto::DataType>(tensor.data_type()));
    throw Error(texts.unreadable_type, source.what, name.empty() ? std::to_string(tensor.data_type()) : name);
}

std::string text_of(const TensorProto& tensor, std::string_view key) {
    for (const auto& entry : tensor.external_data())
        if (entry.key() == key) return entry.value();
    return "";
}

/// A number of bytes that is written in decimals; `absent` when there is none.
std::uint64_t number_of(const TensorProto& tensor, std::string_view key, std::uint64_t absent) {
    const std::string words = text_of(tensor, key);
    if (words.empty()) return absent;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), number);
    // What is no number lies behind the end of every file.
    const bool whole = error == std::errc() && end == words.data() + words.size();
    return whole ? number : std::numeric_limits<std::uint64_t>::max();
}

/// A file's name alone: on no system does it lead into another folder, or to a device.
bool is_plain_name(const std::string& name) {
    return name != "." && name != ".." && std::ranges::none_of(name, [](char c) {
               return c == '/' || c == '\\' || c == ':' || (c >= 0 && c < ' ');
           });
}

}  // namespace

DataFiles::File& DataFiles::file(const std::string& name, const Message& what) {
    if (name.empty()) throw Error(texts.damaged, Message(texts.data_unknown, what));
    if (!is_plain_name(name)) throw Error(texts.data_elsewhere, what, one_line(name));
    const auto known = files_.find(name);
    if (known != files_.end()) return known->second;
    if (!beside_) throw Error(texts.data_missing, one_line(name));
    try {
        File file{beside_(name, kMaximumModelFile)};
        file.left = file.bytes.size();
        return files_.emplace(name, std::move(file)).first->second;
    } catch (const Error&) {
        throw Error(texts.data_missing, one_line(name));
    }
}

std::string_view DataFiles::data_of(const TensorProto& tensor, const Message& what) {
    const std::string name = text_of(tensor, "location");
    File& in = file(name, what);
    const std::uint64_t offset = number_of(tensor, "offset", 0);
    if (offset > in.bytes.size()) throw Error(texts.data_behind, what, one_line(name));
    const std::uint64_t rest = in.bytes.size() - offset;
    const std::uint64_t length = number_of(tensor, "length", rest);
    if (length > rest) throw Error(texts.data_behind, what, one_line(name));
    if (length > in.left) throw Error(texts.damaged, Message(texts.data_shared, one_line(name)));
    in.left -= length;
    return std::string_view(in.bytes).substr(offset, length);
}

GraphTensor take_tensor(TensorProto& tensor, DataFiles& files, const Message& what) {
    GraphTensor taken;
    taken.shape.assign(tensor.dims().begin(), tensor.dims().end());
    std::unique_ptr<std::string> raw;  // this one's bytes are freed at the end of this function
    Source source{tensor, std::nullopt, volume(taken.shape, what), what};
    if (tensor.data_location() == TensorProto::EXTERNAL) {
        source.raw = files.data_of(tensor, what);
    } else if (tensor.has_raw_data()) {
        raw.reset(tensor.release_raw_data());
        source.raw = *raw;
    }
    fill_by_type(taken, source);
    return taken;
}

}  // namespace convoscope::models::onnx
