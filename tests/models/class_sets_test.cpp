#include "models/class_sets.h"

#include <gtest/gtest.h>

#include <set>

#include "models/content_hash.h"
#include "models/doctor/tensor_uses.h"

namespace convoscope::models {
namespace {

TEST(ClassSetsTest, HaveAsManyNamesAsTheyAreKnownFor) {
    const std::pair<const char*, std::size_t> wanted[] = {
        {"digits", 10},    {"letters", 26},  {"letters-from-1", 27}, {"digits-and-capitals", 36},
        {"balanced", 47},  {"by-class", 62}, {"fashion", 10},        {"cifar10", 10},
        {"cifar100", 100}, {"gtsrb", 43},    {"imagenet", 0}};
    EXPECT_EQ(class_sets().size(), std::size(wanted));
    for (const auto& [id, count] : wanted) {
        ASSERT_NE(class_set(id), nullptr) << id;
        const std::vector<std::string> names = names_of(*class_set(id));
        EXPECT_EQ(names.size(), count) << id;
        EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), count) << id;
    }
    EXPECT_EQ(class_set("flowers"), nullptr);
    EXPECT_EQ(names_of(*class_set("cifar100"))[1], "aquarium fish");
    EXPECT_EQ(names_of(*class_set("balanced"))[46], "t");
    EXPECT_EQ(names_of(*class_set("gtsrb"))[14], "stop");
}

std::string seeming(const nn::Shape& input, std::size_t outputs, double share) {
    const auto seems = seeming_classes(input, outputs, share);
    return seems ? std::string(seems->set->id) + (seems->is_likely ? "" : "?") : "";
}

TEST(ClassSetsTest, AreToldByShapeAndByWhatIsRead) {
    const nn::Shape grey{1, 28, 28};
    const nn::Shape colours{3, 32, 32};
    EXPECT_EQ(seeming(grey, 10, 0.98), "digits");
    EXPECT_EQ(seeming(grey, 10, 0.1), "fashion?");
    EXPECT_EQ(seeming(grey, 10, 0.4), "");
    EXPECT_EQ(seeming(grey, 26, 0), "letters");
    EXPECT_EQ(seeming(grey, 27, 0), "letters-from-1");
    EXPECT_EQ(seeming(grey, 36, 0.9), "digits-and-capitals");
    EXPECT_EQ(seeming(grey, 47, 0.9), "balanced");
    EXPECT_EQ(seeming(grey, 62, 0.9), "by-class");
    EXPECT_EQ(seeming(grey, 100, 0), "");
    EXPECT_EQ(seeming(colours, 10, 0.1), "cifar10");
    EXPECT_EQ(seeming(colours, 10, 0.97), "digits");
    EXPECT_EQ(seeming(colours, 100, 0), "cifar100");
    EXPECT_EQ(seeming(colours, 43, 0), "gtsrb");
    EXPECT_EQ(seeming({3, 224, 224}, 1000, 0), "imagenet");
    EXPECT_EQ(seeming({4, 32, 32}, 10, 0), "");
}

TEST(ContentHashTest, TellsContentsApart) {
    const std::vector<std::string> contents{
        "",         std::string(1, '\0'), std::string(2, '\0'), "a",        "b",
        "aaaaaaaa", "aaaaaaab",           "baaaaaaa",           "aaaaaaaaa"};
    std::set<std::uint64_t> hashes;
    for (const std::string& one : contents) hashes.insert(content_hash(one));
    EXPECT_EQ(hashes.size(), contents.size());
    // It is kept in settings: it may not change with the version.
    EXPECT_EQ(content_hash(""), (0xcbf29ce484222325 ^ 0) * 0x100000001b3);
}

GraphTensor tensor(std::vector<std::int64_t> shape) {
    std::size_t count = 1;
    for (const std::int64_t extent : shape) count *= static_cast<std::size_t>(extent);
    return {std::move(shape), std::vector<float>(count, 0.5f), {}};
}

TEST(TensorUsesTest, EachBelongsToALayerOrToNone) {
    Weights weights;
    weights.tensors = {{"fc1.weight", tensor({5, 784})},
                       {"fc1.bias", tensor({5})},
                       {"memory", tensor({3, 3, 3})},
                       {"fc2.weight", tensor({10, 5})},
                       {"fc2.bias", tensor({10})}};
    const auto uses = doctor::uses_of(weights);
    ASSERT_EQ(uses.size(), 5u);
    EXPECT_EQ(uses[1].layer, "fc1");
    EXPECT_TRUE(uses[1].used);
    EXPECT_FALSE(uses[2].used);
    EXPECT_EQ(doctor::shape_text(uses[2].shape), "[3, 3, 3]");
    EXPECT_FALSE(doctor::misfit_of(weights));
}

TEST(TensorUsesTest, TheFirstThatDoesNotFitIsNamed) {
    Weights weights;
    weights.tensors = {{"conv1.weight", tensor({6, 1, 5, 5})},
                       {"fc1.weight", tensor({20, 96})},
                       {"fc1.bias", tensor({20})},
                       {"fc2.weight", tensor({10, 21})}};
    const auto misfit = doctor::misfit_of(weights);
    ASSERT_TRUE(misfit);
    EXPECT_EQ(misfit->name, "fc2.weight");
    EXPECT_EQ(misfit->found, "[10, 21]");
    EXPECT_EQ(misfit->wanted, "[10, 20]");
    EXPECT_EQ(misfit->before, "fc1");
    weights.tensors[1] = {"fc1.weight", tensor({20, 97})};
    EXPECT_EQ(doctor::misfit_of(weights)->wanted, "[20, n × 6]");
}

}  // namespace
}  // namespace convoscope::models
