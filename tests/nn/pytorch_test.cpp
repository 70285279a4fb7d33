#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "models/architecture_json.h"
#include "models/safetensors.h"
#include "nn/backward.h"
#include "nn/initialise.h"
#include "nn/networks.h"
#include "support/places.h"
#include "support/test_name.h"

// Every operation, forward and backward, against float64 PyTorch: networks with all their values, which
// fixtures/make_fixtures.py wrote. Both versions are held to it: the fast one to the project's 1e-5, the
// reference in double to what the files' own rounding leaves.
namespace convoscope::nn {
namespace {

constexpr double kFastTolerance = 1e-5;
constexpr double kReferenceTolerance = 2e-7;  // F32 rounds to 6e-8

using test::agree;
using test::converted;

class PyTorchTest : public ::testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        const auto path = test::fixtures("nn") / (std::string(GetParam()) + ".safetensors");
        const auto file = open_file(path, 1 << 20);
        const models::Safetensors contents = models::parse_safetensors(*file);
        for (const models::Tensor& tensor : contents.tensors)
            tensors_[tensor.name] = tensor.dtype == "F64"
                                        ? models::read_tensor<double>(*file, tensor)
                                        : converted<double>(models::read_tensor<float>(*file, tensor));
        settings_ = nlohmann::json::parse(contents.metadata.at("fixture"));
        model_ = empty_model(models::parse_architecture(contents.metadata.at("convoscope")));
        if (settings_.contains("seed")) initialise(model_, settings_["seed"].get<std::uint64_t>());
        model_.edit([this](std::vector<Parameters>& all) {
            for (std::size_t index = 0; index < all.size(); ++index) {
                Parameters& parameters = all[index];
                if (parameters.weight.empty()) continue;
                if (!settings_.contains("seed"))
                    parameters.weight = converted<float>(tensor(name(index) + ".weight"));
                parameters.bias = converted<float>(tensor(name(index) + ".bias"));
            }
        });
    }

    void check_fast_version(Isa isa) const;

    const std::vector<double>& tensor(const std::string& called) const { return tensors_.at(called); }
    const std::string& name(std::size_t index) const { return model_.architecture.nodes[index].name; }
    std::size_t count() const { return model_.architecture.nodes.size(); }

    /// d(loss)/d(activations of the last layer), for the reference.
    std::vector<double> output_gradient(const std::vector<double>& probabilities) const {
        if (!settings_.contains("target")) return tensor("gradient.output");
        const double smoothing = settings_["label_smoothing"];
        std::vector<double> gradient(probabilities.size(),
                                     smoothing / static_cast<double>(probabilities.size()));
        gradient.at(settings_["target"]) += 1.0 - smoothing;
        for (std::size_t index = 0; index < gradient.size(); ++index)
            gradient[index] /= -probabilities[index];
        return gradient;
    }

    std::map<std::string, std::vector<double>> tensors_;
    nlohmann::json settings_;
    Model model_;
};

void PyTorchTest::check_fast_version(Isa isa) const {
    SCOPED_TRACE(name_of(isa));
    Workspace workspace(model_.architecture, isa);
    const auto input = converted<float>(tensor("input"));
    std::copy(input.begin(), input.end(), workspace.input().begin());
    forward(model_, workspace);
    Gradients gradients(model_.architecture);
    BackwardWorkspace backward_workspace(model_.architecture, isa);
    if (settings_.contains("target")) {
        const std::vector<float> target = test::smoothed(model_.architecture.classes.size(),
                                                         settings_["target"], settings_["label_smoothing"]);
        const float loss = backward_cross_entropy(model_, workspace, target, gradients, backward_workspace,
                                                  InputGradient::Compute);
        EXPECT_NEAR(loss, tensor("loss")[0], kFastTolerance * tensor("loss")[0]);
    } else {
        backward(model_, workspace, converted<float>(tensor("gradient.output")), gradients,
                 backward_workspace, InputGradient::Compute);
    }
    for (std::size_t index = 1; index < count(); ++index) {
        const int node = static_cast<int>(index);
        SCOPED_TRACE(name(index));
        EXPECT_TRUE(agree(workspace.pre_activations(node), tensor(name(index) + ".pre"), kFastTolerance));
        EXPECT_TRUE(agree(workspace.activations(node), tensor(name(index) + ".act"), kFastTolerance));
        EXPECT_TRUE(agree(backward_workspace.pre_activation_gradients(node),
                          tensor("gradient." + name(index) + ".pre"), kFastTolerance));
        const Parameters& got = gradients.parameters[index];
        if (got.weight.empty()) continue;
        EXPECT_TRUE(agree(got.weight, tensor("gradient." + name(index) + ".weight"), kFastTolerance));
        EXPECT_TRUE(agree(got.bias, tensor("gradient." + name(index) + ".bias"), kFastTolerance));
    }
    EXPECT_TRUE(agree(backward_workspace.input_gradient(), tensor("gradient.input"), kFastTolerance));
}

TEST_P(PyTorchTest, FastVersionAgreesOnEveryInstructionSet) {
    for (const Isa isa : available_isas()) check_fast_version(isa);
}

TEST_P(PyTorchTest, ReferenceAgrees) {
    const auto weights = test::reference_weights<double>(model_);
    const auto pass = reference::forward(model_.architecture, weights, tensor("input"));
    const auto gradients =
        reference::backward(model_.architecture, weights, pass, output_gradient(pass.after.back()));
    for (std::size_t index = 1; index < count(); ++index) {
        SCOPED_TRACE(name(index));
        EXPECT_TRUE(agree(pass.before[index], tensor(name(index) + ".pre"), kReferenceTolerance));
        EXPECT_TRUE(agree(pass.after[index], tensor(name(index) + ".act"), kReferenceTolerance));
        EXPECT_TRUE(
            agree(gradients.before[index], tensor("gradient." + name(index) + ".pre"), kReferenceTolerance));
        const auto& got = gradients.parameters[index];
        if (got.weight.empty()) continue;
        EXPECT_TRUE(agree(got.weight, tensor("gradient." + name(index) + ".weight"), kReferenceTolerance));
        EXPECT_TRUE(agree(got.bias, tensor("gradient." + name(index) + ".bias"), kReferenceTolerance));
    }
    EXPECT_TRUE(agree(gradients.before[0], tensor("gradient.input"), kReferenceTolerance));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, PyTorchTest,
                         ::testing::Values("conv", "conv-stride-padding", "conv-connections", "max-pool",
                                           "max-pool-overlapping", "average-pool", "average-pool-overlapping",
                                           "linear", "relu", "tanh", "scaled_tanh", "sigmoid", "softmax",
                                           "softmax-temperature", "lenet5", "lecun"),
                         [](const auto& tested) { return test::numbered_name(tested.index, tested.param); });

}  // namespace
}  // namespace convoscope::nn
