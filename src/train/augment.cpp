#include "train/augment.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

#include "train/float4.h"

namespace convoscope::train {

namespace {

/// Columns that are convolved together.
constexpr int kBlock = 16;

/// A Gaussian out to three sigma, scaled so that noise uniform in [-1, 1) (variance 1/3), convolved with it
/// along both axes, has variance 1.
std::vector<float> unit_variance_kernel(float sigma, int longest) {
    const int radius = std::min(longest, static_cast<int>(std::ceil(3.0f * sigma)));
    std::vector<float> kernel(2 * radius + 1);
    double squares = 0;
    for (int i = -radius; i <= radius; ++i) {
        const double value = std::exp(-0.5 * i * i / (static_cast<double>(sigma) * sigma));
        kernel[i + radius] = static_cast<float>(value);
        squares += value * value;
    }
    // Two passes multiply the variance by squares^2.
    const double factor = std::sqrt(std::sqrt(3.0) / squares);
    for (float& value : kernel) value = static_cast<float>(value * factor);
    return kernel;
}

}  // namespace

Augmenter::Augmenter(const AugmentOptions& options, int height, int width)
    : options_(options),
      height_(height),
      width_(width),
      padded_((height + 3) * (width + 3)),
      scratch_(padded_.size()),
      noise_((height * width + 1) / 2 * 2),
      blurred_(height * width),
      row_displacement_(height * width),
      column_displacement_(height * width) {
    assert(height > 0 && width > 0 && options.elastic_sigma > 0);
    kernel_ = unit_variance_kernel(options.elastic_sigma, std::min(height, width));
    wrapped_row_.resize(std::max(height, width) + kBlock + kernel_.size() - 1);
    running_sum_.resize(std::max(height, width) + 1);
}

void Augmenter::apply(std::span<const float> picture, nn::Random& random, std::span<float> result) {
    assert(picture.size() == blurred_.size() && result.size() == blurred_.size());
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

/// Adds white noise, smoothed. The noise is taken as periodic, so that it moves as much at the edges as in
/// the middle.
void Augmenter::add_elastic(nn::Random& random, std::span<float> displacement) {
    for (std::size_t i = 0; i + 1 < noise_.size(); i += 2) {
        const std::uint64_t bits = random.next();  // enough for two
        noise_[i] = static_cast<float>(bits >> 40) * 0x1p-23f - 1.0f;
        noise_[i + 1] = static_cast<float>((bits >> 16) & 0xffffff) * 0x1p-23f - 1.0f;
    }
    blur_rows(noise_, height_, width_, blurred_);
    blur_rows(blurred_, width_, height_, noise_);
    for (std::size_t i = 0; i < displacement.size(); ++i) displacement[i] += options_.elastic * noise_[i];
}

/// Convolves each of `height` rows with the kernel; row i of the source becomes column i of the result.
void Augmenter::blur_rows(std::span<const float> source, int height, int width, std::span<float> transposed) {
    const int taps = static_cast<int>(kernel_.size());
    const int radius = taps / 2;
    const float* kernel = kernel_.data();
    for (int row = 0; row < height; ++row) {
        const float* values = &source[row * width];
        float* wrapped = wrapped_row_.data();  // what lies left of the row, the row, what lies right of it
        std::copy_n(values + width - radius, radius, wrapped);
        std::copy_n(values, width, wrapped + radius);
        std::copy_n(values, radius, wrapped + radius + width);
        for (int first = 0; first < width; first += kBlock) {
            std::array<Float4, kBlock / 4> sums{};
            for (int tap = 0; tap < taps; ++tap)
                for (int i = 0; i < kBlock / 4; ++i)
                    sums[i] += all4(kernel[tap]) * load4(wrapped + first + tap + 4 * i);
            for (int i = 0; i < std::min(kBlock, width - first); ++i)
                transposed[(first + i) * height + row] = sums[i / 4][i % 4];
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
    coarsen_rows(cell, column_offset, height_, width_, picture, blurred_);
    coarsen_rows(cell, row_offset, width_, height_, blurred_, picture);
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
