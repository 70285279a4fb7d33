#include "models/raw_tensor.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace convoscope::models {
namespace {

constexpr std::int64_t kMostNumbers = std::int64_t{1} << 48;
constexpr std::size_t kMostAxes = 32;  // NumPy's limit

/// IEEE 754 binary16: one bit of sign, five of the exponent (less 15), ten of the fraction.
float from_half(std::uint16_t bits) {
    const int exponent = bits >> 10 & 31;
    const float fraction = static_cast<float>(bits & 1023) / 1024.0f;
    float result = exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1.0f + fraction, exponent - 15);
    if (exponent == 31)
        result =
            fraction == 0 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
    return (bits & 0x8000) != 0 ? -result : result;
}

/// The bits of the index-th number, the lowest first whatever the file's order is.
std::uint64_t bits_at(const RawTensor& raw, std::size_t size, std::int64_t index) {
    char bytes[8] = {};
    std::memcpy(bytes, raw.bytes.data() + static_cast<std::size_t>(index) * size, size);
    if (raw.big_endian) std::reverse(bytes, bytes + size);
    static_assert(std::endian::native == std::endian::little, "files' numbers are little-endian like ours");
    std::uint64_t bits = 0;
    std::memcpy(&bits, bytes, sizeof bits);
    return bits;
}

float floating(NumberType type, std::uint64_t bits) {
    switch (type) {
        case NumberType::Float16:
            return from_half(static_cast<std::uint16_t>(bits));
        case NumberType::BFloat16:
            return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
        case NumberType::Float64: {
            const double value = std::bit_cast<double>(bits);
            // Beyond a float's range the conversion is undefined; such a weight is none.
            if (std::abs(value) <= static_cast<double>(std::numeric_limits<float>::max()))
                return static_cast<float>(value);
            return std::isnan(value)
                       ? std::numeric_limits<float>::quiet_NaN()
                       : std::copysign(std::numeric_limits<float>::infinity(), value < 0 ? -1.0f : 1.0f);
        }
        default:
            return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    }
}

std::int64_t whole(NumberType type, std::uint64_t bits) {
    switch (type) {
        case NumberType::Int8:
            return static_cast<std::int8_t>(bits);
        case NumberType::Int16:
            return static_cast<std::int16_t>(bits);
        case NumberType::Int32:
            return static_cast<std::int32_t>(bits);
        case NumberType::Bool:
            return bits != 0;
        default:
            return static_cast<std::int64_t>(bits);
    }
}

/// Whether every number of it lies within its bytes.
bool lies_within(const RawTensor& raw, std::int64_t available) {
    std::int64_t last = raw.offset;
    if (last < 0 || last > available) return false;
    for (std::size_t axis = 0; axis < raw.shape.size(); ++axis) {
        const std::int64_t steps = raw.shape[axis] - 1;
        const std::int64_t stride = raw.strides[axis];
        if (stride < 0) return false;
        if (steps > 0 && stride > (available - last) / steps) return false;
        last += std::max<std::int64_t>(steps, 0) * stride;
    }
    return last < available;
}

/// Calls `use` with the place of each number, in C order.
template <typename Use>
void for_each_place(const RawTensor& raw, std::int64_t count, const Use& use) {
    std::vector<std::int64_t> at(raw.shape.size(), 0);
    std::int64_t place = raw.offset;
    for (std::int64_t i = 0; i < count; ++i) {
        use(place);
        for (std::size_t axis = at.size(); axis-- > 0;) {
            place += raw.strides[axis];
            if (++at[axis] < raw.shape[axis]) break;
            place -= raw.strides[axis] * raw.shape[axis];
            at[axis] = 0;
        }
    }
}

bool lies_without_holes(const RawTensor& raw) {
    std::int64_t stride = 1;
    for (std::size_t axis = raw.shape.size(); axis-- > 0; stride *= raw.shape[axis])
        if (raw.shape[axis] > 1 && raw.strides[axis] != stride) return false;
    return true;
}

}  // namespace

std::size_t bytes_of(NumberType type) {
    switch (type) {
        case NumberType::Int8:
        case NumberType::UInt8:
        case NumberType::Bool:
            return 1;
        case NumberType::Float16:
        case NumberType::BFloat16:
        case NumberType::Int16:
        case NumberType::UInt16:
            return 2;
        case NumberType::Float32:
        case NumberType::Int32:
        case NumberType::UInt32:
            return 4;
        default:
            return 8;
    }
}

bool is_floating(NumberType type) { return type <= NumberType::Float64; }

std::optional<std::int64_t> count_of(const std::vector<std::int64_t>& shape) {
    if (shape.size() > kMostAxes) return std::nullopt;
    std::int64_t count = 1;
    for (const std::int64_t extent : shape) {
        if (extent < 0 || (count > 0 && extent > kMostNumbers / count)) return std::nullopt;
        count *= extent;
    }
    return count;
}

std::optional<std::vector<std::int64_t>> strides_of(const std::vector<std::int64_t>& shape, bool fortran) {
    if (!count_of(shape)) return std::nullopt;
    std::vector<std::int64_t> strides(shape.size());
    std::int64_t stride = 1;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const std::size_t axis = fortran ? i : shape.size() - 1 - i;
        strides[axis] = stride;
        if (shape[axis] > 1) {
            if (stride > kMostNumbers / shape[axis]) return std::nullopt;  // beside an extent of 0
            stride *= shape[axis];
        }
    }
    return strides;
}

std::optional<GraphTensor> to_tensor(const RawTensor& given) {
    const auto count = count_of(given.shape);
    if (!count || given.strides.size() != given.shape.size()) return std::nullopt;
    RawTensor raw = given;
    for (std::size_t axis = 0; axis < raw.shape.size(); ++axis)
        if (raw.shape[axis] == 1) raw.strides[axis] = 0;  // says nothing, and may be anything
    GraphTensor tensor;
    tensor.shape = raw.shape;
    if (*count == 0) return tensor;
    const std::size_t size = bytes_of(raw.type);
    if (!lies_within(raw, static_cast<std::int64_t>(raw.bytes.size() / size))) return std::nullopt;
    if (raw.type == NumberType::Float32 && !raw.big_endian && lies_without_holes(raw)) {
        tensor.values.resize(static_cast<std::size_t>(*count));
        std::memcpy(tensor.values.data(), raw.bytes.data() + static_cast<std::size_t>(raw.offset) * size,
                    tensor.values.size() * size);
    } else if (is_floating(raw.type)) {
        tensor.values.reserve(static_cast<std::size_t>(*count));
        for_each_place(raw, *count, [&](std::int64_t place) {
            tensor.values.push_back(floating(raw.type, bits_at(raw, size, place)));
        });
    } else {
        tensor.integers.reserve(static_cast<std::size_t>(*count));
        for_each_place(raw, *count, [&](std::int64_t place) {
            tensor.integers.push_back(whole(raw.type, bits_at(raw, size, place)));
        });
    }
    return tensor;
}

}  // namespace convoscope::models
