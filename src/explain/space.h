#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "explain/layer_values.h"

namespace convoscope::explain {

/// Pictures as points in a plane or in space: their activations in a layer, along the directions in which
/// these vary most (principal components: Pearson 1901, Hotelling 1933).
struct Space {
    LayerValuesPtr pictures;
    int dimensions = 0;             ///< as many as were wanted, but no more than the layer has values
    std::vector<double> mean;       ///< of each value over the pictures
    std::vector<double> axes;       ///< dimensions x width: unit vectors, at right angles to each other
    std::vector<double> variances;  ///< along the axes, the largest first: eigenvalues of the covariance
    double variance = 0;            ///< of all values together: their share is what the picture shows
    std::vector<float> points;      ///< pictures x dimensions: (activations - mean) . axes
    int rounds = 0;                 ///< passes over the pictures that it took

    std::span<const float> point(std::size_t picture) const {
        const auto each = static_cast<std::size_t>(dimensions);
        return std::span(points).subspan(picture * each, each);
    }
};
using SpacePtr = std::shared_ptr<const Space>;

/// Where a drawing is among them.
/// @param activations  of the same layer, width of them
std::vector<float> project(const Space& space, std::span<const float> activations);

/// Exact principal components (base/job.h): the eigenvectors of the covariance (divided by pictures - 1) with
/// the largest eigenvalues, to |C v - lambda v| <= 1e-10 of the largest.
///
/// Of 5,000 pictures and 4,704 values a dense solver needs minutes that cannot be cut into steps. Lanczos's
/// method (Golub and Van Loan, "Matrix Computations", 4th edition 2013, 10.1) needs but C times a vector,
/// which is one pass over the pictures: C itself is never made, nor Gram's matrix. Every vector is made
/// orthogonal to all before, twice (Kahan and Parlett's "twice is enough"), Eigen's SelfAdjointEigenSolver
/// solves the small tridiagonal matrix, and the residual is known from it (there, equation 10.1.10). After as
/// many rounds as there are values, or pictures, it is the dense solution; some 50 do.
///
/// The same pictures give the same points: the first vector is always the same, and of each axis the
/// component of largest magnitude is positive.
class SpaceJob {
  public:
    /// @param dimensions  at least 1
    SpaceJob(LayerValuesPtr values, int dimensions);
    ~SpaceJob();
    SpaceJob(SpaceJob&&) noexcept;
    SpaceJob& operator=(SpaceJob&&) noexcept;

    /// A block of pictures.
    bool step();
    float progress() const;
    SpacePtr result();

  private:
    struct Work;
    std::unique_ptr<Work> work_;
};

}  // namespace convoscope::explain
