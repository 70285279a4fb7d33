// `convoscope maximize`: an input that excites a unit.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "base/file.h"
#include "base/number.h"
#include "cli/program.h"
#include "explain/aim.h"
#include "models/foreign_file.h"
#include "models/npz_reader.h"
#include "support/bundled.h"

namespace convoscope::test {
namespace {

class MaximizeCommand : public ::testing::Test {
  protected:
    /// What it prints.
    std::string maximized(std::vector<std::string> arguments, const std::string& name) {
        arguments.insert(arguments.begin(), "maximize");
        arguments.insert(arguments.end(), {"--out", folder_.file(name), "--language", "en"});
        const Outcome outcome = convoscope(arguments);
        EXPECT_EQ(outcome.status, 0);
        EXPECT_EQ(outcome.err, "");
        return outcome.out;
    }
    std::string bytes(const std::string& name) const { return read_file(folder_.file(name), 1 << 20); }
    ScratchFolder folder_;
};

TEST_F(MaximizeCommand, PrintsTheValueOfTheInputThatItWrites) {
    const std::string line = maximized({"output.pre/2", "--steps", "60", "--starts", "2"}, "two.npy");
    const auto read = models::read_numpy(models::bytes_of_file(folder_.file("two.npy")));
    const auto& tensor = std::get<models::Weights>(read.content).tensors.at(0).second;
    EXPECT_EQ(tensor.shape, (std::vector<std::int64_t>{1, 32, 32}));
    const nn::ModelPtr model = bundled_model("lenet5");
    nn::Workspace workspace(model->architecture);
    std::ranges::copy(tensor.values, workspace.input().begin());
    nn::forward(*model, workspace);
    const auto aim = explain::parse_aim(model->architecture, "output.pre/2").value();
    const float value = explain::value_of(model->architecture, workspace, aim);
    EXPECT_GT(value, 3.0f);
    EXPECT_TRUE(line.starts_with("output.pre/2 reaches " + fixed(static_cast<double>(value), 4) + " (from "))
        << line;
    EXPECT_TRUE(line.ends_with("the best of 2 starts\n")) << line;
}

TEST_F(MaximizeCommand, TheSeedDecides) {
    const std::vector<std::string> arguments{"conv2/9", "--steps", "20", "--starts", "1", "--seed"};
    const auto with = [&](const char* seed) {
        std::vector<std::string> all = arguments;
        all.emplace_back(seed);
        return all;
    };
    maximized(with("5"), "a.npy");
    maximized(with("5"), "b.npy");
    maximized(with("6"), "c.npy");
    EXPECT_EQ(bytes("a.npy"), bytes("b.npy"));
    EXPECT_NE(bytes("a.npy"), bytes("c.npy"));
}

TEST_F(MaximizeCommand, WritesAPicture) {
    maximized({"conv2/9", "--map", "--steps", "20", "--model", "lenet5"}, "stripes.png");
    const std::string png = bytes("stripes.png");
    EXPECT_EQ(png.substr(1, 3), "PNG");
    EXPECT_EQ(png.substr(16, 8), std::string("\0\0\0\x20\0\0\0\x20", 8));  // 32 x 32
}

TEST_F(MaximizeCommand, SaysWhatIsWrong) {
    const std::string out = folder_.file("a.png");
    expect_failure({"maximize", "conv9/3", "--out", out}, 1, {"conv9/3", "lenet5", "inspect"});
    expect_failure({"maximize", "fc1/3", "--out", folder_.file("a.jpg")}, 1, {"a.jpg", ".png", ".npy"});
    expect_failure({"maximize", "fc1/3", "--out", folder_.file("none/a.png"), "--steps", "1"}, 1,
                   {"none/a.png"});
    expect_failure({"maximize", "input/0/3/3", "--out", out}, 1, {"pixel"});
    expect_failure({"maximize", "fc1/3"}, 2, {"--out"});
    expect_failure({"maximize", "--out", out}, 2, {"ADDRESS"});
    expect_failure({"maximize", "fc1/3", "--out", out, "--steps", "0"}, 2, {"--steps"});
}

}  // namespace
}  // namespace convoscope::test
