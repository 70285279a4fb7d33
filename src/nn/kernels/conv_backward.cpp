#include "nn/kernels/conv_rows.h"
#include "nn/kernels/functions.h"

// The gradient of the input is the forward pass turned round: each input row is a sum over pairs of a row of
// output gradients and a kernel row (conv_rows.h). The gradient of the weights is a loop of its own: each
// weight is the sum, over all positions, of an output's gradient times the input that the weight saw there.
// Vectors go along the rows; the sums over their lanes are taken once, at the end.

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

/// A tile of weights whose sums are kept in registers: so many maps x so many kernel columns.
constexpr int kTileMaps = kRegisters == 32 ? 4 : 2;
constexpr int kTileColumns = 5;

/// What the gradient of the weights works on, in scratch: rows with padding, so that whole vectors of outputs
/// and the inputs under them can be read.
struct WeightParts {
    WeightParts(const Window& window, float* begin) {
        const Extent& in = window.input;
        gradient_row = rounded_up(window.output.width, kWidth);
        input_row = larger_of(window.stride * (gradient_row - 1) + window.kernel_width,
                              in.width + 2 * window.padding);
        Scratch scratch{begin};
        gradient = scratch.take<float>(product(window.output.channels, window.output.height, gradient_row));
        input = scratch.take<float>(product(in.channels, in.height, input_row));
        zero_rows = scratch.take<bool>(product(in.channels, in.height, 1));
        size = scratch.used;
    }

    int gradient_row = 0;
    int input_row = 0;
    float* gradient = nullptr;
    float* input = nullptr;
    bool* zero_rows = nullptr;
    std::size_t size = 0;
};

inline Vector load_every(const float* from, int step) {
    if (step == 1) return load(from);
    float lanes[kWidth];
    for (int lane = 0; lane < kWidth; ++lane) lanes[lane] = from[lane * step];
    return load(lanes);
}

/// The sums over the lanes of kCount vectors, to rounded_up(kCount, kWidth) values.
template <int kCount>
inline void store_sums(const Vector* vectors, float* to) {
    if constexpr (kCount > kWidth) {
        store(to, sums<kWidth>(vectors));
        store_sums<kCount - kWidth>(vectors + kWidth, to + kWidth);
    } else {
        store(to, sums<kCount>(vectors));
    }
}

struct WeightTask {
    const Window& window;
    const WeightParts& parts;
    float* weight_gradient;
};

/// Where a tile begins.
struct WeightPlace {
    int map = 0;
    int channel = 0;
    int kernel_row = 0;
    int column = 0;
};

template <int kMaps, int kColumns>
void add_tile(const WeightTask& task, const WeightPlace& place) {
    const Window& window = task.window;
    const WeightParts& parts = task.parts;
    const std::ptrdiff_t map_step = static_cast<std::ptrdiff_t>(window.output.height) * parts.gradient_row;
    const int channel_row = place.channel * window.input.height;
    Vector total[kMaps][kColumns] = {};
    for (int row = 0; row < window.output.height; ++row) {
        const int input_row = row * window.stride - window.padding + place.kernel_row;
        if (input_row < 0 || input_row >= window.input.height) continue;
        if (parts.zero_rows[channel_row + input_row]) continue;
        const float* input = parts.input +
                             static_cast<std::ptrdiff_t>(channel_row + input_row) * parts.input_row +
                             place.column;
        const float* gradient =
            parts.gradient + place.map * map_step + static_cast<std::ptrdiff_t>(row) * parts.gradient_row;
        for (int x = 0; x < parts.gradient_row; x += kWidth) {
            Vector values[kColumns];
            CONVOSCOPE_UNROLL
            for (int column = 0; column < kColumns; ++column)
                values[column] = load_every(input + x * window.stride + column, window.stride);
            CONVOSCOPE_UNROLL
            for (int map = 0; map < kMaps; ++map) {
                const Vector factor = load(gradient + map * map_step + x);
                CONVOSCOPE_UNROLL
                for (int column = 0; column < kColumns; ++column)
                    total[map][column] += factor * values[column];
            }
        }
    }
    constexpr int kTotals = kMaps * kColumns;
    float sums_of_all[rounded_up(kTotals, kWidth)];
    store_sums<kTotals>(total[0], sums_of_all);
    for (int map = 0; map < kMaps; ++map) {
        const std::ptrdiff_t kernel =
            static_cast<std::ptrdiff_t>(place.map + map) * window.input.channels + place.channel;
        if (window.connections && window.connections[kernel] == 0) continue;
        float* to = task.weight_gradient +
                    (kernel * window.kernel_height + place.kernel_row) * window.kernel_width + place.column;
        for (int column = 0; column < kColumns; ++column) to[column] += sums_of_all[map * kColumns + column];
    }
}

/// The tiles of kMaps maps from `map` on.
template <int kMaps>
void add_tiles(const WeightTask& task, int map) {
    using AddTile = void (*)(const WeightTask&, const WeightPlace&);
    constexpr AddTile kAddTile[kTileColumns] = {add_tile<kMaps, 1>, add_tile<kMaps, 2>, add_tile<kMaps, 3>,
                                                add_tile<kMaps, 4>, add_tile<kMaps, 5>};
    const Window& window = task.window;
    for (int channel = 0; channel < window.input.channels; ++channel)
        for (int kernel_row = 0; kernel_row < window.kernel_height; ++kernel_row) {
            int columns = window.kernel_width;
            for (int blocks = ceil_divide(columns, kTileColumns); blocks > 0; --blocks) {
                const int together = ceil_divide(columns, blocks);
                kAddTile[together - 1](task, {map, channel, kernel_row, window.kernel_width - columns});
                columns -= together;
            }
        }
}

/// All tiles, their maps in blocks as equal as they can be.
void add_all_tiles(const WeightTask& task) {
    using AddTiles = void (*)(const WeightTask&, int);
    constexpr AddTiles kAddTiles[4] = {add_tiles<1>, add_tiles<2>, add_tiles<3>, add_tiles<4>};
    const int maps = task.window.output.channels;
    int map = 0;
    for (int blocks = ceil_divide(maps, kTileMaps); blocks > 0; --blocks) {
        const int together = ceil_divide(maps - map, blocks);
        kAddTiles[together - 1](task, map);
        map += together;
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
    const Extent& in = window.input;
    const Extent& out = window.output;
    const WeightParts parts(window, scratch);
    spread_rows(out.channels * out.height, out.width, parts.gradient_row, 0, 1, output_gradient,
                parts.gradient);
    spread_rows(in.channels * in.height, in.width, parts.input_row, window.padding, 1, input, parts.input);
    for (int row = 0; row < in.channels * in.height; ++row)
        parts.zero_rows[row] = is_zero(input + static_cast<std::ptrdiff_t>(row) * in.width, in.width);
    const WeightTask task{window, parts, weight_gradient};
    add_all_tiles(task);
    const std::size_t map_size = product(1, out.height, parts.gradient_row);
    const float* gradient = parts.gradient;
    for (int map = 0; map < out.channels; ++map) {
        Vector total{};
        for (std::size_t index = 0; index < map_size; index += kWidth, gradient += kWidth)
            total += load(gradient);
        bias_gradient[map] += sum(total);
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
