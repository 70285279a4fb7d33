#pragma once

#include <cstddef>
#include <cstring>

#if defined(__AVX2__) || defined(__AVX512F__)
#include <immintrin.h>
#endif

#include "nn/kernels/table.h"

#ifndef CONVOSCOPE_ISA
#error "compile the kernels with CONVOSCOPE_ISA, the name of the instruction set (see CMakeLists.txt)"
#endif

/// Vectors of floats as long as the instruction set has them, which is decided by the flags that this source
/// is compiled with. Arithmetic is GCC's and Clang's vector extension: `a * b + c` on whole vectors, which
/// the compiler turns into one fused instruction where there is one. What the extension has no words for
/// (parts of vectors, shuffles) has one function here, with one version an instruction set.
///
/// Everything is in an unnamed namespace: see the danger in kernels/table.h.

#if defined(__clang__)
#define CONVOSCOPE_UNROLL _Pragma("unroll")
#else
#define CONVOSCOPE_UNROLL _Pragma("GCC unroll 32")
#endif

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

#if defined(__AVX512F__)
constexpr int kWidth = 16;
constexpr int kRegisters = 32;
#elif defined(__AVX2__)
constexpr int kWidth = 8;
constexpr int kRegisters = 16;
#else
constexpr int kWidth = 4;  // SSE2, which every x86-64 has; NEON; elsewhere the compiler makes do
constexpr int kRegisters = 16;
#endif

using Vector = float __attribute__((vector_size(kWidth * sizeof(float))));
using Integers = int __attribute__((vector_size(kWidth * sizeof(float))));

inline Vector load(const float* from) {
    Vector values;
    std::memcpy(&values, from, sizeof values);
    return values;
}

inline void store(float* to, Vector values) { std::memcpy(to, &values, sizeof values); }

/// `count` values (0 .. kWidth), then zeros. Touches no memory behind them.
inline Vector load_first(const float* from, int count);
inline void store_first(float* to, Vector values, int count);

/// a > b ? a : b, lane by lane: b where either is no number.
inline Vector larger(Vector a, Vector b);

/// The values with even (odd) numbers of a and then of b.
inline Vector evens(Vector a, Vector b);
inline Vector odds(Vector a, Vector b);

/// The other way round: a[0] b[0] a[1] b[1] ..., and how it goes on in a second vector.
inline Vector interleave_low(Vector a, Vector b);
inline Vector interleave_high(Vector a, Vector b);

/// Whether any bit is set.
inline bool any(Integers bits);

/// Writes the values that are not zero, and the `beside` of each, and returns how many they are. Touches
/// kWidth elements of both.
inline int store_nonzero(Vector values, Integers beside, float* values_to, int* beside_to);

/// rows[i][k] becomes rows[k][i].
inline void transpose(Vector (&rows)[kWidth]);

#if defined(__AVX512F__)

