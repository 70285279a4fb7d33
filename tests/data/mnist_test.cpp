#include "data/mnist.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/file.h"
#include "canvas/preprocess.h"
#include "canvas/resample.h"
#include "support/data.h"
#include "support/error_line.h"
#include "support/folder.h"

namespace convoscope::data {
namespace {

std::filesystem::path mnist_folder() {
    const std::filesystem::path data = test::data_folder();
    return data.empty() ? data : data / "mnist";
}

TEST(MnistTest, LoadsBothHalves) {
    if (mnist_folder().empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const Mnist mnist = load_mnist(mnist_folder());
    EXPECT_EQ(mnist.train.count(), 60000U);
    EXPECT_EQ(mnist.test.count(), 10000U);
    EXPECT_EQ(mnist.test.width, 28);
    EXPECT_EQ(mnist.test.height, 28);
    EXPECT_EQ(mnist.test.labels[0], 7);
    EXPECT_EQ(std::ranges::count(mnist.test.labels, 1), 1135);
    EXPECT_EQ(std::ranges::max(mnist.test.image(0)), 255);
}

/// What the canvas does to a drawing is what was done to MNIST: done once more to MNIST's own pictures,
/// nothing changes. That can only be seen where the box of a digit's ink has even sides (in one of five, ink
/// too faint for 8 bits is missing on one side).
TEST(MnistTest, ItsPicturesAreWhatPreprocessingMakes) {
    if (mnist_folder().empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    const LabelledImages set = load_mnist_half(mnist_folder(), "t10k");
    std::size_t even = 0, unchanged = 0;
    const std::size_t count = 3000;
    for (std::size_t i = 0; i < count; ++i) {
        canvas::Picture picture(28, 28);
        std::ranges::transform(set.image(i), picture.ink.begin(),
                               [](std::uint8_t value) { return static_cast<float>(value) / 255; });
        const canvas::Steps steps = canvas::preprocess(canvas::area_average(picture, 280, 280));
        if (steps.cropped.width % 20 != 0 || steps.cropped.height % 20 != 0) continue;
        ++even;
        const auto same = [](float a, float b) { return std::abs(a - b) < 0.5f / 255; };
        unchanged += std::ranges::equal(steps.centred.ink, picture.ink, same);
    }
    EXPECT_GT(even, count * 7 / 10);
    EXPECT_GT(static_cast<double>(unchanged), 0.995 * static_cast<double>(even));
}

class MnistFilesTest : public test::FolderTest {};

TEST_F(MnistFilesTest, NamesTheFileThatIsMissing) {
    const std::string line = test::error_line([&] { load_mnist(folder_); });
    EXPECT_NE(line.find("train-images-idx3-ubyte"), std::string::npos) << line;
    const std::string pictures("\0\0\x08\x03\0\0\0\1\0\0\0\1\0\0\0\1x", 17),
        labels("\0\0\x08\x01\0\0\0\1\5", 9);
    write_file(folder_ / "t10k-images-idx3-ubyte", pictures);
    write_file(folder_ / "t10k-labels-idx1-ubyte", labels);
    EXPECT_EQ(load_mnist_half(folder_, "t10k").labels[0], 5);
}

}  // namespace
}  // namespace convoscope::data
