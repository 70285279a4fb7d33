#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/message.h"
#include "nn/model.h"

namespace convoscope::explain {

/// A place in a kernel, from its middle, in weights.
struct FilterPlace {
    double along = 0;   ///< in the filter's direction
    double across = 0;  ///< at right angles to it
    double size = 0;    ///< n, the kernel's shorter side
};

/// A filter of classical image processing, made at any size by a formula. With x = along, y = across,
/// r^2 = x^2 + y^2, g_s(x) = exp(-x^2 / 2 s^2), and s = n / (3 sqrt(ln 4)), which at 3 x 3 makes g_s(1) 1/2:
///
///     edge     x g_s(x) g_s(y)                   at 3 x 3, upright and level, Sobel's (Sobel, Feldman 1968)
///     bar      (1 - x^2/b^2) g_b(x) g_2b(y)      b = n/5; a line: a Gaussian's second derivative
///     corner   1 where x >= |y|, else 0          a quarter of the kernel
///     spot     (1 - r^2/2q^2) g_q(r), q = n/4    centre against surround: the Laplacian of a Gaussian
///                                                (Marr, Hildreth 1980)
///     saddle   x y g_s(x) g_s(y)
///     stripes  cos or sin(2 pi x / w) g_u(r)     w = max(3, n/2), u = 2n/5, from 5 x 5 on (Gabor 1946, in
///                                                two dimensions Daugman 1985)
///     average  1
///     blur     g_s(r)                            at 3 x 3: 1 2 1, 2 4 2, 1 2 1
///     copy     1 where r^2 < 0.6, else 0
///     sharpen  5 copy - 4 ring, each of sum 1    ring: the blur without the copy's places
///
/// each but the last four minus its mean.
struct Filter {
    Text name;
    std::optional<Text> direction;  ///< "to the right", "upright"; of some there is but one
    double angle = 0;               ///< of `along`, degrees, from the right against the clock
    bool has_mean = false;          ///< the last four
    int least_size = 3;             ///< of the kernel's shorter side
    double (*formula)(const FilterPlace&);
    /// Of `sharpen`: the ring.
    double (*minus)(const FilterPlace&) = nullptr;
};

/// All there are.
std::span<const Filter> classical_filters();

/// Kernels have names from 3 to 11 on a side.
bool has_a_size_for_names(int height, int width);

/// As the formula has it, of length 1 (the root of the sum of squares); row by row, row 0 at the top.
std::vector<float> weights_of(const Filter& filter, int height, int width);

/// How alike a kernel and a filter are.
struct Likeness {
    const Filter* filter = nullptr;
    /// The cosine of the angle between them, 0 .. 1: the sum of products, each of length 1; the kernel minus
    /// its mean where the filter has none. Of several channels: with the filter in the mixture of channels
    /// that is most alike, sqrt(sum over channels of (products' sum)^2) / length of the kernel.
    float likeness = 0;
    /// It is the filter's negative; of several channels: their sum is. Never of edges: one in the opposite
    /// direction is another filter.
    bool inverse = false;
    /// That mixture, of length 1; of one channel 1 or -1. About equal ones: of brightness; of both signs: one
    /// colour against another.
    std::vector<float> channels;
};

/// All filters of that size, the most alike first. A kernel whose mean has more than 0.7 of its energy (the
/// sum of squares) is compared with those that have a mean alone. None where all weights are 0.
/// @param kernel  channels x height x width
std::vector<Likeness> likenesses(std::span<const float> kernel, int channels, int height, int width);

/// What a likeness has to be for a name: max(0.6, 2.5 / sqrt(height x width - 1)), which nine in ten random
/// kernels do not reach. At 3 x 3 that is 0.88, from 5 x 5 on 0.6.
float least_likeness(int height, int width);

/// The first of likenesses(), or nothing where that falls short: none of them.
std::optional<Likeness> nearest_filter(std::span<const float> kernel, int channels, int height, int width);

/// "edge, positive to the right", "inverse of: spot"; of nothing "none of them".
Message name_of(const std::optional<Likeness>& likeness);

/// One kernel of a layer that hears the input.
struct FirstKernel {
    int channels = 0;
    int height = 0;
    int width = 0;
    /// Times the input's range, so that positive is for ink (of photographs: for light), whichever value
    /// stands for it.
    std::vector<float> weights;
};

/// Nothing where the layer is no convolution of the input.
std::optional<FirstKernel> first_kernel(const nn::Model& model, int node, int map);

}  // namespace convoscope::explain
