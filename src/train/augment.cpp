#include "train/augment.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

namespace convoscope::train {

namespace {

/// The four cubic B-splines over a grid's knots that reach a place between two knots, and the first one's
/// knot.
struct Spline {
    std::size_t knot = 0;
    std::array<float, 4> weights{};
};

/// @param place  in knots, at least 0
Spline spline_at(float place) {
    const float knot = std::floor(place);
    const float t = place - knot;
    const float u = 1.0f - t;
    return {static_cast<std::size_t>(knot),
            {u * u * u / 6.0f, (4.0f + 3.0f * t * t * (t - 2.0f)) / 6.0f,
             (4.0f + 3.0f * u * u * (u - 2.0f)) / 6.0f, t * t * t / 6.0f}};
}

/// Noise uniform in [-1, 1) has the variance 1/3, of which the splines leave the integral of their square,
/// 151/315, along each axis.
constexpr float kToUnitVariance = std::numbers::sqrt3_v<float> * 315.0f / 151.0f;

}  // namespace

Augmenter::Augmenter(const AugmentOptions& options, int height, int width)
    : options_(options),
      height_(height),
      width_(width),
      padded_((height + 3) * (width + 3)),
      scratch_(padded_.size()),
      knot_distance_(options.elastic_sigma * std::numbers::sqrt3_v<float>),
      transposed_(height * width),
      row_displacement_(height * width),
      column_displacement_(height * width) {
    assert(height > 0 && width > 0 && options.elastic_sigma > 0);
    const auto knots = [this](int extent) {
        return static_cast<int>(static_cast<float>(extent - 1) / knot_distance_) + 5;
    };
    knot_rows_ = knots(height);
    knot_columns_ = knots(width);
    noise_.resize(knot_rows_ * knot_columns_);
    smooth_rows_.resize(knot_rows_ * width);
    running_sum_.resize(std::max(height, width) + 1);
}

void Augmenter::apply(std::span<const float> picture, nn::Random& random, std::span<float> result) {
    assert(picture.size() == transposed_.size() && result.size() == transposed_.size());
    for (int row = 0; row < height_; ++row) std::copy_n(&picture[row * width_], width_, &ink(row, 0));

    if (options_.mirror > 0 && random.unit() < static_cast<double>(options_.mirror))
        for (int row = 0; row < height_; ++row) std::reverse(&ink(row, 0), &ink(row, 0) + width_);

    // As likely to thin as to thicken, whatever the two extents.
    const float way = within(random, 1.0f);
    const float grown = way > 0 ? way * options_.thicken : way * options_.thin;
    change_thickness(grown);
    set_affine(random, grown);
    if (options_.elastic > 0) {
        add_elastic(random, row_displacement_);
        add_elastic(random, column_displacement_);
    }
    sample(result);
    if (options_.coarse > 0 && random.unit() < static_cast<double>(options_.coarse)) coarsen(random, result);
    if (options_.contrast > 0)
        change_contrast(std::exp(within(random, std::log1p(options_.contrast))), result);
}

/// Steps towards the brightest (or darkest) of each pixel and its four neighbours: a line grows (or shrinks)
/// by `amount` on each side, a whole pixel a pass and what is left over in the last.
void Augmenter::change_thickness(float amount) {
    const int stride = width_ + 3;
    const auto pick = [amount](float a, float b) { return amount > 0 ? std::max(a, b) : std::min(a, b); };
    for (float left = std::abs(amount); left > 0; left -= 1.0f) {
        const float share = std::min(1.0f, left);
        scratch_ = padded_;
        for (int row = 0; row < height_; ++row) {
            const float* centre = &scratch_[(row + 1) * stride + 1];
            float* target = &ink(row, 0);
            for (int column = 0; column < width_; ++column) {
                const float* here = centre + column;
                const float vertical = pick(here[-stride], here[stride]);
                const float horizontal = pick(here[-1], here[1]);
                target[column] += share * (pick(*here, pick(vertical, horizontal)) - *here);
            }
        }
    }
}

/// Displacements of the affine map, around the picture's middle. It runs from the result to the picture, so
/// that its factors are the inverse of what one sees.
void Augmenter::set_affine(nn::Random& random, float grown) {
    const float angle = within(random, options_.rotation) * std::numbers::pi_v<float> / 180.0f;
    const float scale = std::exp(within(random, std::log1p(options_.scale)));
    const float stretch = std::exp(within(random, std::log1p(options_.stretch)));
    const float shear = within(random, options_.shear);
    const float move_row = within(random, options_.translation);
    const float move_column = within(random, options_.translation);

    // MNIST fits the ink into 20 of 28 pixels: what grew at its edges is made smaller by as much.
    const float box = 20.0f / 28.0f * static_cast<float>(height_);
    const float inverse_scale = scale * (box + 2.0f * grown) / box;
    const float row_scale = inverse_scale * stretch;
    const float column_scale = inverse_scale / stretch;
    const float cosine = std::cos(angle);
    const float sine = std::sin(angle);
    const float middle_row = 0.5f * static_cast<float>(height_ - 1);
    const float middle_column = 0.5f * static_cast<float>(width_ - 1);
    for (int row = 0; row < height_; ++row) {
        const float y = static_cast<float>(row) - middle_row;
        for (int column = 0; column < width_; ++column) {
            const float x = static_cast<float>(column) - middle_column + shear * y;
            const int index = row * width_ + column;
            row_displacement_[index] = row_scale * (cosine * y + sine * x) - y - move_row;
            column_displacement_[index] = column_scale * (cosine * x - sine * y) -
                                          (static_cast<float>(column) - middle_column) - move_column;
        }
    }
}

/// Adds white noise on a coarse grid, which lies anywhere, made smooth by cubic B-splines: nearly what white
/// noise in every pixel gives that is convolved with a Gaussian as wide as the spline (standard deviation:
/// the knots' distance over the square root of 3), for a tenth of the work.
void Augmenter::add_elastic(nn::Random& random, std::span<float> displacement) {
    const float row_offset = static_cast<float>(random.unit());
    const float column_offset = static_cast<float>(random.unit());
    const auto knots = [this](int pixel, float offset) {
        return spline_at(static_cast<float>(pixel) / knot_distance_ + offset);
    };
    for (float& value : noise_) value = within(random, options_.elastic * kToUnitVariance);
    for (int column = 0; column < width_; ++column) {
        const auto [first, weights] = knots(column, column_offset);
        for (int row = 0; row < knot_rows_; ++row) {
            const float* values = &noise_[row * knot_columns_ + first];
            smooth_rows_[row * width_ + column] = weights[0] * values[0] + weights[1] * values[1] +
                                                  weights[2] * values[2] + weights[3] * values[3];
        }
    }
    for (int row = 0; row < height_; ++row) {
        const auto [first, weights] = knots(row, row_offset);
        const float* above = &smooth_rows_[first * width_];
        float* target = &displacement[row * width_];
        for (int column = 0; column < width_; ++column) {
            target[column] += weights[0] * above[column] + weights[1] * above[column + width_] +
                              weights[2] * above[column + 2 * width_] +
                              weights[3] * above[column + 3 * width_];
        }
    }
}

/// Bilinear; paper outside the picture.
void Augmenter::sample(std::span<float> result) const {
    const int stride = width_ + 3;
    const float last_row = static_cast<float>(height_);
    const float last_column = static_cast<float>(width_);
    for (int row = 0; row < height_; ++row) {
        for (int column = 0; column < width_; ++column) {
            const int index = row * width_ + column;
            const float y =
                std::clamp(static_cast<float>(row) + row_displacement_[index], -1.0f, last_row) + 1.0f;
            const float x =
                std::clamp(static_cast<float>(column) + column_displacement_[index], -1.0f, last_column) +
                1.0f;
            const int top = static_cast<int>(y);
            const int left = static_cast<int>(x);
            const float down = y - static_cast<float>(top);
            const float right = x - static_cast<float>(left);
            const float* corner = &padded_[top * stride + left];
            const float upper = corner[0] + right * (corner[1] - corner[0]);
            const float lower = corner[stride] + right * (corner[stride + 1] - corner[stride]);
            result[index] = upper + down * (lower - upper);
        }
    }
}

/// As if scanned with larger pixels, whose grid lies anywhere, and enlarged again.
void Augmenter::coarsen(nn::Random& random, std::span<float> picture) {
    const float cell = static_cast<float>(random.between(1.2, options_.coarsest));
    const float row_offset = static_cast<float>(random.unit()) * cell;
    const float column_offset = static_cast<float>(random.unit()) * cell;
    coarsen_rows(cell, column_offset, height_, width_, picture, transposed_);
    coarsen_rows(cell, row_offset, width_, height_, transposed_, picture);
}

/// Averages each of `height` rows over cells and interpolates between the cells' middles; row i of the source
/// becomes column i of the result.
/// @param offset  how far the first cell begins before the row, 0 .. cell
void Augmenter::coarsen_rows(float cell, float offset, int height, int width, std::span<const float> source,
                             std::span<float> transposed) {
    const float end = static_cast<float>(width);
    for (int row = 0; row < height; ++row) {
        const float* values = &source[row * width];
        running_sum_[0] = 0;
        for (int column = 0; column < width; ++column)
            running_sum_[column + 1] = running_sum_[column] + values[column];
        // All ink to the left of a place.
        const auto ink_before = [&](float place) {
            const float inside = std::clamp(place, 0.0f, end);
            const int whole = std::min(static_cast<int>(inside), width - 1);
            return running_sum_[whole] + (inside - static_cast<float>(whole)) * values[whole];
        };
        const auto mean = [&](float number) {
            const float from = number * cell - offset;
            return (ink_before(from + cell) - ink_before(from)) / cell;
        };
        for (int column = 0; column < width; ++column) {
            const float place = (static_cast<float>(column) + 0.5f + offset) / cell - 0.5f;  // in cells
            const float number = std::floor(place);
            const float left = mean(number);
            transposed[column * height + row] = left + (place - number) * (mean(number + 1) - left);
        }
    }
}

/// Less than 1 makes the ink lighter, more than 1 the edges harder; paper stays paper.
void Augmenter::change_contrast(float gain, std::span<float> picture) const {
    const float darkest = gain < 1 ? 0.0f : 0.5f * (1.0f - gain);
    for (float& ink : picture) ink = std::clamp(darkest + gain * ink, 0.0f, 1.0f);
}

}  // namespace convoscope::train
