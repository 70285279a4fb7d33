#include "nn/placement.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace convoscope::nn {
namespace {

/// What one place of the result hears along one axis: weights that add up to 1, from place `first` on.
struct Heard {
    int first = 0;
    std::vector<float> weights;
};

std::vector<Heard> heard_along(int from, int to) {
    const double scale = static_cast<double>(from) / to;
    const double reach = std::max(1.0, scale);
    std::vector<Heard> all(static_cast<std::size_t>(to));
    for (int place = 0; place < to; ++place) {
        const double middle = (place + 0.5) * scale;
        const int first = std::max(0, static_cast<int>(std::floor(middle - reach)));
        const int end = std::min(from, static_cast<int>(std::ceil(middle + reach)));
        Heard& heard = all[static_cast<std::size_t>(place)];
        heard.first = first;
        double sum = 0;
        for (int at = first; at < end; ++at) {
            const double weight = std::max(0.0, 1 - std::abs(at + 0.5 - middle) / reach);
            heard.weights.push_back(static_cast<float>(weight));
            sum += weight;
        }
        for (float& weight : heard.weights) weight = static_cast<float>(weight / sum);
    }
    return all;
}

/// @param step  from one value of the line to the next
float mean_of(const Heard& heard, const float* line, std::ptrdiff_t step) {
    float sum = 0;
    for (std::size_t i = 0; i < heard.weights.size(); ++i)
        sum += heard.weights[i] * line[(heard.first + static_cast<std::ptrdiff_t>(i)) * step];
    return sum;
}

std::vector<float> transposed(std::span<const float> picture, int height, int width) {
    std::vector<float> result(picture.size());
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column)
            result[static_cast<std::size_t>(column) * height + row] =
                picture[static_cast<std::size_t>(row) * width + column];
    return result;
}

}  // namespace

std::vector<float> resized(std::span<const float> picture, int height, int width, int to_height,
                           int to_width) {
    assert(picture.size() == static_cast<std::size_t>(height) * width);
    const std::vector<Heard> rows = heard_along(height, to_height);
    const std::vector<Heard> columns = heard_along(width, to_width);
    std::vector<float> narrow;  // height x to_width
    for (int row = 0; row < height; ++row)
        for (const Heard& heard : columns)
            narrow.push_back(mean_of(heard, picture.data() + static_cast<std::ptrdiff_t>(row) * width, 1));
    std::vector<float> result;
    for (const Heard& heard : rows)
        for (int column = 0; column < to_width; ++column)
            result.push_back(mean_of(heard, narrow.data() + column, to_width));
    return result;
}

PlacedPicture place(const InputSpec& spec, std::span<const float> picture, int height, int width) {
    PlacedPicture placed{spec, {picture.begin(), picture.end()}, height, width};
    if (spec.transposed) {
        placed.ink = transposed(picture, height, width);
        std::swap(placed.height, placed.width);
    }
    if (spec.placement == Placement::Resize) {
        placed.ink = resized(placed.ink, placed.height, placed.width, spec.shape.height, spec.shape.width);
        placed.height = spec.shape.height;
        placed.width = spec.shape.width;
    }
    placed.spec.placement = Placement::Pad;
    placed.spec.transposed = false;
    return placed;
}

}  // namespace convoscope::nn
