#include "nn/stroke.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

namespace convoscope::nn {
namespace {

/// 0: all directions alike, 1: one alone. Below this a direction would be invented.
constexpr double kLeastCoherence = 0.3;
/// Variance of the positive weights about their middle, as a share of that of a kernel that is the same
/// everywhere.
constexpr double kWidestSpot = 0.4;

/// A symmetric matrix [xx xy; xy yy] of x right and y up.
struct Tensor {
    double xx = 0;
    double xy = 0;
    double yy = 0;

    double trace() const { return xx + yy; }
    /// (a - b) / (a + b) of the eigenvalues a >= b.
    double coherence() const { return trace() > 0 ? std::hypot(xx - yy, 2 * xy) / trace() : 0; }
    /// Of the larger eigenvalue's vector, radians.
    double angle() const { return 0.5 * std::atan2(2 * xy, xx - yy); }
};

struct Kernel {
    std::span<const float> weights;
    int rows, columns;

    double at(int row, int column) const {
        return static_cast<double>(weights[static_cast<std::size_t>(row * columns + column)]);
    }
};

/// Of the gradients at the corners where four weights meet.
Tensor structure_of(const Kernel& kernel) {
    Tensor sum;
    for (int row = 1; row < kernel.rows; ++row)
        for (int column = 1; column < kernel.columns; ++column) {
            const double falling = kernel.at(row, column) - kernel.at(row - 1, column - 1);
            const double rising = kernel.at(row - 1, column) - kernel.at(row, column - 1);
            const double x = rising + falling;
            const double y = rising - falling;
            sum.xx += x * x;
            sum.xy += x * y;
            sum.yy += y * y;
        }
    return sum;
}

/// Variance of the positive weights about their middle, both axes together; infinite where there are none.
double spread_of(const Kernel& kernel) {
    double mass = 0;
    double x = 0;
    double y = 0;
    double squares = 0;
    for (int row = 0; row < kernel.rows; ++row)
        for (int column = 0; column < kernel.columns; ++column) {
            const double weight = std::max(0.0, kernel.at(row, column));
            mass += weight;
            x += weight * column;
            y += weight * row;
            squares += weight * (row * row + column * column);
        }
    if (mass <= 0) return std::numeric_limits<double>::infinity();
    return squares / mass - (x * x + y * y) / (mass * mass);
}

}  // namespace

Stroke stroke_of(std::span<const float> kernel, int rows, int columns) {
    assert(kernel.size() == static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
    const Kernel of{kernel, rows, columns};
    const Tensor structure = structure_of(of);
    if (structure.coherence() >= kLeastCoherence) {
        // The stroke runs across the gradient; eighths of a turn, level first.
        const double along = structure.angle() + 0.5 * std::numbers::pi;
        const long eighth = std::lround(along / (0.25 * std::numbers::pi));
        static constexpr Stroke kDirections[] = {Stroke::Level, Stroke::Rising, Stroke::Upright,
                                                 Stroke::Falling};
        return kDirections[((eighth % 4) + 4) % 4];
    }
    const double even = (rows * rows - 1 + columns * columns - 1) / 12.0;
    return spread_of(of) < kWidestSpot * even ? Stroke::Spot : Stroke::Pattern;
}

}  // namespace convoscope::nn
