#include "studio/words.h"

#include <gtest/gtest.h>

#include "support/bundled.h"

namespace convoscope::studio {
namespace {

std::string title(const char* model, const char* layer, Language language) {
    const nn::ModelPtr shown = test::bundled_model(model);
    const nn::Architecture& architecture = shown->architecture;
    return layer_title(architecture, architecture.find(layer), language);
}

std::string words(const char* model, const char* layer, Language language) {
    const nn::ModelPtr shown = test::bundled_model(model);
    const nn::Architecture& architecture = shown->architecture;
    return layer_words(architecture, architecture.find(layer), language);
}

std::string place(const char* model, const char* address, Language language) {
    const nn::ModelPtr shown = test::bundled_model(model);
    const nn::Architecture& architecture = shown->architecture;
    return place_words(architecture, *nn::parse_address(architecture, address), language);
}

TEST(Words, ALayerOfACustomaryNameIsCalledByWhatItDoes) {
    EXPECT_EQ(title("lenet5", "conv1", Language::English), "Convolution 1");
    EXPECT_EQ(title("lenet5", "pool2", Language::English), "Max pooling 2");
    EXPECT_EQ(title("lenet5", "fc1", Language::English), "Fully connected 1");
    EXPECT_EQ(title("lenet5", "conv1", Language::Chinese), "卷积 1");
    EXPECT_EQ(title("lenet5", "input", Language::English), "Input");
    EXPECT_EQ(title("templates", "output", Language::Chinese), "输出");
}

TEST(Words, ALayerOfAnotherNameKeepsItAndSaysWhatItDoesBesides) {
    EXPECT_EQ(title("lenet5-1998", "s2", Language::English), "s2");
    EXPECT_EQ(words("lenet5-1998", "s2", Language::English), "average pooling, 6 maps, 14 × 14");
    EXPECT_EQ(words("lenet5-1998", "f6", Language::Chinese), "全连接，84 个神经元");
}

TEST(Words, AnImportedLayerIsNumberedAmongThoseOfItsOperator) {
    nn::Architecture architecture = test::bundled_model("lenet5")->architecture;
    for (nn::Node& node : architecture.nodes) node.origin = "/stage/" + node.name + "/18";
    architecture.nodes[1].name = "stage_18";
    architecture.nodes[3].name = "c7";
    EXPECT_EQ(layer_title(architecture, 0, Language::English), "Input");
    EXPECT_EQ(layer_title(architecture, 1, Language::English), "Convolution 1");
    EXPECT_EQ(layer_title(architecture, 3, Language::English), "Convolution 2");
    EXPECT_EQ(layer_title(architecture, 4, Language::Chinese), "最大池化 2");
    EXPECT_EQ(layer_title(architecture, 7, Language::English), "Output");
    EXPECT_EQ(layer_words(architecture, 3, Language::English), "16 maps, 10 × 10");
}

TEST(Words, OfShapesSayWhatIsCounted) {
    EXPECT_EQ(words("lenet5", "conv1", Language::English), "6 maps, 28 × 28");
    EXPECT_EQ(words("lenet5", "conv1", Language::Chinese), "6 幅图，28 × 28");
    EXPECT_EQ(words("lenet5", "fc1", Language::English), "120 neurons");
    EXPECT_EQ(words("lenet5", "output", Language::English), "10 classes");
    EXPECT_EQ(words("lenet5", "input", Language::English), "32 × 32 pixels");
}

TEST(Words, OfAPlaceHaveTheNumbersOfItsAddress) {
    EXPECT_EQ(place("lenet5", "conv2/9/3/4", Language::English), "Convolution 2, map 9, row 3, column 4");
    EXPECT_EQ(place("lenet5", "conv2/9/3/4", Language::Chinese), "卷积 2，图 9，行 3，列 4");
    EXPECT_EQ(place("lenet5", "fc1/17", Language::English), "Fully connected 1, neuron 17");
    EXPECT_EQ(place("lenet5", "output/3", Language::English), "Output, class 3");
    EXPECT_EQ(place("lenet5", "input/0/3/4", Language::English), "Input, row 3, column 4");
}

}  // namespace
}  // namespace convoscope::studio
