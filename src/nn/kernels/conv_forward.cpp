#include "nn/kernels/conv_rows.h"
#include "nn/kernels/functions.h"

// Direct convolution, without unrolling the input into a matrix. There are two ways to fill vectors, and
// each layer takes the one that leaves fewer lanes empty:
//
// - Along the row: a vector holds neighbouring outputs of one map; source vectors are loaded at each kernel
//   column, weights are single values. LeNet-5's conv1: rows of 28 fill two vectors of 16 to 7/8, but its 6
//   maps would fill one to 3/8.
// - Across the maps: a vector holds the outputs of neighbouring maps at one position; weights come in vectors
//   (that is why they are packed), inputs are single values. LeNet-5's conv2: 16 maps fill a vector, but its
//   rows of 10 would leave 6 lanes empty. The results come out transposed and are put right at the end. Any
//   stride will do.

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

/// Positions whose sums are kept in registers together, when vectors go across the maps. Each position costs
/// one load (of an input value to all lanes) for one multiply-add, and the weights one more load for all of
/// them: the more positions, the better.
constexpr int kPositionsTogether = kRegisters == 32 ? 14 : 12;

struct Plan {
    bool along = false;   ///< vectors along the row, else across the maps
    bool copied = false;  ///< the input is copied to rows with padding
    int row_size = 0;     ///< floats in a row of the (copied) input
    int pairs = 0;        ///< on the list at most
};

Plan plan_for(const Window& window) {
    const int width = window.output.width;
    const int along = ceil_divide(width, kWidth) * window.output.channels;  // vectors a row, each way
    const int across = ceil_divide(window.output.channels, kWidth) * width;
    Plan plan;
    plan.along = window.stride == 1 && along <= across;
    const int readable = plan.along ? larger_of(width, kWidth) + window.kernel_width - 1 : 0;
    plan.row_size = larger_of(window.input.width + 2 * window.padding, readable);
    plan.copied = plan.row_size != window.input.width;
    plan.pairs = window.input.channels * window.kernel_height;
    return plan;
}

/// What lies where in the scratch.
struct Parts {
    Parts(const Window& window, const Plan& plan, float* begin) {
        Scratch scratch{begin};
        const int rows = window.input.channels * window.input.height;
        if (plan.copied) input = scratch.take<float>(product(rows, plan.row_size, 1));
        if (!plan.along)
            columns = scratch.take<float>(product(window.output.height, window.output.width,
                                                  rounded_up(window.output.channels, kWidth)));
        pairs = scratch.take<RowPair>(static_cast<std::size_t>(plan.pairs));
        zero_rows = scratch.take<bool>(static_cast<std::size_t>(rows));
        size = scratch.used;
    }

    float* input = nullptr;
    float* columns = nullptr;  // [block of maps][position][kWidth]
    RowPair* pairs = nullptr;
    bool* zero_rows = nullptr;
    std::size_t size = 0;
};

/// kPositions neighbouring positions of kWidth maps, from one input row each pair. kColumns: the kernel's
/// columns; 0: known at run time alone. Where they are known and the steps are of one, the compiler sees that
/// neighbouring positions hear the same inputs, and loads each once.
template <int kPositions, int kColumns, bool kUnitStep>
void sum_across(const RowSum& sum, int x, std::ptrdiff_t map, Vector start, float* to) {
    const std::ptrdiff_t step = kUnitStep ? 1 : sum.x_step;
    const std::ptrdiff_t weight_step = sum.weight_column_step;
    Vector total[kPositions];
    CONVOSCOPE_UNROLL
    for (int p = 0; p < kPositions; ++p) total[p] = start;
    for (int k = 0; k < sum.count; ++k) {
        const float* source = sum.pairs[k].source + x * step;
        const float* weight = sum.pairs[k].weight + map;
        const auto add_column = [&](int column) {
            const Vector factor = load(weight + column * weight_step);
            CONVOSCOPE_UNROLL
            for (int p = 0; p < kPositions; ++p) total[p] += all(source[p * step + column]) * factor;
        };
        each_column<kColumns>(sum.columns, add_column);
    }
    CONVOSCOPE_UNROLL
    for (int p = 0; p < kPositions; ++p) store(to + p * kWidth, total[p]);
}

using SumAcross = void (*)(const RowSum&, int, std::ptrdiff_t, Vector, float*);

template <int kColumns, bool kUnitStep>
SumAcross sum_across_for(int positions) {
    constexpr SumAcross kFunctions[14] = {
        sum_across<1, kColumns, kUnitStep>,  sum_across<2, kColumns, kUnitStep>,
        sum_across<3, kColumns, kUnitStep>,  sum_across<4, kColumns, kUnitStep>,
        sum_across<5, kColumns, kUnitStep>,  sum_across<6, kColumns, kUnitStep>,
        sum_across<7, kColumns, kUnitStep>,  sum_across<8, kColumns, kUnitStep>,
        sum_across<9, kColumns, kUnitStep>,  sum_across<10, kColumns, kUnitStep>,
        sum_across<11, kColumns, kUnitStep>, sum_across<12, kColumns, kUnitStep>,
        sum_across<13, kColumns, kUnitStep>, sum_across<14, kColumns, kUnitStep>};
    return kFunctions[positions - 1];
}

SumAcross choose_sum_across(const RowSum& sum, int positions) {
    if (sum.x_step != 1) return sum_across_for<0, false>(positions);
    if (sum.columns == 3) return sum_across_for<3, true>(positions);
    if (sum.columns == 5) return sum_across_for<5, true>(positions);
    return sum_across_for<0, true>(positions);
}

