#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <sstream>

#include "base/fields_json.h"
#include "base/file.h"
#include "explain/heat_map.h"
#include "models/architecture_json.h"
#include "models/safetensors.h"
#include "support/places.h"

// Heat maps against float64 PyTorch, which fixtures/make_heat_maps.py wrote.
namespace convoscope::explain {
namespace {

constexpr double kTolerance = 1e-4;  // of the map's largest magnitude

struct Fixture {
    nn::ModelPtr model;
    std::map<std::string, std::vector<float>> tensors;
};

Fixture load(const std::string& name) {
    const auto file = open_file(test::fixtures("explain") / (name + ".safetensors"), 1 << 20);
    const models::Safetensors contents = models::parse_safetensors(*file);
    Fixture fixture;
    for (const models::Tensor& tensor : contents.tensors)
        fixture.tensors[tensor.name] = models::read_tensor<float>(*file, tensor);
    nn::Model model = nn::empty_model(models::parse_architecture(contents.metadata.at("convoscope")));
    model.edit([&](std::vector<nn::Parameters>& all) {
        for (std::size_t index = 0; index < all.size(); ++index) {
            const std::string& layer = model.architecture.nodes[index].name;
            if (all[index].weight.empty()) continue;
            all[index].weight = fixture.tensors.at(layer + ".weight");
            all[index].bias = fixture.tensors.at(layer + ".bias");
        }
    });
    fixture.model = std::make_shared<const nn::Model>(std::move(model));
    return fixture;
}

void expect_alike(const std::vector<float>& got, const std::vector<float>& expected) {
    ASSERT_EQ(got.size(), expected.size());
    double largest = 0;
    for (const float value : expected) largest = std::max(largest, std::abs(static_cast<double>(value)));
    for (std::size_t i = 0; i < got.size(); ++i)
        ASSERT_NEAR(got[i], expected[i], kTolerance * largest) << "at " << i;
}

class HeatMapFixtures : public ::testing::TestWithParam<const char*> {};

TEST_P(HeatMapFixtures, AgreeWithPyTorch) {
    const Fixture fixture = load(GetParam());
    const nn::Architecture& architecture = fixture.model->architecture;
    int compared = 0;
    for (const auto& [name, expected] : fixture.tensors) {
        std::istringstream words(name);
        std::string method;
        std::string address;
        std::string layer;
        if (!(words >> method >> address)) continue;
        words >> layer;
        SCOPED_TRACE(name);
        const auto chosen = fields::choice_named<Method>(method);
        const auto target = parse_target(architecture, address);
        ASSERT_TRUE(chosen && target);
        HeatMapOptions options;
        if (!layer.empty()) options.layer = architecture.find(layer);
        HeatMap map = heat_map(fixture.model, *target, fixture.tensors.at("input"), *chosen, options);
        EXPECT_EQ(map.shape, architecture.input.shape);
        expect_alike(layer.empty() ? map.values : map.plane(), expected);
        ++compared;
    }
    EXPECT_GE(compared, 24);
}

INSTANTIATE_TEST_SUITE_P(Of, HeatMapFixtures, ::testing::Values("chain", "skip"),
                         [](const auto& which) { return std::string(which.param); });

}  // namespace
}  // namespace convoscope::explain
