#pragma once

#include <cstring>

namespace convoscope::train {

/// Four floats in one register: what baseline x86-64 (SSE2) has. GCC's and Clang's vector extension.
using Float4 = float __attribute__((vector_size(16)));

inline Float4 load4(const float* from) {
    Float4 values;
    std::memcpy(&values, from, sizeof values);
    return values;
}

inline void store4(float* to, Float4 values) { std::memcpy(to, &values, sizeof values); }

inline Float4 all4(float value) { return Float4{value, value, value, value}; }

inline float sum4(Float4 values) { return (values[0] + values[2]) + (values[1] + values[3]); }

}  // namespace convoscope::train