/// One row of outputs of all maps, to `columns` at the row's first position.
void row_across(const RowSum& sum, const Extent& output, const float* bias, float* columns) {
    const int width = output.width;
    const int together = ceil_divide(width, ceil_divide(width, kPositionsTogether));
    const SumAcross function = choose_sum_across(sum, together);
    const std::ptrdiff_t block_step = static_cast<std::ptrdiff_t>(output.height) * width * kWidth;
    for (int map = 0; map < output.channels; map += kWidth, columns += block_step) {
        const Vector start = load(bias + map);
        for (int begin = 0; begin < width; begin += together) {
            const int x = smaller_of(begin, width - together);
            function(sum, x, map, start, columns + x * kWidth);
        }
    }
}

/// From [block of maps][position][kWidth] to [map][position].
void transpose_columns(const float* columns, int positions, int maps, float* output) {
    for (int map = 0; map < maps; map += kWidth, columns += static_cast<std::ptrdiff_t>(positions) * kWidth) {
        const int rows = smaller_of(kWidth, maps - map);
        float* to = output + static_cast<std::ptrdiff_t>(map) * positions;
        for (int begin = 0; begin < positions; begin += kWidth) {
            const int count = smaller_of(kWidth, positions);
            const int position = smaller_of(begin, positions - count);
            Vector tile[kWidth] = {};
            if (count == kWidth) {
                CONVOSCOPE_UNROLL
                for (int i = 0; i < kWidth; ++i) tile[i] = load(columns + (position + i) * kWidth);
            } else {
                for (int i = 0; i < count; ++i) tile[i] = load(columns + (position + i) * kWidth);
            }
            transpose(tile);
            if (count == kWidth && rows == kWidth) {
                CONVOSCOPE_UNROLL
                for (int row = 0; row < kWidth; ++row)
                    store(to + static_cast<std::ptrdiff_t>(row) * positions + position, tile[row]);
            } else {
                for (int row = 0; row < rows; ++row)
                    store_first(to + static_cast<std::ptrdiff_t>(row) * positions + position, tile[row],
                                count);
            }
        }
    }
}

/// Writes the pairs of output row `row`.
/// @return how many there are
int list_pairs(const Window& window, const Plan& plan, int row, const float* input, const bool* zero_rows,
               const float* weight, RowPair* pairs) {
    const int top = row * window.stride - window.padding;
    const int first = larger_of(0, -top);
    const int last = smaller_of(window.kernel_height, window.input.height - top);
    const std::ptrdiff_t kernel_row =
        static_cast<std::ptrdiff_t>(window.kernel_width) * packed_row(window.output.channels);
    int count = 0;
    for (int channel = 0; channel < window.input.channels; ++channel) {
        const std::ptrdiff_t row_number =
            static_cast<std::ptrdiff_t>(channel) * window.input.height + top + first;
        const bool* zero = zero_rows + row_number;
        const std::ptrdiff_t kernel_number =
            static_cast<std::ptrdiff_t>(channel) * window.kernel_height + first;
        RowPair pair{input + row_number * plan.row_size, weight + kernel_number * kernel_row};
        for (int tap = first; tap < last; ++tap) {
            pairs[count] = pair;
            count += *zero++ ? 0 : 1;
            pair.source += plan.row_size;
            pair.weight += kernel_row;
        }
    }
    return count;
}

/// Each map is one unit that sees all of the input: a linear layer.
bool is_linear(const Window& window) {
    return window.output.height == 1 && window.output.width == 1 && window.padding == 0 &&
           window.kernel_height == window.input.height && window.kernel_width == window.input.width;
}

}  // namespace

std::size_t conv_forward_scratch(const Window& window) {
    if (is_linear(window))
        return linear_scratch(window.input.channels * window.input.height * window.input.width,
                              window.output.channels);
    return Parts(window, plan_for(window), nullptr).size;
}

void conv_forward(const Window& window, const float* input, const float* packed_weight,
                  const float* packed_bias, float* scratch, float* output) {
    const Extent& in = window.input;
    const Extent& out = window.output;
    if (is_linear(window)) {
        linear_forward(in.channels * in.height * in.width, out.channels, input, packed_weight, packed_bias,
                       scratch, output);
        return;
    }
    const Plan plan = plan_for(window);
    const Parts parts(window, plan, scratch);
    const int rows = in.channels * in.height;
    for (int row = 0; row < rows; ++row) parts.zero_rows[row] = is_zero(input + row * in.width, in.width);
    if (plan.copied) {
        spread_rows(rows, in.width, plan.row_size, window.padding, 1, input, parts.input);
        input = parts.input;
    }
    RowSum sum;
    sum.pairs = parts.pairs;
    sum.columns = window.kernel_width;
    sum.x_step = window.stride;
    sum.weight_column_step = packed_row(out.channels);
    const std::ptrdiff_t map_size = static_cast<std::ptrdiff_t>(out.height) * out.width;
    for (int row = 0; row < out.height; ++row) {
        sum.count = list_pairs(window, plan, row, input, parts.zero_rows, packed_weight, parts.pairs);
        const std::ptrdiff_t position = static_cast<std::ptrdiff_t>(row) * out.width;
        if (plan.along)
            row_along_of_maps(sum, parts.pairs, out.channels, out.width, packed_bias, output + position,
                              map_size);
        else
            row_across(sum, out, packed_bias, parts.columns + position * kWidth);
    }
    if (!plan.along) transpose_columns(parts.columns, static_cast<int>(map_size), out.channels, output);
}

}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
