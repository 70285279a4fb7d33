#pragma once

#include "nn/kernels/scratch.h"
#include "nn/kernels/table.h"
#include "nn/kernels/vector.h"

/// What the convolution's passes share: a row of outputs as a sum over pairs of rows.
///
/// One row of outputs of one map is the sum, over all input maps and kernel rows, of a source row convolved
/// with a kernel row. Before a row of outputs is computed, those pairs are written to a list; whatever is
/// special is dealt with there, once, and not in the inner loops: kernel rows that stick out of the picture
/// are not on the list, nor are source rows that are all zeros. There are many of those: paper is blank
/// around a digit, and a ReLU leaves whole rows of maps at zero.
namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

struct RowPair {
    const float* source;
    const float* weight;
};

/// How the pairs of a list lie in memory:
///   y[map][x] = start[map] + sum over pairs, column of
///       pair.weight[map * weight_map_step + column * weight_column_step]
///       * pair.source[x * x_step + column * column_step]
struct RowSum {
    const RowPair* pairs = nullptr;
    int count = 0;
    int columns = 0;  ///< of the kernel
    std::ptrdiff_t x_step = 1;
    std::ptrdiff_t column_step = 1;
    std::ptrdiff_t weight_map_step = 1;
    std::ptrdiff_t weight_column_step = 1;
};

/// Maps whose sums are kept in registers together. With two vectors of each, 12 registers of sums, 2 of
/// source and 1 of weights fill the 16 that most processors have.
constexpr int kMapsTogether = 6;

/// Calls visit(0) .. visit(columns - 1), in straight lines where kColumns says how many there are.
template <int kColumns, class Visit>
inline void each_column(int columns, Visit visit) {
    if constexpr (kColumns > 0) {
        CONVOSCOPE_UNROLL
        for (int column = 0; column < kColumns; ++column) visit(column);
    } else {
        for (int column = 0; column < columns; ++column) visit(column);
    }
}

/// kMaps maps x kVectors vectors of outputs; vector v holds the outputs from x[v] on.
/// kColumns: the kernel's columns; 0: known at run time alone.
template <int kMaps, int kVectors, int kColumns>
inline void sum_along(const RowSum& sum, const int* x, const float* start, Vector (&total)[kMaps][kVectors]) {
    for (int map = 0; map < kMaps; ++map)
        for (int v = 0; v < kVectors; ++v) total[map][v] = all(start ? start[map] : 0.0f);
    const std::ptrdiff_t map_step = sum.weight_map_step;
    for (int k = 0; k < sum.count; ++k) {
        const float* source[kVectors];
        for (int v = 0; v < kVectors; ++v) source[v] = sum.pairs[k].source + x[v];
        const float* weight = sum.pairs[k].weight;
        const auto add_column = [&](int column) {
            Vector values[kVectors];
            CONVOSCOPE_UNROLL
            for (int v = 0; v < kVectors; ++v) values[v] = load(source[v] + column * sum.column_step);
            CONVOSCOPE_UNROLL
            for (int map = 0; map < kMaps; ++map) {
                const Vector factor = all(weight[map * map_step + column * sum.weight_column_step]);
                CONVOSCOPE_UNROLL
                for (int v = 0; v < kVectors; ++v) total[map][v] += factor * values[v];
            }
        };
        each_column<kColumns>(sum.columns, add_column);
    }
}

/// A row of `width` outputs of kMaps maps. Vectors that would run over the end are moved back and overlap
/// their neighbour: the same values are then computed twice, which is cheaper than one by one. Rows shorter
/// than a vector are stored in part, but their sources must be readable as if they were longer.
template <int kMaps, int kColumns>
void row_along(const RowSum& sum, int width, const float* start, float* output,
               std::ptrdiff_t output_map_step) {
    if (width < kWidth) {
        const int x = 0;
        Vector total[kMaps][1];
        sum_along<kMaps, 1, kColumns>(sum, &x, start, total);
        for (int map = 0; map < kMaps; ++map)
            store_first(output + map * output_map_step, total[map][0], width);
        return;
    }
    int begin = 0;
    for (; begin + kWidth < width; begin += 2 * kWidth) {
        const int x[2] = {smaller_of(begin, width - kWidth), smaller_of(begin + kWidth, width - kWidth)};
        Vector total[kMaps][2];
        sum_along<kMaps, 2, kColumns>(sum, x, start, total);
        CONVOSCOPE_UNROLL
        for (int map = 0; map < kMaps; ++map) {
            store(output + map * output_map_step + x[0], total[map][0]);
            store(output + map * output_map_step + x[1], total[map][1]);
        }
    }
    if (begin < width) {
        const int x = width - kWidth;
        Vector total[kMaps][1];
        sum_along<kMaps, 1, kColumns>(sum, &x, start, total);
        for (int map = 0; map < kMaps; ++map) store(output + map * output_map_step + x, total[map][0]);
    }
}

using RowAlong = void (*)(const RowSum&, int, const float*, float*, std::ptrdiff_t);

template <int kColumns>
inline RowAlong row_along_for(int maps) {
    constexpr RowAlong kFunctions[kMapsTogether] = {row_along<1, kColumns>, row_along<2, kColumns>,
                                                    row_along<3, kColumns>, row_along<4, kColumns>,
                                                    row_along<5, kColumns>, row_along<6, kColumns>};
    return kFunctions[maps - 1];
}

inline RowAlong choose_row_along(int columns, int maps) {
    if (columns == 3) return row_along_for<3>(maps);
    if (columns == 5) return row_along_for<5>(maps);
    return row_along_for<0>(maps);
}

/// The same for any number of maps, in blocks as equal as they can be. `pairs` is a place to write to: the
/// weights move on from block to block.
inline void row_along_of_maps(RowSum sum, RowPair* pairs, int maps, int width, const float* start,
                              float* output, std::ptrdiff_t output_map_step) {
    sum.pairs = pairs;
    for (int blocks = ceil_divide(maps, kMapsTogether); blocks > 0; --blocks) {
        const int together = ceil_divide(maps, blocks);
        choose_row_along(sum.columns, together)(sum, width, start, output, output_map_step);
        maps -= together;
        output += together * output_map_step;
        if (start) start += together;
        if (maps > 0)
            for (int k = 0; k < sum.count; ++k) pairs[k].weight += together * sum.weight_map_step;
    }
}

inline bool is_zero(const float* row, int width) {
    Integers bits{};
    int x = 0;
    for (; x + kWidth <= width; x += kWidth) bits |= bits_of(load(row + x));
    if (x < width) bits |= bits_of(load_first(row + x, width - x));
    return !any(bits << 1);  // all but the sign: -0 is zero, too
}

/// Copies rows of `width` values to rows of `row_size` floats, value x to position left + x * step, the rest
/// zero.
inline void spread_rows(int rows, int width, int row_size, int left, int step, const float* from, float* to) {
    std::memset(to, 0, static_cast<std::size_t>(rows) * static_cast<std::size_t>(row_size) * sizeof(float));
    for (int row = 0; row < rows; ++row, from += width, to += row_size) {
        if (step != 1) {
            for (int x = 0; x < width; ++x) to[left + x * step] = from[x];
            continue;
        }
        int x = 0;
        for (; x + kWidth <= width; x += kWidth) store(to + left + x, load(from + x));
        if (x < width) store_first(to + left + x, load_first(from + x, width - x), width - x);
    }
}

inline std::size_t product(int a, int b, int c) { return static_cast<std::size_t>(a) * b * c; }

}  // namespace
}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
