#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace convoscope::models {

/// The container: https://github.com/huggingface/safetensors ("Format"), byte by byte in
/// assets/models/README.md. Knows nothing of models. Tensors are read from the file and written to it one by
/// one: a network of half a gigabyte is never held twice.

using Metadata = std::map<std::string, std::string>;

/// A tensor in a file.
struct Tensor {
    std::string name;
    std::string dtype;  ///< "F32", "F64", ...
    std::vector<std::uint64_t> shape;
    std::uint64_t offset = 0;  ///< in the file, of its data: little-endian, in C order
    std::uint64_t size = 0;    ///< of its data, in bytes
};

struct Safetensors {
    Metadata metadata;
    std::vector<Tensor> tensors;  ///< in the order of their data, which they cover without holes
};

/// Headers may be this long; ours have a few thousand bytes.
inline constexpr std::uint64_t kMaximumHeader = 8u << 20;

/// Reads the header.
/// @throws Error when the bytes are not exactly as documented; what() is the reason alone, without a file
/// name.
Safetensors parse_safetensors(ByteSource& source);

/// The tensor's data as T, whatever its dtype says: size / sizeof(T) values.
/// @throws Error as ByteSource::read
template <class T>
std::vector<T> read_tensor(ByteSource& source, const Tensor& tensor);

/// A tensor that is to be written.
struct OutgoingTensor {
    std::string name;
    std::string dtype;
    std::vector<std::uint64_t> shape;
    std::string_view data;  ///< little-endian, in C order
};

/// The tensors' data in their order, starting at a multiple of 64 bytes.
void write_safetensors(const Metadata& metadata, const std::vector<OutgoingTensor>& tensors, ByteSink& sink);

/// "[16, 6, 5, 5]"
std::string format_shape(const std::vector<std::uint64_t>& shape);

}  // namespace convoscope::models
