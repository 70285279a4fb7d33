#include "canvas/resample.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/triangle_filter.h"

namespace convoscope::canvas {
namespace {

/// Exact means: what each target cell covers.
/// @param start, length  the region along this axis, in source cells
/// @param sources, targets  how many cells there are along it
std::vector<FilterTaps> spans(double start, double length, int sources, int targets) {
    std::vector<FilterTaps> result(static_cast<std::size_t>(targets));
    const double cell = length / targets;
    for (int target = 0; target < targets; ++target) {
        const double from = start + target * cell, to = start + (target + 1) * cell;
        const int first = static_cast<int>(std::clamp(std::floor(from), 0.0, static_cast<double>(sources)));
        const int last = static_cast<int>(std::clamp(std::ceil(to), 0.0, static_cast<double>(sources)));
        FilterTaps& span = result[static_cast<std::size_t>(target)];
        span.first = first;
        for (int source = first; source < last; ++source) {
            const double overlap = std::min(to, source + 1.0) - std::max(from, static_cast<double>(source));
            span.weights.push_back(static_cast<float>(std::max(overlap, 0.0) / cell));
        }
    }
    return result;
}

/// The same for linear interpolation: the two source cells whose middles lie around the target's.
std::vector<FilterTaps> pairs(int sources, int targets) {
    std::vector<FilterTaps> result(static_cast<std::size_t>(targets));
    for (int target = 0; target < targets; ++target) {
        const double place = (target + 0.5) * sources / targets - 0.5;
        const int first = static_cast<int>(std::floor(place));
        const float behind = static_cast<float>(place - first);
        FilterTaps& span = result[static_cast<std::size_t>(target)];
        span.first = std::max(first, 0);
        if (first >= 0) span.weights.push_back(1.0f - behind);
        if (first + 1 < sources) span.weights.push_back(behind);
    }
    return result;
}

/// Each target pixel as the sum of the source pixels that its row and its column take.
Picture mix(const Picture& picture, const std::vector<FilterTaps>& across,
            const std::vector<FilterTaps>& down) {
    const int columns = static_cast<int>(across.size()), rows = static_cast<int>(down.size());
    Picture result(columns, rows);
    std::vector<float> mixed(
        static_cast<std::size_t>(picture.width));  // the source rows of one target row, weighted and added
    for (int row = 0; row < rows; ++row) {
        const FilterTaps& vertical = down[static_cast<std::size_t>(row)];
        std::fill(mixed.begin(), mixed.end(), 0.0f);
        for (std::size_t i = 0; i < vertical.weights.size(); ++i) {
            const float weight = vertical.weights[i];
            const float* source =
                picture.ink.data() + (static_cast<std::size_t>(vertical.first) + i) * mixed.size();
            for (std::size_t column = 0; column < mixed.size(); ++column)
                mixed[column] += weight * source[column];
        }
        for (int column = 0; column < columns; ++column) {
            const FilterTaps& horizontal = across[static_cast<std::size_t>(column)];
            float sum = 0;
            for (std::size_t i = 0; i < horizontal.weights.size(); ++i)
                sum += horizontal.weights[i] * mixed[static_cast<std::size_t>(horizontal.first) + i];
            result.at(row, column) = std::min(sum, 1.0f);  // rounding can leave a full pixel a hair above 1
        }
    }
    return result;
}

}  // namespace

Picture area_average(const Picture& picture, const Region& region, int columns, int rows) {
    assert(columns >= 1 && rows >= 1 && region.width > 0 && region.height > 0);
    return mix(picture, spans(region.left, region.width, picture.width, columns),
               spans(region.top, region.height, picture.height, rows));
}

Picture bilinear(const Picture& picture, const Region& region, int columns, int rows) {
    assert(columns >= 1 && rows >= 1 && region.width > 0 && region.height > 0 && !picture.empty());
    return mix(picture, triangle_filter(region.left, region.width, picture.width, columns),
               triangle_filter(region.top, region.height, picture.height, rows));
}

Picture interpolate(const Picture& picture, int columns, int rows) {
    assert(columns >= picture.width && rows >= picture.height && !picture.empty());
    return mix(picture, pairs(picture.width, columns), pairs(picture.height, rows));
}

Picture area_average(const Picture& picture, int columns, int rows) {
    return area_average(picture,
                        {0, 0, static_cast<double>(picture.width), static_cast<double>(picture.height)},
                        columns, rows);
}

Picture fit(const Picture& picture, int columns, int rows) {
    constexpr int coarse = 28;
    const bool interpolated = std::max(picture.width, picture.height) < coarse && picture.width <= columns &&
                              picture.height <= rows;
    return interpolated ? interpolate(picture, columns, rows) : area_average(picture, columns, rows);
}

}  // namespace convoscope::canvas
