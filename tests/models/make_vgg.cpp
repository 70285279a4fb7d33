#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "models/model_file.h"
#include "nn/initialise.h"
#include "nn/ops/operator.h"
#include "nn/random.h"

// make_vgg TO [--colour]: a network of VGG-16's shape (Simonyan and Zisserman 2015) with random weights, to
// measure what a large network costs. It reads one channel, as a drawing has, or three, and its linear layers
// have 256 units instead of 4096: their weights would be most of the file and none of the picture.

namespace {

using namespace convoscope;

nn::Node& add(nn::Architecture& architecture, std::string name, const nn::Operator& op) {
    nn::Node node;
    node.name = std::move(name);
    node.op = &op;
    if (!architecture.nodes.empty()) node.inputs = {static_cast<int>(architecture.nodes.size()) - 1};
    return architecture.nodes.emplace_back(std::move(node));
}

void add_conv(nn::Architecture& architecture, const std::string& name, int maps) {
    nn::Node& node = add(architecture, name, nn::ops::conv);
    node.activation = nn::Activation::Relu;
    node.channels = maps;
    node.kernel_height = node.kernel_width = 3;
    node.padding = 1;
}

void add_pool(nn::Architecture& architecture, const std::string& name) {
    nn::Node& node = add(architecture, name, nn::ops::max_pool);
    node.kernel_height = node.kernel_width = 2;
    node.stride = 2;
}

void add_linear(nn::Architecture& architecture, const std::string& name, int units,
                nn::Activation activation) {
    nn::Node& node = add(architecture, name, nn::ops::linear);
    node.activation = activation;
    node.channels = units;
}

nn::Architecture vgg(int channels) {
    struct Stage {
        int maps, convs;
    };
    nn::Architecture architecture;
    architecture.input.shape = {channels, 224, 224};
    add(architecture, "input", nn::ops::input);
    int stage = 0;
    for (const auto [maps, convs] : {Stage{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}}) {
        ++stage;
        for (int conv = 1; conv <= convs; ++conv)
            add_conv(architecture, "conv" + std::to_string(stage) + "_" + std::to_string(conv), maps);
        add_pool(architecture, "pool" + std::to_string(stage));
    }
    add_linear(architecture, "fc6", 256, nn::Activation::Relu);
    add_linear(architecture, "fc7", 256, nn::Activation::Relu);
    add_linear(architecture, "output", 10, nn::Activation::Softmax);
    for (int digit = 0; digit < 10; ++digit) architecture.classes.push_back(std::to_string(digit));
    architecture.resolve();
    return architecture;
}

/// Trained networks have biases: without, what a blank margin becomes would be zero in every layer, and
/// kernels that leave out zeros (nn/README.md) would look faster than they are.
void spread_biases(std::vector<nn::Parameters>& all) {
    nn::Random random(2);
    for (nn::Parameters& one : all)
        for (float& value : one.bias) value = static_cast<float>(random.between(-0.1, 0.1));
}

}  // namespace

int main(int argc, char** argv) {
    const bool colour = argc == 3 && std::string_view(argv[2]) == "--colour";
    if (argc != 2 && !colour) {
        std::fputs("usage: make_vgg TO.safetensors [--colour]\n", stderr);
        return 2;
    }
    try {
        nn::Model model = nn::empty_model(vgg(colour ? 3 : 1));
        nn::initialise(model, 1);
        model.edit(spread_biases);
        models::save_model(model, argv[1]);
        return 0;
    } catch (const Error& error) {
        std::fprintf(stderr, "make_vgg: %s\n", error.what());
        return 1;
    }
}