inline Vector all(float value) { return _mm512_set1_ps(value); }
inline __mmask16 first_lanes(int count) { return static_cast<__mmask16>((1u << count) - 1u); }
inline Vector load_first(const float* from, int count) {
    return _mm512_maskz_loadu_ps(first_lanes(count), from);
}
inline void store_first(float* to, Vector values, int count) {
    _mm512_mask_storeu_ps(to, first_lanes(count), values);
}
inline Vector larger(Vector a, Vector b) { return _mm512_max_ps(a, b); }
inline bool any(Integers bits) {
    const __m512i same = reinterpret_cast<__m512i>(bits);
    return _mm512_test_epi32_mask(same, same) != 0;
}
inline int store_nonzero(Vector values, Integers beside, float* values_to, int* beside_to) {
    const __mmask16 lanes = _mm512_cmp_ps_mask(values, _mm512_setzero_ps(), _CMP_NEQ_UQ);
    _mm512_storeu_ps(values_to, _mm512_maskz_compress_ps(lanes, values));
    _mm512_storeu_si512(beside_to, _mm512_maskz_compress_epi32(lanes, reinterpret_cast<__m512i>(beside)));
    return __builtin_popcount(lanes);
}
inline Vector evens(Vector a, Vector b) {
    const __m512i index = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    return _mm512_permutex2var_ps(a, index, b);
}
inline Vector odds(Vector a, Vector b) {
    const __m512i index = _mm512_set_epi32(31, 29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1);
    return _mm512_permutex2var_ps(a, index, b);
}
inline Vector interleave_low(Vector a, Vector b) {
    const __m512i index = _mm512_set_epi32(23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    return _mm512_permutex2var_ps(a, index, b);
}
inline Vector interleave_high(Vector a, Vector b) {
    const __m512i index = _mm512_set_epi32(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8);
    return _mm512_permutex2var_ps(a, index, b);
}

// Four steps: pairs of rows are interleaved, then pairs of pairs, which leaves columns in quarters (four
// lanes); then quarters are exchanged in two steps. Step one and two work inside the quarters.
inline void transpose(Vector (&rows)[16]) {
    __m512 a[16];
    __m512 b[16];
    CONVOSCOPE_UNROLL
    for (int i = 0; i < 16; i += 2) {
        a[i] = _mm512_unpacklo_ps(rows[i], rows[i + 1]);
        a[i + 1] = _mm512_unpackhi_ps(rows[i], rows[i + 1]);
    }
    CONVOSCOPE_UNROLL
    for (int i = 0; i < 16; i += 4) {
        b[i] = _mm512_shuffle_ps(a[i], a[i + 2], 0x44);
        b[i + 1] = _mm512_shuffle_ps(a[i], a[i + 2], 0xee);
        b[i + 2] = _mm512_shuffle_ps(a[i + 1], a[i + 3], 0x44);
        b[i + 3] = _mm512_shuffle_ps(a[i + 1], a[i + 3], 0xee);
    }
    // b[4 * g + c] has columns c, 4 + c, 8 + c, 12 + c (one a quarter) of rows 4 * g .. 4 * g + 3.
    CONVOSCOPE_UNROLL
    for (int c = 0; c < 4; ++c) {
        const __m512 low_upper = _mm512_shuffle_f32x4(b[c], b[4 + c], 0x88);       // columns c, 8 + c
        const __m512 high_upper = _mm512_shuffle_f32x4(b[c], b[4 + c], 0xdd);      // 4 + c, 12 + c
        const __m512 low_lower = _mm512_shuffle_f32x4(b[8 + c], b[12 + c], 0x88);  // the same of rows 8 .. 15
        const __m512 high_lower = _mm512_shuffle_f32x4(b[8 + c], b[12 + c], 0xdd);
        rows[c] = _mm512_shuffle_f32x4(low_upper, low_lower, 0x88);
        rows[8 + c] = _mm512_shuffle_f32x4(low_upper, low_lower, 0xdd);
        rows[4 + c] = _mm512_shuffle_f32x4(high_upper, high_lower, 0x88);
        rows[12 + c] = _mm512_shuffle_f32x4(high_upper, high_lower, 0xdd);
    }
}

#elif defined(__AVX2__)

inline Vector all(float value) { return _mm256_set1_ps(value); }
inline __m256i first_lanes(int count) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0));
}
inline Vector load_first(const float* from, int count) {
    return _mm256_maskload_ps(from, first_lanes(count));
}
inline void store_first(float* to, Vector values, int count) {
    _mm256_maskstore_ps(to, first_lanes(count), values);
}
inline Vector larger(Vector a, Vector b) { return _mm256_max_ps(a, b); }
inline bool any(Integers bits) {
    const __m256i same = reinterpret_cast<__m256i>(bits);
    return _mm256_testz_si256(same, same) == 0;
}
// Shuffles work in each half: the quarters come out as a0 b0 a1 b1 and are then put in order.
inline Vector in_order(__m256 shuffled) {
    return _mm256_castpd_ps(_mm256_permute4x64_pd(_mm256_castps_pd(shuffled), 0xd8));
}
inline Vector evens(Vector a, Vector b) { return in_order(_mm256_shuffle_ps(a, b, 0x88)); }
inline Vector odds(Vector a, Vector b) { return in_order(_mm256_shuffle_ps(a, b, 0xdd)); }
inline Vector interleave_low(Vector a, Vector b) {
    return _mm256_permute2f128_ps(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b), 0x20);
}
inline Vector interleave_high(Vector a, Vector b) {
    return _mm256_permute2f128_ps(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b), 0x31);
}

