#pragma once

#include <algorithm>
#include <cstddef>

#include "nn/architecture.h"

/// Where the windows of convolutions and pools lie, along one axis. One rule serves connections in both
/// directions, calculations and receptive fields.
namespace convoscope::nn {

/// Some rows or columns of a layer: [first, last). Empty where they meet.
struct Span {
    int first = 0;
    int last = 0;

    bool operator==(const Span&) const = default;
};

/// One axis of a convolution or a pooling.
struct Axis {
    int kernel = 0;
    int stride = 1;
    int dilation = 1;
    int padding = 0;  ///< before the first row or column
    int below = 0;    ///< extent of the layer below
    int above = 0;    ///< extent of the layer itself

    /// From a window's first place to its last, with what lies between them.
    int reach() const { return (kernel - 1) * dilation + 1; }
    /// Where the window of `position` begins below; negative in the padding.
    int start(int position) const { return position * stride - padding; }

    /// What the windows of these positions cover below, padding cut off. Where the stride is longer than the
    /// kernel, also what lies between them.
    Span under(const Span& positions) const {
        return {std::max(0, start(positions.first)), std::min(below, start(positions.last - 1) + reach())};
    }
    Span under(int position) const { return under(Span{position, position + 1}); }

    /// The positions whose windows reach over `index` below: start(p) <= index < start(p) + reach(). Where a
    /// window is dilated, place_of() says whether it has a place there.
    Span over(int index) const {
        const int first = index + padding - reach() + 1;  // in steps of one, rounded up to a stride
        return {first <= 0 ? 0 : (first + stride - 1) / stride,
                std::min(above, (index + padding) / stride + 1)};
    }
    /// Which place of the window of `position` is `index` below; -1: none.
    int place_of(int position, int index) const {
        const int from_start = index - start(position);
        return from_start < 0 || from_start >= reach() || from_start % dilation != 0 ? -1
                                                                                     : from_start / dilation;
    }
};

/// @param below  shape of the layer that `node`, a convolution or a pool, hears
inline Axis rows_of(const Node& node, const Shape& below) {
    return {node.kernel_height, node.stride.rows, node.dilation.rows,
            node.padding.top,   below.height,     node.output.height};
}

inline Axis columns_of(const Node& node, const Shape& below) {
    return {node.kernel_width, node.stride.columns, node.dilation.columns,
            node.padding.left, below.width,         node.output.width};
}

inline Span all_maps(const Node& node) { return {0, node.output.channels}; }

/// Which of a convolution's kernels leads from map `from` of `maps_below` to its map `to`, where it has one:
/// in the order of its weights, [maps][maps below / groups].
inline std::size_t kernel_index(const Node& node, int maps_below, int to, int from) {
    const int heard = maps_below / node.groups;
    return static_cast<std::size_t>(to) * heard + from % heard;
}

/// Whether a convolution has a kernel from map `from` of `maps_below` to its map `to`.
inline bool has_kernel(const Node& node, int maps_below, int to, int from) {
    if (node.groups > 1) return from / (maps_below / node.groups) == to / (node.channels / node.groups);
    return node.connections.empty() ||
           node.connections[static_cast<std::size_t>(to) * maps_below + from] == 1;
}

}  // namespace convoscope::nn
