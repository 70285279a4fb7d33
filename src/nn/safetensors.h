#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace convoscope::nn {

/// The container: https://github.com/huggingface/safetensors ("Format"), byte by byte in
/// assets/models/README.md. Knows nothing of models.

struct Tensor {
    std::string name;
    std::string dtype;  ///< "F32", "F64", ...
    std::vector<std::uint64_t> shape;
    std::string_view data;  ///< little-endian, in C order; a part of the bytes that were parsed

    /// As little-endian T: data.size() / sizeof(T) values.
    template <class T>
    std::vector<T> values() const;
};

struct Safetensors {
    std::map<std::string, std::string> metadata;
    std::vector<Tensor> tensors;  ///< in the order of their data, which they cover without holes
};

/// Headers may be this long; ours have a few thousand bytes.
inline constexpr std::uint64_t kMaximumHeader = 8u << 20;

/// The result refers to `bytes`.
/// @throws Error when `bytes` are not exactly as documented; what() is the reason alone, without a file name.
Safetensors parse_safetensors(std::string_view bytes);

/// The tensors' data in their order, starting at a multiple of 64 bytes.
std::string serialise_safetensors(const Safetensors& contents);

/// "[16, 6, 5, 5]"
std::string format_shape(const std::vector<std::uint64_t>& shape);

}  // namespace convoscope::nn
