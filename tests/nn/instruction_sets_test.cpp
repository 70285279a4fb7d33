#include <gtest/gtest.h>

#include <filesystem>

#include "canvas/files.h"
#include "canvas/preprocess.h"
#include "canvas/raster.h"
#include "nn/forward.h"
#include "nn/isa_cases.h"
#include "nn/model_file.h"
#include "nn/networks.h"

// The bundled models give the same answer on every instruction set, layer by layer, on real drawings. There a
// layer's sums depend on what all the layers before it rounded.

namespace convoscope::nn {
namespace {

using test::agree;

const std::filesystem::path kAssets = std::filesystem::path(CONVOSCOPE_SOURCE) / "assets";

std::vector<ModelPtr> bundled_models() {
    std::vector<ModelPtr> models;
    for (const auto& entry : std::filesystem::directory_iterator(kAssets / "models"))
        if (entry.path().extension() == ".safetensors") models.push_back(load_model(entry.path()));
    return models;
}

std::vector<canvas::Picture> pictures() {
    std::vector<canvas::Picture> result;
    for (const canvas::Drawing& drawing : canvas::load_drawings(kAssets / "drawings" / "digits.jsonl")) {
        canvas::Rasteriser rasteriser;
        result.push_back(canvas::preprocess(rasteriser.update(drawing)).centred);
    }
    return result;
}

void read(const Model& model, const canvas::Picture& picture, Workspace& workspace) {
    load_input(model.architecture.input, picture.ink, picture.height, picture.width, workspace.input());
    forward(model, workspace);
}

/// compare(model, workspace after forward()) for all models and drawings
template <class Compare>
void each_reading(Isa isa, Compare compare) {
    const std::vector<canvas::Picture> seen = pictures();
    ASSERT_GE(seen.size(), 10u);
    const std::vector<ModelPtr> models = bundled_models();
    ASSERT_GE(models.size(), 2u);
    for (const ModelPtr& model : models) {
        Workspace workspace(model->architecture, isa);
        for (std::size_t index = 0; index < seen.size(); ++index) {
            SCOPED_TRACE(model->name + " reads drawing " + std::to_string(index));
            read(*model, seen[index], workspace);
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
        read(model, picture, baseline);
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
