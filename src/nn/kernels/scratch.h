#pragma once

#include <cstddef>

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

/// Hands out parts of the scratch, each aligned to 64 bytes. With no scratch it only counts.
struct Scratch {
    float* begin = nullptr;
    std::size_t used = 0;

    template <class Value>
    Value* take(std::size_t count) {
        const std::size_t at = used;
        used += (count * sizeof(Value) + 63) / 64 * 16;
        return begin ? reinterpret_cast<Value*>(begin + at) : nullptr;
    }
};

}  // namespace
}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
