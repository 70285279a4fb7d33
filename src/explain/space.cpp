#include "explain/space.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "nn/random.h"

namespace convoscope::explain {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t kValuesAStep = 1 << 19;  // a few milliseconds, of all but the largest layers
constexpr double kResidual = 1e-10;            // of the largest eigenvalue
constexpr double kNothing = 1e-14;             // a vector so much shorter than it was has only rounding left

/// Some pictures' activations, in double precision.
Rows rows_of(const LayerValues& values, std::size_t first, std::size_t end) {
    using Floats = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::Map<const Floats>(values.values.data() + first * values.width,
                                    static_cast<Eigen::Index>(end - first),
                                    static_cast<Eigen::Index>(values.width))
        .cast<double>();
}

}  // namespace

struct SpaceJob::Work {
    enum class Stage { Mean, Rounds, Points, Done };

    LayerValuesPtr values;
    std::shared_ptr<Space> space = std::make_shared<Space>();
    Stage stage = Stage::Mean;
    std::size_t next = 0;  // picture of this stage's, or this round's, pass
    VectorXd mean;
    double squares = 0;            // sum of all values'
    std::vector<VectorXd> basis;   // Lanczos's vectors
    std::vector<double> diagonal;  // of the tridiagonal matrix
    std::vector<double> beside;    // its other diagonal
    double length = 0;             // of the next vector, before it is made a unit vector: C v less its parts
    VectorXd product;              // C v of the present round
    VectorXd continued;            // the next vector
    MatrixXd axes;                 // width x dimensions

    std::size_t count() const { return values->pictures.size(); }
    /// Calls `take` with a block of pictures. @return whether it was the last
    template <typename Take>
    bool pass(const Take& take) {
        const std::size_t each = std::max<std::size_t>(1, kValuesAStep / values->width);
        const std::size_t end = std::min(next + each, count());
        take(rows_of(*values, next, end));
        next = end == count() ? 0 : end;
        return end == count();
    }
    void add_to_mean(const Rows& rows);
    void end_mean();
    void add_to_product(const Rows& rows);
    void end_round();
    bool orthogonalise(VectorXd& vector) const;
    VectorXd another_start() const;
    bool solve(bool last);
    void make_points(const Rows& rows);
    void end_points();
};

SpaceJob::SpaceJob(LayerValuesPtr values, int dimensions) : work_(new Work) {
    assert(dimensions >= 1 && !values->pictures.empty());
    work_->values = std::move(values);
    work_->space->pictures = work_->values;
    work_->space->dimensions =
        static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(dimensions), work_->values->width));
    work_->mean = VectorXd::Zero(static_cast<Eigen::Index>(work_->values->width));
}
SpaceJob::~SpaceJob() = default;
SpaceJob::SpaceJob(SpaceJob&&) noexcept = default;
SpaceJob& SpaceJob::operator=(SpaceJob&&) noexcept = default;

bool SpaceJob::step() {
    Work& work = *work_;
    switch (work.stage) {
        case Work::Stage::Mean:
            if (work.pass([&](const Rows& rows) { work.add_to_mean(rows); })) work.end_mean();
            break;
        case Work::Stage::Rounds:
            if (work.pass([&](const Rows& rows) { work.add_to_product(rows); })) work.end_round();
            break;
        case Work::Stage::Points:
            if (work.pass([&](const Rows& rows) { work.make_points(rows); })) work.end_points();
            break;
        case Work::Stage::Done:
            break;
    }
    return work.stage != Work::Stage::Done;
}

float SpaceJob::progress() const {
    constexpr float kUsualRounds = 50;
    if (work_->stage == Work::Stage::Done) return 1;
    return std::min(0.95f, static_cast<float>(work_->basis.size()) / kUsualRounds);
}

SpacePtr SpaceJob::result() { return work_->space; }

void SpaceJob::Work::add_to_mean(const Rows& rows) {
    mean += rows.colwise().sum().transpose();
    squares += rows.squaredNorm();
}

void SpaceJob::Work::end_mean() {
    const auto pictures = static_cast<double>(count());
    mean /= pictures;
    space->variance = std::max(0.0, squares - pictures * mean.squaredNorm()) / std::max(1.0, pictures - 1);
    continued = another_start();
    product = VectorXd::Zero(mean.size());
    basis.push_back(continued);
    stage = Stage::Rounds;
}

