#include "nn/kernels/conv_rows.h"
#include "nn/kernels/functions.h"

// The gradient of the input is the forward pass turned round: each input row is a sum over pairs of a row of
// output gradients and a kernel row (conv_rows.h). The gradient of the weights is a loop of its own: a map's
// kernels are the sum, over its outputs, of an output's gradient times the patch of the input that it saw.
// Behind a max pool three in four of those gradients are zero, and are left out. A patch is read from a copy
// of the input whose channels lie side by side, so that one row of it is one stretch of memory.

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

/// Parts of a patch whose sums are kept in registers together: so many rows x so many vectors of a row.
constexpr int kPatchRows = 5;
constexpr int kPatchVectors = 2;

/// What the gradient of the weights works on, in scratch.
struct WeightParts {
    WeightParts(const Window& window, float* begin) {
        const Extent& in = window.input;
        input_row = (in.width + 2 * window.padding) * in.channels;
        vectors = ceil_divide(window.kernel_width * in.channels, kWidth);
        const std::size_t outputs = product(1, window.output.height, window.output.width);
        Scratch scratch{begin};
        // The last vector of a patch's row reads on behind it, and a list is written in whole vectors.
        input = scratch.take<float>(product(1, in.height + 2 * window.padding, input_row) + kWidth);
        gradients = scratch.take<float>(outputs + kWidth);
        places = scratch.take<int>(outputs + kWidth);
        sums = scratch.take<float>(product(window.kernel_height, vectors, kWidth));
        size = scratch.used;
    }

    int input_row = 0;           ///< floats
    int vectors = 0;             ///< of a row of a patch
    float* input = nullptr;      ///< [row][column][channel], with padding
    float* gradients = nullptr;  ///< of one map's outputs, those that are not zero
    int* places = nullptr;       ///< where in `input` the patch of each begins
    float* sums = nullptr;       ///< [kernel row][vectors * kWidth]: of one map, as a patch lies
    std::size_t size = 0;
};

void put_channels_side_by_side(const Window& window, const float* from, const WeightParts& parts) {
    const Extent& in = window.input;
    if (window.padding > 0)
        std::memset(parts.input, 0,
                    product(1, in.height + 2 * window.padding, parts.input_row) * sizeof(float));
    for (int channel = 0; channel < in.channels; ++channel)
        for (int row = 0; row < in.height; ++row, from += in.width) {
            float* to = parts.input + static_cast<std::ptrdiff_t>(row + window.padding) * parts.input_row +
                        static_cast<std::ptrdiff_t>(window.padding) * in.channels + channel;
            if (in.channels == 1)
                std::memcpy(to, from, static_cast<std::size_t>(in.width) * sizeof(float));
            else
                for (int column = 0; column < in.width; ++column)
                    to[static_cast<std::ptrdiff_t>(column) * in.channels] = from[column];
        }
}

/// Writes the list of one map's gradients that are not zero. Returns how many there are.
int list_gradients(const Window& window, const float* gradient, const WeightParts& parts) {
    const int step = window.stride * window.input.channels;
    Integers lanes;
    for (int lane = 0; lane < kWidth; ++lane) lanes[lane] = lane * step;
    int count = 0;
    for (int row = 0; row < window.output.height; ++row, gradient += window.output.width)
        for (int x = 0; x < window.output.width; x += kWidth) {
            const int here = row * window.stride * parts.input_row + x * step;
            count += store_nonzero(load_first(gradient + x, smaller_of(kWidth, window.output.width - x)),
                                   lanes + here, parts.gradients + count, parts.places + count);
        }
    return count;
}

float sum_of(const float* values, int count) {
    Vector total{};
    int i = 0;
    for (; i + kWidth <= count; i += kWidth) total += load(values + i);
    if (i < count) total += load_first(values + i, count - i);
    return sum(total);
}

/// The sums of kRows x kVectors vectors of the patches.
/// @param input  where that part of the patch at place 0 begins
template <int kRows, int kVectors>
void sum_patches(const WeightParts& parts, int count, const float* input, float* to) {
    Vector total[kRows][kVectors] = {};
    for (int i = 0; i < count; ++i) {
        const float* patch = input + parts.places[i];
        const Vector factor = all(parts.gradients[i]);
        CONVOSCOPE_UNROLL
        for (int row = 0; row < kRows; ++row, patch += parts.input_row) {
            CONVOSCOPE_UNROLL
            for (int v = 0; v < kVectors; ++v) total[row][v] += factor * load(patch + v * kWidth);
        }
    }
    for (int row = 0; row < kRows; ++row, to += static_cast<std::ptrdiff_t>(parts.vectors) * kWidth)
        for (int v = 0; v < kVectors; ++v) store(to + v * kWidth, total[row][v]);
}

using SumPatches = void (*)(const WeightParts&, int, const float*, float*);

template <int kVectors>
inline SumPatches sum_patches_for(int rows) {
    constexpr SumPatches kFunctions[kPatchRows] = {sum_patches<1, kVectors>, sum_patches<2, kVectors>,
                                                   sum_patches<3, kVectors>, sum_patches<4, kVectors>,
                                                   sum_patches<5, kVectors>};
    return kFunctions[rows - 1];
}

