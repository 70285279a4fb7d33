#include "explain/space.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <vector>

#include "explain/finish.h"
#include "explain/pictures.h"
#include "nn/random.h"
#include "nn/zoo.h"

namespace convoscope::explain {
namespace {

/// Pictures whose values are sums of a few directions, the first ones the strongest, around a mean.
LayerValuesPtr cloud(std::size_t pictures, std::size_t width, std::size_t directions, double decay) {
    nn::Random random(pictures + width);
    Eigen::MatrixXd along(directions, width);
    for (double& value : along.reshaped()) value = random.between(-1, 1);
    auto values = std::make_shared<LayerValues>();
    values->width = width;
    for (std::size_t i = 0; i < pictures; ++i) {
        values->pictures.push_back(static_cast<std::uint32_t>(i));
        values->labels.push_back(0);
        Eigen::VectorXd row = Eigen::VectorXd::Constant(static_cast<Eigen::Index>(width), 3);
        double size = 1;
        for (std::size_t j = 0; j < directions; ++j, size *= decay)
            row += size * random.between(-1, 1) * along.row(static_cast<Eigen::Index>(j)).transpose();
        for (const double value : row) values->values.push_back(static_cast<float>(value));
    }
    return values;
}

/// Against the dense covariance and Eigen's solver for it.
void expect_dense(const LayerValuesPtr& values, int dimensions) {
    const auto rows = static_cast<Eigen::Index>(values->pictures.size());
    const auto width = static_cast<Eigen::Index>(values->width);
    Eigen::MatrixXd all(rows, width);
    for (Eigen::Index i = 0; i < rows; ++i)
        for (Eigen::Index j = 0; j < width; ++j)
            all(i, j) = static_cast<double>(values->values[static_cast<std::size_t>(i * width + j)]);
    const Eigen::RowVectorXd mean = all.colwise().mean();
    const Eigen::MatrixXd centred = all.rowwise() - mean;
    const Eigen::MatrixXd covariance =
        centred.transpose() * centred / std::max<double>(1, static_cast<double>(rows) - 1);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> dense(covariance);

    const SpacePtr space = test::finish(SpaceJob(values, dimensions));
    ASSERT_EQ(space->dimensions, dimensions);
    const double largest = dense.eigenvalues()[width - 1];
    EXPECT_NEAR(space->variance, covariance.trace(), 1e-9 * covariance.trace());
    for (int axis = 0; axis < dimensions; ++axis) {
        EXPECT_NEAR(space->variances[static_cast<std::size_t>(axis)], dense.eigenvalues()[width - 1 - axis],
                    1e-9 * largest);
        if (axis > 0) {
            EXPECT_LE(space->variances[static_cast<std::size_t>(axis)],
                      space->variances[static_cast<std::size_t>(axis) - 1]);
        }
        Eigen::VectorXd expected = dense.eigenvectors().col(width - 1 - axis);
        Eigen::Index peak = 0;
        expected.cwiseAbs().maxCoeff(&peak);
        if (expected[peak] < 0) expected = -expected;
        const Eigen::Map<const Eigen::VectorXd> found(space->axes.data() + axis * width, width);
        EXPECT_LT((found - expected).norm(), 1e-6) << axis;
        const Eigen::VectorXd points = centred * expected;
        for (Eigen::Index i = 0; i < rows; i += 7)
            EXPECT_NEAR(space->point(static_cast<std::size_t>(i))[static_cast<std::size_t>(axis)], points[i],
                        1e-5 * std::sqrt(largest));
    }
}

TEST(Space, IsTheDenseSolversWithMorePicturesThanValues) { expect_dense(cloud(400, 60, 60, 0.8), 3); }
TEST(Space, IsTheDenseSolversWithFewerPicturesThanValues) { expect_dense(cloud(50, 300, 40, 0.8), 3); }
TEST(Space, IsTheDenseSolversWhereNothingStandsOut) { expect_dense(cloud(300, 120, 120, 0.999), 2); }
TEST(Space, IsTheDenseSolversWithFewValues) {
    expect_dense(cloud(40, 3, 3, 0.5), 3);
    expect_dense(cloud(40, 1, 1, 1), 1);
}

TEST(Space, OfALayersActivations) {
    const nn::ModelPtr model = test::random_model(nn::lenet5(), 3);
    const train::Part part = test::noise(model->architecture, 150, 4);
    expect_dense(test::finish(LayerValuesJob(model, part, model->architecture.find("fc1"), 5000, 1)), 3);
}

TEST(Space, WherePicturesVaryInOneDirectionTheOthersHaveNoVariance) {
    const LayerValuesPtr line = cloud(30, 20, 1, 1);
    const SpacePtr space = test::finish(SpaceJob(line, 3));
    EXPECT_NEAR(space->variances[0], space->variance, 1e-6 * space->variance);
    EXPECT_NEAR(space->variances[1], 0, 1e-6 * space->variance);
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b < 3; ++b) {
            double dot = 0;
            for (std::size_t i = 0; i < 20; ++i)
                dot += space->axes[static_cast<std::size_t>(a) * 20 + i] *
                       space->axes[static_cast<std::size_t>(b) * 20 + i];
            EXPECT_NEAR(dot, a == b, 1e-9);
        }
    // One picture, and many that are all alike, are points, too.
    EXPECT_EQ(test::finish(SpaceJob(cloud(1, 20, 1, 1), 2))->points, (std::vector<float>{0, 0}));
    auto alike = std::make_shared<LayerValues>(*cloud(1, 20, 1, 1));
    alike->pictures.assign(5, 0);
    alike->labels.assign(5, 0);
    const std::vector<float> one = alike->values;
    for (int i = 0; i < 4; ++i) alike->values.insert(alike->values.end(), one.begin(), one.end());
    const SpacePtr nowhere = test::finish(SpaceJob(alike, 2));
    EXPECT_EQ(nowhere->points.size(), 10u);
    for (const float value : nowhere->points) EXPECT_NEAR(value, 0, 1e-5);
}

TEST(Space, AsksForNoMoreDimensionsThanThereAreValues) {
    EXPECT_EQ(test::finish(SpaceJob(cloud(30, 2, 2, 1), 3))->dimensions, 2);
}

TEST(Space, ADrawingIsProjectedAsThePicturesAre) {
    const LayerValuesPtr values = cloud(200, 50, 30, 0.7);
    const SpacePtr space = test::finish(SpaceJob(values, 3));
    for (std::size_t i = 0; i < 200; i += 19) {
        const std::vector<float> point = project(*space, values->row(i));
        for (std::size_t axis = 0; axis < 3; ++axis) EXPECT_NEAR(point[axis], space->point(i)[axis], 1e-5);
    }
}

TEST(Space, TheSamePicturesGiveTheSamePoints) {
    const LayerValuesPtr values = cloud(200, 50, 30, 0.7);
    EXPECT_EQ(test::finish(SpaceJob(values, 2))->points, test::finish(SpaceJob(values, 2))->points);
    const SpacePtr space = test::finish(SpaceJob(values, 2));
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const auto from = space->axes.begin() + static_cast<std::ptrdiff_t>(axis * 50);
        const auto peak =
            std::max_element(from, from + 50, [](double a, double b) { return std::abs(a) < std::abs(b); });
        EXPECT_GT(*peak, 0);
    }
}

}  // namespace
}  // namespace convoscope::explain