/// C v = sum over the pictures of (x - mean) ((x - mean) . v) / (pictures - 1).
void SpaceJob::Work::add_to_product(const Rows& rows) {
    const VectorXd& v = basis.back();
    const VectorXd along = (rows * v).array() - mean.dot(v);
    product += rows.transpose() * along - mean * along.sum();
}

/// Golub and Van Loan, algorithm 10.1.1.
void SpaceJob::Work::end_round() {
    ++space->rounds;
    product /= std::max(1.0, static_cast<double>(count()) - 1);
    diagonal.push_back(basis.back().dot(product));
    continued = product;
    const double before = product.norm();
    const bool more = basis.size() < values->width && orthogonalise(continued);
    length = more && before > kNothing * space->variance ? continued.norm() : 0;
    if (length <= kNothing * std::max(before, space->variance)) length = 0;
    const bool all = basis.size() == values->width;
    if (solve(all)) {
        stage = Stage::Points;
        return;
    }
    // Where nothing is left the vectors so far are closed under C: what they lack begins anew.
    continued = length > 0 ? VectorXd(continued / length) : another_start();
    beside.push_back(length);
    basis.push_back(continued);
    product.setZero();
}

/// Takes out what lies along the vectors so far. @return whether there is any other direction
bool SpaceJob::Work::orthogonalise(VectorXd& vector) const {
    for (int twice = 0; twice < 2; ++twice)
        for (const VectorXd& before : basis) vector -= before.dot(vector) * before;
    return vector.norm() > 0;
}

/// A unit vector at right angles to those so far, always the same.
VectorXd SpaceJob::Work::another_start() const {
    nn::Random random(basis.size() + 1);
    VectorXd start(mean.size());
    for (double& value : start) value = random.between(-1, 1);
    orthogonalise(start);
    return start.normalized();
}

/// The axes, where they are good enough or there are no more vectors to be had.
bool SpaceJob::Work::solve(bool last) {
    const auto size = static_cast<Eigen::Index>(diagonal.size());
    const auto wanted = static_cast<Eigen::Index>(space->dimensions);
    const bool worth_a_look = size < 40 || size % 8 == 0;  // it takes longer the more there are
    if (size < wanted || !(last || length == 0 || worth_a_look)) return false;
    Eigen::SelfAdjointEigenSolver<MatrixXd> solver;
    solver.computeFromTridiagonal(
        Eigen::Map<const VectorXd>(diagonal.data(), size),
        Eigen::Map<const VectorXd>(beside.data(), static_cast<Eigen::Index>(beside.size())));
    const MatrixXd& vectors = solver.eigenvectors();  // the smallest eigenvalue first
    const VectorXd& eigenvalues = solver.eigenvalues();
    for (Eigen::Index i = 0; i < wanted && !last; ++i)
        if (length * std::abs(vectors(size - 1, size - 1 - i)) > kResidual * eigenvalues[size - 1])
            return false;
    axes = MatrixXd::Zero(mean.size(), wanted);
    for (Eigen::Index i = 0; i < wanted; ++i) {
        for (Eigen::Index j = 0; j < size; ++j)
            axes.col(i) += vectors(j, size - 1 - i) * basis[static_cast<std::size_t>(j)];
        Eigen::Index largest = 0;
        axes.col(i).cwiseAbs().maxCoeff(&largest);
        axes.col(i) *= (axes(largest, i) < 0 ? -1 : 1) / axes.col(i).norm();
        space->variances.push_back(std::max(0.0, eigenvalues[size - 1 - i]));
    }
    return true;
}

void SpaceJob::Work::make_points(const Rows& rows) {
    const Rows points = (rows * axes).rowwise() - (mean.transpose() * axes);
    for (Eigen::Index i = 0; i < points.size(); ++i)
        space->points.push_back(static_cast<float>(points.data()[i]));
}

void SpaceJob::Work::end_points() {
    space->mean.assign(mean.data(), mean.data() + mean.size());
    space->axes.assign(axes.data(), axes.data() + axes.size());  // column by column: axis by axis
    stage = Stage::Done;
}

std::vector<float> project(const Space& space, std::span<const float> activations) {
    assert(activations.size() == space.mean.size());
    std::vector<float> point;
    for (int axis = 0; axis < space.dimensions; ++axis) {
        const double* along = space.axes.data() + static_cast<std::ptrdiff_t>(axis) * std::ssize(space.mean);
        double sum = 0;
        for (std::size_t i = 0; i < activations.size(); ++i)
            sum += (static_cast<double>(activations[i]) - space.mean[i]) * along[i];
        point.push_back(static_cast<float>(sum));
    }
    return point;
}

}  // namespace convoscope::explain
