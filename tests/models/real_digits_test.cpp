// Candidates of files that other people trained, tried on MNIST.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "data/mnist.h"
#include "models/archive.h"
#include "models/doctor/candidates.h"
#include "models/foreign.h"
#include "models/naive_graph.h"
#include "models/npz_reader.h"
#include "models/pytorch/reader.h"
#include "support/data.h"

namespace convoscope::models::doctor {
namespace {

using namespace test_foreign;
using Shape = std::vector<std::int64_t>;

std::string told(const Graph& graph) {
    std::string text;
    for (const GraphNode& node : graph.nodes) text += (text.empty() ? "" : " ") + node.op;
    return text;
}

/// How many of the first pictures of MNIST's test half a graph reads, with its best scaling.
int right_of(const Graph& graph, const data::LabelledImages& mnist, int count) {
    const Shape& shape = graph.inputs[0].shape;
    if (shape[1] != 1 || (shape[2] != 28 && shape[2] != 32)) return 0;
    const std::int64_t border = (shape[2] - 28) / 2;
    int most = 0;
    for (const auto& [mean, deviation] : {std::pair(0.0f, 1.0f), {0.1307f, 0.3081f}, {0.5f, 1.0f}}) {
        int right = 0;
        for (int i = 0; i < count; ++i) {
            if (i == 20 && right < 10) break;  // it will not become a good one
            std::vector<float> picture(static_cast<std::size_t>(shape[2] * shape[3]), -mean / deviation);
            const auto image = mnist.image(static_cast<std::size_t>(i));
            for (std::int64_t row = 0; row < 28; ++row)
                for (std::int64_t column = 0; column < 28; ++column)
                    picture[static_cast<std::size_t>((row + border) * shape[3] + column + border)] =
                        (static_cast<float>(image[static_cast<std::size_t>(row * 28 + column)]) / 255 -
                         mean) /
                        deviation;
            const auto scores = run(graph, picture);
            right += std::ranges::max_element(scores) - scores.begin() ==
                     mnist.labels[static_cast<std::size_t>(i)];
        }
        most = std::max(most, right);
    }
    return most;
}

TEST(RealDigitsTest, SomeOfTheFirstReadDigitsForEveryRealFile) {
    if (test::data_folder().empty()) GTEST_SKIP() << "no data sets: set CONVOSCOPE_DATA";
    if (!Archive::available()) GTEST_SKIP() << "built without libzip";
    const data::LabelledImages mnist = data::load_mnist_half(test::data_folder() / "mnist", "t10k");
    const auto folder = test::data_folder() / "models";
    for (const char* name :
         {"torch/lenet-zip.pth", "torch/lenet-legacy.pt", "torch/twin-of-computed-reshape.pth",
          "torch/twin-of-small-cnn.pt", "torch/checkpoint.pt", "npz/mlp.npz"}) {
        const ForeignBytes bytes = test::bytes_of(folder / name);
        const auto begin = std::chrono::steady_clock::now();
        const ForeignFile file = is_numpy(bytes.bytes) ? read_numpy(bytes) : pytorch::read_pytorch(bytes);
        const auto all = candidates(std::get<Weights>(file.content));
        const auto took = std::chrono::steady_clock::now() - begin;
        EXPECT_LT(took, std::chrono::seconds(5)) << name;
        ASSERT_FALSE(all.empty()) << name;
        int most = 0;
        std::size_t which = 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 12) && most < 97; ++i) {
            const int right = right_of(all[i].graph(), mnist, 100);
            if (right > most) which = i;
            most = std::max(most, right);
        }
        EXPECT_GE(most, 90) << name;
        std::string guesses;
        for (const Guess& guess : all[which].guesses) guesses += guess.text.in(Language::English) + "; ";
        std::printf(
            "%s: %d of 100 by candidate %zu of %zu (%s), %lld ms: %s\n", name, most, which + 1, all.size(),
            told(all[which].graph()).c_str(),
            static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()),
            guesses.c_str());
    }
}

}  // namespace
}  // namespace convoscope::models::doctor
