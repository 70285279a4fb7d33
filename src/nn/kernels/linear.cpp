#include "nn/kernels/functions.h"
#include "nn/kernels/scratch.h"
#include "nn/kernels/vector.h"

// A matrix times a vector reads every weight once: it is memory that takes the time, not arithmetic. So the
// sum runs over rows of weights that belong to one input each (that is why they are packed), and the rows of
// inputs that are zero, as half of them are behind a ReLU, are not read at all. Outputs stay in registers.

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

/// The factors of a sum of rows that are not zero, and the rows' numbers.
struct Terms {
    int count = 0;
    float* factors = nullptr;
    int* rows = nullptr;
};

/// As many terms as there are values at most; a whole vector may be written behind the last.
Terms place_terms(int values, Scratch& scratch) {
    Terms terms;
    terms.factors = scratch.take<float>(static_cast<std::size_t>(values) + kWidth);
    terms.rows = scratch.take<int>(static_cast<std::size_t>(values) + kWidth);
    return terms;
}

void find_terms(const float* values, int count, Terms& terms) {
    Integers lanes;
    for (int lane = 0; lane < kWidth; ++lane) lanes[lane] = lane;
    int found = 0;
    for (int index = 0; index < count; index += kWidth)
        found += store_nonzero(load_first(values + index, smaller_of(kWidth, count - index)), lanes + index,
                               terms.factors + found, terms.rows + found);
    terms.count = found;
}

/// kVectors vectors of outputs: start + the sum of factor * row. Each output's sum is split into kSplit ones,
/// so that enough of them are under way to fill the time that an addition takes.
template <int kVectors>
void sum_rows(const Terms& terms, const float* matrix, std::ptrdiff_t step, const float* start, float* to,
              int count) {
    constexpr int kSplit = kVectors == 1 ? 8 : kVectors == 2 ? 4 : kVectors <= 4 ? 2 : 1;
    Vector total[kSplit][kVectors] = {};
    CONVOSCOPE_UNROLL
    for (int v = 0; v < kVectors; ++v) total[0][v] = start ? load(start + v * kWidth) : Vector{};
    int k = 0;
    for (; k + kSplit <= terms.count; k += kSplit) {
        CONVOSCOPE_UNROLL
        for (int s = 0; s < kSplit; ++s) {
            const float* row = matrix + terms.rows[k + s] * step;
            const Vector factor = all(terms.factors[k + s]);
            CONVOSCOPE_UNROLL
            for (int v = 0; v < kVectors; ++v) total[s][v] += factor * load(row + v * kWidth);
        }
    }
    for (; k < terms.count; ++k) {
        const float* row = matrix + terms.rows[k] * step;
        const Vector factor = all(terms.factors[k]);
        CONVOSCOPE_UNROLL
        for (int v = 0; v < kVectors; ++v) total[0][v] += factor * load(row + v * kWidth);
    }
    CONVOSCOPE_UNROLL
    for (int half = kSplit / 2; half > 0; half /= 2) {
        CONVOSCOPE_UNROLL
        for (int s = 0; s < half; ++s) {
            CONVOSCOPE_UNROLL
            for (int v = 0; v < kVectors; ++v) total[s][v] += total[s + half][v];
        }
    }
    CONVOSCOPE_UNROLL
    for (int v = 0; v + 1 < kVectors; ++v) store(to + v * kWidth, total[0][v]);
    store_first(to + (kVectors - 1) * kWidth, total[0][kVectors - 1], count - (kVectors - 1) * kWidth);
}

using SumRows = void (*)(const Terms&, const float*, std::ptrdiff_t, const float*, float*, int);
constexpr int kVectorsTogether = 8;
constexpr SumRows kSumRows[kVectorsTogether] = {sum_rows<1>, sum_rows<2>, sum_rows<3>, sum_rows<4>,
                                                sum_rows<5>, sum_rows<6>, sum_rows<7>, sum_rows<8>};

/// `count` outputs out of rows that are readable, as is `start`, up to whole vectors.
void sum_all_rows(const Terms& terms, const float* matrix, std::ptrdiff_t step, const float* start, float* to,
                  int count) {
    const int vectors = ceil_divide(count, kWidth);
    int done = 0;
    for (int blocks = ceil_divide(vectors, kVectorsTogether); blocks > 0; --blocks) {
        const int together = ceil_divide(vectors - done, blocks);
        const int at = done * kWidth;
        kSumRows[together - 1](terms, matrix + at, step, start ? start + at : nullptr, to + at,
                               smaller_of(together * kWidth, count - at));
        done += together;
    }
}

