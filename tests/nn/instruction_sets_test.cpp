#include <gtest/gtest.h>

#include "nn/isa_cases.h"
#include "nn/readings.h"

// The bundled models give the same answer on every instruction set, layer by layer, on real drawings. There a
// layer's sums depend on what all the layers before it rounded.

namespace convoscope::nn {
namespace {

using test::agree;

/// compare(model, workspace after forward()) for all models and drawings
template <class Compare>
void each_reading(Isa isa, Compare compare) {
    const std::vector<canvas::Picture> seen = test::pictures();
    ASSERT_GE(seen.size(), 10u);
    const std::vector<ModelPtr> models = test::bundled_models();
    ASSERT_GE(models.size(), 2u);
    for (const ModelPtr& model : models) {
        Workspace workspace(model->architecture, isa);
        for (std::size_t index = 0; index < seen.size(); ++index) {
            SCOPED_TRACE(model->name + " reads drawing " + std::to_string(index));
            test::read(*model, seen[index], workspace);
            compare(*model, seen[index], workspace);
        }
    }
}

class InstructionSets : public ::testing::TestWithParam<Isa> {};

INSTANTIATE_TEST_SUITE_P(All, InstructionSets, test::kEveryIsa, test::isa_name);

TEST_P(InstructionSets, AgreeWithTheBaselineAndTheReference) {
    CONVOSCOPE_SKIP_UNLESS_AVAILABLE(GetParam());
    each_reading(GetParam(), [](const Model& model, const canvas::Picture& picture, Workspace& actual) {
        const Architecture& architecture = model.architecture;
        Workspace baseline(architecture, Isa::Baseline);
        test::read(model, picture, baseline);
        const auto exact = reference::forward(architecture, test::reference_weights<double>(model),
                                              test::converted<double>(actual.input()));
        for (std::size_t index = 0; index < architecture.nodes.size(); ++index) {
            SCOPED_TRACE(architecture.nodes[index].name);
            const int node = static_cast<int>(index);
            EXPECT_TRUE(agree(actual.pre_activations(node), baseline.pre_activations(node)));
            EXPECT_TRUE(agree(actual.activations(node), baseline.activations(node)));
            EXPECT_TRUE(agree(actual.pre_activations(node), exact.before[index]));
            EXPECT_TRUE(agree(actual.activations(node), exact.after[index]));
        }
    });
}

}  // namespace
}  // namespace convoscope::nn