/// All of one map's sums, the patch's rows in blocks as equal as they can be.
void sum_whole_patches(const Window& window, const WeightParts& parts, int count) {
    static_assert(kPatchVectors == 2);
    int row = 0;
    for (int blocks = ceil_divide(window.kernel_height, kPatchRows); blocks > 0; --blocks) {
        const int rows = ceil_divide(window.kernel_height - row, blocks);
        for (int v = 0; v < parts.vectors; v += kPatchVectors) {
            const SumPatches sum =
                v + 1 < parts.vectors ? sum_patches_for<2>(rows) : sum_patches_for<1>(rows);
            sum(parts, count, parts.input + static_cast<std::ptrdiff_t>(row) * parts.input_row + v * kWidth,
                parts.sums + (static_cast<std::ptrdiff_t>(row) * parts.vectors + v) * kWidth);
        }
        row += rows;
    }
}

/// Adds one map's sums to the gradients of its kernels.
/// @param connections  of this map: 0 for channels to which it has no kernel; null: it has all
void add_sums(const Window& window, const WeightParts& parts, const unsigned char* connections,
              float* weight_gradient) {
    const int channels = window.input.channels;
    for (int channel = 0; channel < channels; ++channel) {
        const float* from = parts.sums + channel;
        if (connections && connections[channel] == 0) {
            weight_gradient += window.kernel_height * window.kernel_width;
            continue;
        }
        for (int row = 0; row < window.kernel_height; ++row) {
            for (int column = 0; column < window.kernel_width; ++column)
                *weight_gradient++ += from[static_cast<std::ptrdiff_t>(column) * channels];
            from += static_cast<std::ptrdiff_t>(parts.vectors) * kWidth;
        }
    }
}

struct InputParts {
    InputParts(const Window& window, float* begin) {
        const Extent& out = window.output;
        row_size = larger_of(window.input.width, kWidth) + window.kernel_width - 1;
        Scratch scratch{begin};
        gradient = scratch.take<float>(product(out.channels, out.height, row_size));
        pairs = scratch.take<RowPair>(product(out.channels, window.kernel_height, 1));
        zero_rows = scratch.take<bool>(product(out.channels, out.height, 1));
        size = scratch.used;
    }

    int row_size = 0;
    float* gradient = nullptr;
    RowPair* pairs = nullptr;
    bool* zero_rows = nullptr;
    std::size_t size = 0;
};

}  // namespace

std::size_t conv_backward_scratch(const Window& window) {
    const std::size_t for_weights = WeightParts(window, nullptr).size;
    const std::size_t for_input = InputParts(window, nullptr).size;
    return for_weights > for_input ? for_weights : for_input;
}

void conv_weight_gradient(const Window& window, const float* input, const float* output_gradient,
                          float* scratch, float* weight_gradient, float* bias_gradient) {
    const WeightParts parts(window, scratch);
    put_channels_side_by_side(window, input, parts);
    const int channels = window.input.channels;
    const std::size_t kernels = product(channels, window.kernel_height, window.kernel_width);
    const std::size_t outputs = product(1, window.output.height, window.output.width);
    for (int map = 0; map < window.output.channels; ++map) {
        const int count = list_gradients(window, output_gradient, parts);
        sum_whole_patches(window, parts, count);
        add_sums(
            window, parts,
            window.connections ? window.connections + static_cast<std::ptrdiff_t>(map) * channels : nullptr,
            weight_gradient);
        bias_gradient[map] += sum_of(parts.gradients, count);
        output_gradient += outputs;
        weight_gradient += kernels;
    }
}

// Output row y saw input row r through kernel row k where y * stride - padding + k = r: of each input row,
// the kernel rows that leave no remainder. Along a row the stride is dealt with by zeros between the
// gradients, and the sum runs over the kernel's columns from right to left in the source.
void conv_input_gradient(const Window& window, const float* weight, const float* output_gradient,
                         float* scratch, float* input_gradient) {
    const Extent& in = window.input;
    const Extent& out = window.output;
    const InputParts parts(window, scratch);
    const int rows = out.channels * out.height;
    spread_rows(rows, out.width, parts.row_size, window.kernel_width - 1 - window.padding, window.stride,
                output_gradient, parts.gradient);
    for (int row = 0; row < rows; ++row)
        parts.zero_rows[row] =
            is_zero(output_gradient + static_cast<std::ptrdiff_t>(row) * out.width, out.width);
    RowSum sum;
    sum.columns = window.kernel_width;
    sum.column_step = -1;
    sum.weight_map_step = static_cast<std::ptrdiff_t>(window.kernel_height) * window.kernel_width;
    for (int row = 0; row < in.height; ++row) {
        const int reach = row + window.padding;  // = y * stride + k
        const int last_y = smaller_of(out.height - 1, reach / window.stride);
        const int first_y = larger_of(0, (reach - window.kernel_height + window.stride) / window.stride);
        sum.count = 0;
        for (int map = 0; map < out.channels; ++map)
            for (int y = first_y; y <= last_y; ++y) {
                const std::ptrdiff_t source = static_cast<std::ptrdiff_t>(map) * out.height + y;
                const std::ptrdiff_t kernel =
                    static_cast<std::ptrdiff_t>(map) * in.channels * window.kernel_height + reach -
                    y * window.stride;
                parts.pairs[sum.count] = {parts.gradient + source * parts.row_size + window.kernel_width - 1,
                                          weight + kernel * window.kernel_width};
                sum.count += parts.zero_rows[source] ? 0 : 1;
            }
        row_along_of_maps(sum, parts.pairs, in.channels, in.width, nullptr,
                          input_gradient + static_cast<std::ptrdiff_t>(row) * in.width,
                          static_cast<std::ptrdiff_t>(in.height) * in.width);
    }
}

}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