/// The `count` < kWidth outputs at the end of rows behind which there is nothing to read.
void sum_ends(const Terms& terms, const float* matrix, std::ptrdiff_t step, float* to, int count) {
    Vector total{};
    for (int k = 0; k < terms.count; ++k)
        total += all(terms.factors[k]) * load_first(matrix + terms.rows[k] * step, count);
    store_first(to, total, count);
}

/// kRows sums of input times a row of weights each.
template <int kRows>
void sum_products(int inputs, const float* input, const float* weight, const float* bias, float* output) {
    constexpr int kSplit = 2;  // sums under way for each row, to fill the time that an addition takes
    Vector total[kRows][kSplit] = {};
    int index = 0;
    for (; index + kSplit * kWidth <= inputs; index += kSplit * kWidth)
        for (int s = 0; s < kSplit; ++s) {
            const Vector values = load(input + index + s * kWidth);
            CONVOSCOPE_UNROLL
            for (int row = 0; row < kRows; ++row)
                total[row][s] +=
                    values * load(weight + static_cast<std::ptrdiff_t>(row) * inputs + index + s * kWidth);
        }
    for (; index < inputs; index += kWidth) {
        const int rest = smaller_of(kWidth, inputs - index);
        const Vector values = load_first(input + index, rest);
        for (int row = 0; row < kRows; ++row)
            total[row][0] +=
                values * load_first(weight + static_cast<std::ptrdiff_t>(row) * inputs + index, rest);
    }
    for (int row = 0; row < kRows; ++row) {
        const Vector both = total[row][0] + total[row][1];
        float sum = 0;
        for (int lane = 0; lane < kWidth; ++lane) sum += both[lane];
        output[row] = sum + bias[row];
    }
}

}  // namespace

std::size_t linear_scratch(int inputs, int outputs) {
    Scratch scratch;
    place_terms(larger_of(inputs, outputs), scratch);
    return scratch.used;
}

void linear_forward(int inputs, int outputs, const float* input, const float* packed_weight,
                    const float* packed_bias, float* scratch, float* output) {
    Scratch places{scratch};
    Terms terms = place_terms(inputs, places);
    find_terms(input, inputs, terms);
    sum_all_rows(terms, packed_weight, packed_row(outputs), packed_bias, output, outputs);
}

void linear_forward_unpacked(int inputs, int outputs, const float* input, const float* weight,
                             const float* bias, float* output) {
    constexpr int kRows = 4;
    int row = 0;
    for (; row + kRows <= outputs; row += kRows)
        sum_products<kRows>(inputs, input, weight + static_cast<std::ptrdiff_t>(row) * inputs, bias + row,
                            output + row);
    for (; row < outputs; ++row)
        sum_products<1>(inputs, input, weight + static_cast<std::ptrdiff_t>(row) * inputs, bias + row,
                        output + row);
}

void linear_weight_gradient(int inputs, int outputs, const float* input, const float* output_gradient,
                            float* weight_gradient, float* bias_gradient) {
    for (int row = 0; row < outputs; ++row) {
        const float factor = output_gradient[row];
        if (factor == 0.0f) continue;  // about half of them behind a ReLU
        bias_gradient[row] += factor;
        const Vector factors = all(factor);
        float* to = weight_gradient + static_cast<std::ptrdiff_t>(row) * inputs;
        int index = 0;
        for (; index + kWidth <= inputs; index += kWidth)
            store(to + index, load(to + index) + factors * load(input + index));
        if (index < inputs) {
            const int rest = inputs - index;
            store_first(to + index, load_first(to + index, rest) + factors * load_first(input + index, rest),
                        rest);
        }
    }
}

void linear_input_gradient(int inputs, int outputs, const float* weight, const float* output_gradient,
                           float* scratch, float* input_gradient) {
    Scratch places{scratch};
    Terms terms = place_terms(outputs, places);
    find_terms(output_gradient, outputs, terms);
    const int whole = inputs / kWidth * kWidth;
    if (whole > 0) sum_all_rows(terms, weight, inputs, nullptr, input_gradient, whole);
    if (whole < inputs) sum_ends(terms, weight + whole, inputs, input_gradient + whole, inputs - whole);
}

}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
