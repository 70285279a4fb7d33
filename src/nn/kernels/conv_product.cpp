#include "nn/kernels/functions.h"
#include "nn/kernels/vector.h"

// A convolution as a matrix product: [maps][taps] times [taps][positions], where a tap is a place of the
// kernel in a map below, and a column of the second matrix is what one window sees. Of that matrix only a
// panel is ever there: some taps by some positions. Of the panel a strip of a few vectors' width stays in the
// nearest cache while all maps are multiplied by it; a tile of maps by positions is summed up in registers.
// (Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication", on the order of loops.)
//
// Between two panels of the same positions sums lie in `output`. Within a panel taps come place by place and
// in each place map by map: what a place sees of one map it sees of all, so that borders, strides and
// dilation are dealt with once a place. Taps of which a strip sees nothing but zeros are left out: paper is
// blank around a digit, and a ReLU leaves whole rows at zero. Weights are read as they are: a tile reads a
// few rows of them, each from one end to the other.

namespace convoscope::nn::kernels::CONVOSCOPE_ISA {
namespace {

constexpr int kTileMaps = kRegisters == 32 ? 8 : 4;
constexpr int kTileVectors = 3;
constexpr int kTileWidth = kTileVectors * kWidth;
constexpr int kMapsTogether = 16;  // whose outputs are written in turns: as many memory pages
constexpr int kPanelTaps = 128;
static_assert(kProductStep % kTileWidth == 0);

struct Panel {
    int taps = 0;
    int positions = 0;
    int weight_at[kPanelTaps];  ///< of each tap, in a map's row of weights
    /// [tap][kProductStep]; a whole vector may be written behind the last.
    alignas(64) float values[kPanelTaps * kProductStep + kWidth];
};

/// The taps of a strip that are not all zero.
struct Strip {
    int count = 0;
    int last_lanes = 0;  ///< of the last vector that are positions
    int vectors = 0;
    int weight_at[kPanelTaps];
    const float* values[kPanelTaps];
};

/// Neighbouring positions of one row of outputs.
struct Run {
    int lane;
    int count;
    int row;  ///< where the first one's window begins below; negative in the padding
    int column;
};

/// What one place of the kernel sees there, without the padding.
struct Piece {
    int lane;
    int count;
    std::ptrdiff_t source;  ///< in a map below
};

/// Some taps: those of the maps below [first_map, last_map) at the places [first_place, last_place).
struct Taps {
    int first_map, last_map;
    int first_place, last_place;
};

/// @return how many there are
int find_runs(const Convolution& conv, int position, int positions, Run* runs) {
    int count = 0;
    for (int lane = 0; lane < positions; ++count) {
        const int row = (position + lane) / conv.output.width;
        const int column = (position + lane) % conv.output.width;
        const int length = smaller_of(conv.output.width - column, positions - lane);
        runs[count] = {lane, length, row * conv.row_stride - conv.top,
                       column * conv.column_stride - conv.left};
        lane += length;
    }
    return count;
}

/// @return how many there are
int find_pieces(const Convolution& conv, int place, const Run* runs, int run_count, Piece* pieces) {
    const int down = place / conv.kernel_width * conv.row_dilation;
    const int across = place % conv.kernel_width * conv.column_dilation;
    const int step = conv.column_stride;
    int count = 0;
    for (const Run* run = runs; run != runs + run_count; ++run) {
        const int row = run->row + down;
        const int column = run->column + across;
        if (row < 0 || row >= conv.input.height || column >= conv.input.width) continue;
        const int first = column >= 0 ? 0 : ceil_divide(-column, step);
        const int last = smaller_of(run->count, ceil_divide(conv.input.width - column, step));
        if (first >= last) continue;
        pieces[count++] = {run->lane + first, last - first,
                           static_cast<std::ptrdiff_t>(row) * conv.input.width + column + first * step};
    }
    return count;
}

/// Writes a piece and, up to the end of its last vector, zeros.
inline void copy_piece(const float* from, int count, int step, float* to) {
    int i = 0;
    if (step == 1) {
        for (; i + kWidth <= count; i += kWidth) store(to + i, load(from + i));
        if (i < count) store(to + i, load_first(from + i, count - i));
        return;
    }
    if (step == 2)  // the last vector would read one value too many
        for (; i + kWidth < count; i += kWidth)
            store(to + i, evens(load(from + 2 * i), load(from + 2 * i + kWidth)));
    for (; i < count; i += kWidth) {
        Vector values{};
        for (int lane = 0; lane < smaller_of(kWidth, count - i); ++lane)
            values[lane] = from[static_cast<std::ptrdiff_t>(i + lane) * step];
        store(to + i, values);
    }
}

/// What the positions from `position` on see of `taps`. Rows are written from the first to the last, so that
/// what is written behind one is written again.
void fill(const Convolution& conv, const Taps& taps, int position, const float* input, Panel& panel) {
    Run runs[kProductStep];
    const int run_count = find_runs(conv, position, panel.positions, runs);
    const std::ptrdiff_t map_size = static_cast<std::ptrdiff_t>(conv.input.height) * conv.input.width;
    const int places = conv.kernel_height * conv.kernel_width;
    float* to = panel.values;
    panel.taps = 0;
    for (int place = taps.first_place; place < taps.last_place; ++place) {
        Piece pieces[kProductStep];
        const int piece_count = find_pieces(conv, place, runs, run_count, pieces);
        int seen = 0;
        for (int i = 0; i < piece_count; ++i) seen += pieces[i].count;
        if (seen == 0) continue;
        const int zeros = seen < rounded_up(panel.positions, kWidth) ? panel.positions : 0;
        for (int map = taps.first_map; map < taps.last_map; ++map, to += kProductStep) {
            for (int lane = 0; lane < zeros; lane += kWidth) store(to + lane, Vector{});
            const float* from = input + map * map_size;
            for (int i = 0; i < piece_count; ++i)
                copy_piece(from + pieces[i].source, pieces[i].count, conv.column_stride, to + pieces[i].lane);
            panel.weight_at[panel.taps++] = map * places + place;
        }
    }
}

void find_strip(const Panel& panel, int lane, Strip& strip) {
    const int lanes = smaller_of(kTileWidth, panel.positions - lane);
    strip.vectors = ceil_divide(lanes, kWidth);
    strip.last_lanes = lanes - (strip.vectors - 1) * kWidth;
    int count = 0;
    for (int tap = 0; tap < panel.taps; ++tap) {
        const float* values = panel.values + tap * kProductStep + lane;
        Integers bits = bits_of(load(values));
        for (int v = 1; v < strip.vectors; ++v) bits |= bits_of(load(values + v * kWidth));
        strip.weight_at[count] = panel.weight_at[tap];
        strip.values[count] = values;
        count += any(bits << 1) ? 1 : 0;  // all but the sign: -0 is zero, too
    }
    strip.count = count;
}

/// The sums of kMaps maps at the strip's positions go on, or begin at `start`.
template <int kMaps, int kVectors>
void add_tile(const Strip& strip, const float* weight, std::ptrdiff_t weight_step, const float* start,
              float* output, std::ptrdiff_t output_step) {
    Vector total[kMaps][kVectors];
    const bool whole = strip.last_lanes == kWidth;
    constexpr int kLast = (kVectors - 1) * kWidth;
    CONVOSCOPE_UNROLL
    for (int map = 0; map < kMaps; ++map) {
        const float* from = output + map * output_step;
        CONVOSCOPE_UNROLL
        for (int v = 0; v < kVectors; ++v) {
            if (start)
                total[map][v] = all(start[map]);
            else if (v + 1 < kVectors || whole)
                total[map][v] = load(from + v * kWidth);
            else
                total[map][v] = load_first(from + kLast, strip.last_lanes);
        }
    }
    for (int tap = 0; tap < strip.count; ++tap) {
        const float* values = strip.values[tap];
        const float* factors = weight + strip.weight_at[tap];
        Vector column[kVectors];
        CONVOSCOPE_UNROLL
        for (int v = 0; v < kVectors; ++v) column[v] = load(values + v * kWidth);
        CONVOSCOPE_UNROLL
        for (int map = 0; map < kMaps; ++map) {
            const Vector factor = all(factors[map * weight_step]);
            CONVOSCOPE_UNROLL
            for (int v = 0; v < kVectors; ++v) total[map][v] += factor * column[v];
        }
    }
    CONVOSCOPE_UNROLL
    for (int map = 0; map < kMaps; ++map) {
        float* to = output + map * output_step;
        CONVOSCOPE_UNROLL
        for (int v = 0; v + 1 < kVectors; ++v) store(to + v * kWidth, total[map][v]);
        if (whole)
            store(to + kLast, total[map][kVectors - 1]);
        else
            store_first(to + kLast, total[map][kVectors - 1], strip.last_lanes);
    }
}

using AddTile = void (*)(const Strip&, const float*, std::ptrdiff_t, const float*, float*, std::ptrdiff_t);

template <int kVectors>
AddTile add_tile_for(int maps) {
    constexpr AddTile kFunctions[] = {
        add_tile<1, kVectors>,
        add_tile<2, kVectors>,
        add_tile<3, kVectors>,
        add_tile<4, kVectors>,
#if defined(__AVX512F__)
        add_tile<5, kVectors>,
        add_tile<6, kVectors>,
        add_tile<7, kVectors>,
        add_tile<8, kVectors>
#endif
    };
    return kFunctions[maps - 1];
}

AddTile choose_add_tile(int maps, int vectors) {
    return vectors == 3   ? add_tile_for<3>(maps)
           : vectors == 2 ? add_tile_for<2>(maps)
                          : add_tile_for<1>(maps);
}

/// All strips of some maps.
void add_tiles(const Strip* strips, int count, int maps, const float* weight, std::ptrdiff_t weight_step,
               const float* start, float* output, std::ptrdiff_t output_step) {
    for (const Strip* strip = strips; strip != strips + count; ++strip, output += kTileWidth)
        for (int map = 0; map < maps; map += kTileMaps)
            choose_add_tile(smaller_of(kTileMaps, maps - map), strip->vectors)(
                *strip, weight + map * weight_step, weight_step, start ? start + map : nullptr,
                output + map * output_step, output_step);
}

/// The block's part in one group, whose maps below are all of `conv`'s. @param start  biases, or null
void add_taps(const Convolution& conv, const Block& block, const Taps& taps, const float* input,
              const float* weight, std::ptrdiff_t weight_step, const float* start, float* output) {
    const std::ptrdiff_t area = static_cast<std::ptrdiff_t>(conv.output.height) * conv.output.width;
    Panel panel;
    Strip strips[kProductStep / kTileWidth];
    for (int position = block.first_place; position < block.last_place; position += kProductStep) {
        panel.positions = smaller_of(kProductStep, block.last_place - position);
        fill(conv, taps, position, input, panel);
        const int count = ceil_divide(panel.positions, kTileWidth);
        for (int i = 0; i < count; ++i) find_strip(panel, i * kTileWidth, strips[i]);
        for (int map = block.first_map; map < block.last_map; map += kMapsTogether)
            add_tiles(strips, count, smaller_of(kMapsTogether, block.last_map - map),
                      weight + map * weight_step, weight_step, start ? start + map : nullptr,
                      output + map * area + position, area);
    }
}

/// A kernel of one place that moves from place to place: all positions are one row.
Convolution as_one_row(Convolution conv) {
    if (conv.kernel_height * conv.kernel_width > 1 || conv.row_stride > 1 || conv.column_stride > 1 ||
        conv.input.height != conv.output.height || conv.input.width != conv.output.width)
        return conv;
    conv.input.width *= conv.input.height;
    conv.input.height = 1;
    conv.output.width *= conv.output.height;
    conv.output.height = 1;
    return conv;
}

}  // namespace

void conv_product(const Convolution& convolution, const Block& block, const float* input, const float* weight,
                  const float* bias, float* output) {
    const Convolution conv = as_one_row(convolution);
    const int maps_heard = conv.input.channels / conv.groups;
    const int maps_each = conv.output.channels / conv.groups;
    const int places = conv.kernel_height * conv.kernel_width;
    const std::ptrdiff_t weight_step = static_cast<std::ptrdiff_t>(maps_heard) * places;
    const std::ptrdiff_t group_size =
        static_cast<std::ptrdiff_t>(maps_heard) * conv.input.height * conv.input.width;
    const int maps_together = larger_of(1, kPanelTaps / places);
    const int places_together = smaller_of(places, kPanelTaps);
    for (int group = block.first_map / maps_each; group * maps_each < block.last_map; ++group) {
        Block own = block;
        own.first_map = larger_of(block.first_map, group * maps_each);
        own.last_map = smaller_of(block.last_map, (group + 1) * maps_each);
        for (int map = 0; map < maps_heard; map += maps_together)
            for (int place = 0; place < places; place += places_together)
                add_taps(conv, own,
                         {map, smaller_of(map + maps_together, maps_heard), place,
                          smaller_of(place + places_together, places)},
                         input + group * group_size, weight, weight_step,
                         map == 0 && place == 0 ? bias : nullptr, output);
    }
}

}  // namespace convoscope::nn::kernels::CONVOSCOPE_ISA
