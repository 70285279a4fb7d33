#include "nn/placement.h"

#include <cassert>
#include <utility>

#include "base/triangle_filter.h"

namespace convoscope::nn {
namespace {

/// @param step  from one value of the line to the next
float mean_of(const FilterTaps& heard, const float* line, std::ptrdiff_t step) {
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
    const std::vector<FilterTaps> rows = triangle_filter(0, height, height, to_height);
    const std::vector<FilterTaps> columns = triangle_filter(0, width, width, to_width);
    std::vector<float> narrow;  // height x to_width
    narrow.reserve(static_cast<std::size_t>(height) * static_cast<std::size_t>(to_width));
    for (int row = 0; row < height; ++row)
        for (const FilterTaps& heard : columns)
            narrow.push_back(mean_of(heard, picture.data() + static_cast<std::ptrdiff_t>(row) * width, 1));
    std::vector<float> result;
    result.reserve(static_cast<std::size_t>(to_height) * static_cast<std::size_t>(to_width));
    for (const FilterTaps& heard : rows)
        for (int column = 0; column < to_width; ++column)
            result.push_back(mean_of(heard, narrow.data() + column, to_width));
    return result;
}

PlacedPicture place(const InputSpec& spec, std::span<const float> picture, int height, int width) {
    PlacedPicture placed{{picture.begin(), picture.end()}, height, width};
    if (spec.transposed) {
        placed.ink = transposed(picture, height, width);
        std::swap(placed.height, placed.width);
    }
    if (spec.placement == Placement::Resize) {
        placed.ink = resized(placed.ink, placed.height, placed.width, spec.shape.height, spec.shape.width);
        placed.height = spec.shape.height;
        placed.width = spec.shape.width;
    }
    return placed;
}

}  // namespace convoscope::nn
