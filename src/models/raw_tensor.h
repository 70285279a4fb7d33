#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "models/graph.h"

/// Numbers as files have them, made numbers of ours.
namespace convoscope::models {

enum class NumberType {
    Float16,
    BFloat16,
    Float32,
    Float64,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Bool
};

std::size_t bytes_of(NumberType type);
bool is_floating(NumberType type);

/// A tensor in a block of bytes.
struct RawTensor {
    NumberType type = NumberType::Float32;
    bool big_endian = false;
    std::string_view bytes;             ///< the whole block
    std::int64_t offset = 0;            ///< of the first number in it, in numbers
    std::vector<std::int64_t> shape;    ///< empty: a single number
    std::vector<std::int64_t> strides;  ///< from one to the next on each axis, in numbers; none negative
};

/// Strides of a tensor that lies without holes, the last axis (C) or the first one (Fortran) running fastest.
/// Nothing when the shape is impossible: a negative extent, or more than 2^48 numbers.
std::optional<std::vector<std::int64_t>> strides_of(const std::vector<std::int64_t>& shape,
                                                    bool fortran = false);
/// Numbers of this shape; nothing when it is impossible.
std::optional<std::int64_t> count_of(const std::vector<std::int64_t>& shape);

/// The tensor in C order; nothing when some of it lies outside its bytes. It takes 4 bytes a number (8 where
/// the numbers are whole), which the caller may want to compare with the file's size before.
std::optional<GraphTensor> to_tensor(const RawTensor& raw);

/// What may be taken of memory because of a file: a stated multiple of its size. A file of a few bytes may
/// claim anything: a compressed one, or one whose tensors share their numbers.
class Budget {
  public:
    /// Sixteen times the file, and a mebibyte.
    explicit Budget(std::size_t file) : left_(16 * std::uint64_t{file} + (1 << 20)), all_(left_) {}

    /// Whether that much was left; it is taken off.
    bool spend(std::uint64_t bytes) {
        if (bytes > left_) return false;
        left_ -= bytes;
        return true;
    }
    std::uint64_t left() const { return left_; }
    std::uint64_t all() const { return all_; }

  private:
    std::uint64_t left_;
    std::uint64_t all_;
};

}  // namespace convoscope::models
