#pragma once

#include <span>
#include <vector>

#include "train/random.h"

namespace convoscope::train {

/// How far a training picture may be bent. All lengths are in pixels; every kind at zero leaves the picture
/// as it is.
struct AugmentOptions {
    float rotation = 10.0f;      ///< degrees, either way
    float scale = 0.1f;          ///< relative, either way
    float stretch = 0.08f;       ///< relative, either way: wider and lower, or narrower and higher
    float shear = 0.15f;         ///< columns a row, either way
    float translation = 1.0f;    ///< along each axis, either way
    float elastic = 1.0f;        ///< root mean square displacement along each axis
    float elastic_sigma = 4.0f;  ///< how far around a pixel its neighbours move with it
    float thicken = 0.8f;        ///< ink added on each side of a line, at most
    float thin = 0.2f;           ///< ink taken from each side of a line, at most
    float coarse = 0.1f;         ///< how often the picture is made of larger pixels, of
    float coarsest = 2.5f;       ///< 1.2 to so many pixels' width
    float contrast = 0.25f;      ///< relative: lighter ink, or harder edges
    float mirror = 0.0f;         ///< how often left and right change places

    static AugmentOptions none() { return {0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 2.5f, 0, 0}; }
};

/// Bends pictures: an affine map and an elastic distortion (Simard, Steinkraus and Platt: "Best Practices for
/// Convolutional Neural Networks Applied to Visual Document Analysis", 2003), thicker or thinner lines,
/// larger pixels, more or less contrast, and mirroring. A result depends on the picture, the options and the
/// generator alone. Keeps its buffers: one Augmenter a thread.
class Augmenter {
  public:
    /// Pictures have height x width values, 0 paper .. 1 ink, row by row.
    Augmenter(const AugmentOptions& options, int height, int width);

    /// Writes a bent `picture` to `result`; both have height * width values and may be the same.
    void apply(std::span<const float> picture, nn::Random& random, std::span<float> result);

    /// Where the last picture's pixel (row, column) took its value from, minus (row, column).
    std::span<const float> row_displacement() const { return row_displacement_; }
    std::span<const float> column_displacement() const { return column_displacement_; }

  private:
    void change_thickness(float amount);
    void add_elastic(nn::Random& random, std::span<float> displacement);
    void set_affine(nn::Random& random, float grown);
    void sample(std::span<float> result) const;
    void coarsen(nn::Random& random, std::span<float> picture);
    void coarsen_rows(float cell, float offset, int height, int width, std::span<const float> source,
                      std::span<float> transposed);
    void change_contrast(float gain, std::span<float> picture) const;

    float& ink(int row, int column) { return padded_[(row + 1) * (width_ + 3) + column + 1]; }

    AugmentOptions options_;
    int height_;
    int width_;
    std::vector<float>
        padded_;  ///< the picture with paper around it, which stays 0: one pixel before, two behind
    std::vector<float> scratch_;
    float knot_distance_;  ///< of the elastic distortion's grid, in pixels
    int knot_rows_ = 0;
    int knot_columns_ = 0;
    std::vector<float> noise_;        ///< one value a knot
    std::vector<float> smooth_rows_;  ///< knot_rows_ x width
    std::vector<float> transposed_;
    std::vector<float> running_sum_;
    std::vector<float> row_displacement_;
    std::vector<float> column_displacement_;
};

}  // namespace convoscope::train