inline void transpose(Vector (&rows)[8]) {
    __m256 a[8];
    __m256 b[8];
    CONVOSCOPE_UNROLL
    for (int i = 0; i < 8; i += 2) {
        a[i] = _mm256_unpacklo_ps(rows[i], rows[i + 1]);
        a[i + 1] = _mm256_unpackhi_ps(rows[i], rows[i + 1]);
    }
    CONVOSCOPE_UNROLL
    for (int i = 0; i < 8; i += 4) {
        b[i] = _mm256_shuffle_ps(a[i], a[i + 2], 0x44);
        b[i + 1] = _mm256_shuffle_ps(a[i], a[i + 2], 0xee);
        b[i + 2] = _mm256_shuffle_ps(a[i + 1], a[i + 3], 0x44);
        b[i + 3] = _mm256_shuffle_ps(a[i + 1], a[i + 3], 0xee);
    }
    CONVOSCOPE_UNROLL
    for (int c = 0; c < 4; ++c) {  // b[c] has columns c and 4 + c of rows 0 .. 3, b[4 + c] of rows 4 .. 7
        rows[c] = _mm256_permute2f128_ps(b[c], b[4 + c], 0x20);
        rows[4 + c] = _mm256_permute2f128_ps(b[c], b[4 + c], 0x31);
    }
}

#else

inline Vector all(float value) { return Vector{value, value, value, value}; }
inline Vector load_first(const float* from, int count) {
    if (count == kWidth) return load(from);
    Vector values{};
    std::memcpy(&values, from, static_cast<std::size_t>(count) * sizeof(float));
    return values;
}
inline void store_first(float* to, Vector values, int count) {
    if (count == kWidth) return store(to, values);
    std::memcpy(to, &values, static_cast<std::size_t>(count) * sizeof(float));
}
inline Vector larger(Vector a, Vector b) { return a > b ? a : b; }
inline bool any(Integers bits) { return (bits[0] | bits[1] | bits[2] | bits[3]) != 0; }
inline Vector evens(Vector a, Vector b) { return Vector{a[0], a[2], b[0], b[2]}; }
inline Vector odds(Vector a, Vector b) { return Vector{a[1], a[3], b[1], b[3]}; }
inline Vector interleave_low(Vector a, Vector b) { return Vector{a[0], b[0], a[1], b[1]}; }
inline Vector interleave_high(Vector a, Vector b) { return Vector{a[2], b[2], a[3], b[3]}; }
inline void transpose(Vector (&rows)[4]) {
    const Vector a = rows[0];
    const Vector b = rows[1];
    const Vector c = rows[2];
    const Vector d = rows[3];
    rows[0] = Vector{a[0], b[0], c[0], d[0]};
    rows[1] = Vector{a[1], b[1], c[1], d[1]};
    rows[2] = Vector{a[2], b[2], c[2], d[2]};
    rows[3] = Vector{a[3], b[3], c[3], d[3]};
}

#endif

#if !defined(__AVX512F__)
inline int store_nonzero(Vector values, Integers beside, float* values_to, int* beside_to) {
    int count = 0;
    CONVOSCOPE_UNROLL
    for (int lane = 0; lane < kWidth; ++lane) {
        values_to[count] = values[lane];
        beside_to[count] = beside[lane];
        count += values[lane] != 0.0f ? 1 : 0;
    }
    return count;
}
#endif

inline float sum(Vector values) {
    float total = 0;
    for (int lane = 0; lane < kWidth; ++lane) total += values[lane];
    return total;
}

inline Integers bits_of(Vector values) {
    Integers bits;
    std::memcpy(&bits, &values, sizeof bits);
    return bits;
}
inline Vector from_bits(Integers bits) {
    Vector values;
    std::memcpy(&values, &bits, sizeof values);
    return values;
}

constexpr int smaller_of(int a, int b) { return a < b ? a : b; }
constexpr int larger_of(int a, int b) { return a > b ? a : b; }
constexpr int ceil_divide(int a, int b) { return (a + b - 1) / b; }
constexpr int rounded_up(int count, int step) { return ceil_divide(count, step) * step; }
/// Floats in a packed row of `outputs`.
constexpr int packed_row(int outputs) { return rounded_up(outputs, kPackedStep); }

}  // namespace
}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
