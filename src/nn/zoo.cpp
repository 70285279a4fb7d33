#include "nn/zoo.h"

#include <string>
#include <utility>

#include "nn/ops/operator.h"

namespace convoscope::nn {

namespace {

/// A chain of layers, each on the one before it.
class Chain {
  public:
    explicit Chain(int side) {
        architecture_.input.shape = {1, side, side};
        Node input;
        input.name = "input";
        architecture_.nodes = {input};
        for (int digit = 0; digit < 10; ++digit) architecture_.classes.push_back(std::to_string(digit));
    }

    Node& conv(std::string name, int maps, Activation activation) {
        Node& node = add(std::move(name), ops::conv, activation);
        node.channels = maps;
        node.kernel_height = node.kernel_width = 5;
        return node;
    }
    void pool(std::string name, const Operator& op, Activation activation) {
        Node& node = add(std::move(name), op, activation);
        node.kernel_height = node.kernel_width = 2;
        node.stride = 2;
    }
    void linear(std::string name, int units, Activation activation) {
        add(std::move(name), ops::linear, activation).channels = units;
    }
    Architecture& architecture() { return architecture_; }
    Architecture resolved() {
        architecture_.resolve();
        return architecture_;
    }

  private:
    Node& add(std::string name, const Operator& op, Activation activation) {
        Node node;
        node.name = std::move(name);
        node.op = &op;
        node.inputs = {static_cast<int>(architecture_.nodes.size()) - 1};
        node.activation = activation;
        return architecture_.nodes.emplace_back(std::move(node));
    }

    Architecture architecture_;
};

/// LeCun et al. 1998, table I: which of the six maps of S2 each of the sixteen of C3 looks at.
std::vector<std::uint8_t> table_1() {
    constexpr const char* rows[] = {"111000", "011100", "001110", "000111", "100011", "110001",
                                    "111100", "011110", "001111", "100111", "110011", "111001",
                                    "110110", "011011", "101101", "111111"};
    std::vector<std::uint8_t> table;
    for (const char* row : rows)
        for (const char* entry = row; *entry != '\0'; ++entry) table.push_back(*entry == '1');
    return table;
}

}  // namespace

Architecture lenet5() {
    Chain chain(32);
    chain.conv("conv1", 6, Activation::Relu);
    chain.pool("pool1", ops::max_pool, Activation::Identity);
    chain.conv("conv2", 16, Activation::Relu);
    chain.pool("pool2", ops::max_pool, Activation::Identity);
    chain.linear("fc1", 120, Activation::Relu);
    chain.linear("fc2", 84, Activation::Relu);
    chain.linear("output", 10, Activation::Softmax);
    return chain.resolved();
}

Architecture lenet5_1998() {
    Chain chain(32);
    chain.conv("c1", 6, Activation::ScaledTanh);
    chain.pool("s2", ops::average_pool, Activation::ScaledTanh);
    chain.conv("c3", 16, Activation::ScaledTanh).connections = table_1();
    chain.pool("s4", ops::average_pool, Activation::ScaledTanh);
    chain.linear("c5", 120, Activation::ScaledTanh);
    chain.linear("f6", 84, Activation::ScaledTanh);
    chain.linear("output", 10, Activation::Softmax);
    chain.architecture().input.low = -0.1f;
    chain.architecture().input.high = 1.175f;
    return chain.resolved();
}

Architecture harley() {
    Chain chain(32);
    chain.conv("conv1", 6, Activation::ScaledTanh);
    chain.pool("pool1", ops::max_pool, Activation::Identity);
    chain.conv("conv2", 16, Activation::ScaledTanh).connections = table_1();
    chain.pool("pool2", ops::max_pool, Activation::Identity);
    chain.linear("fc1", 120, Activation::ScaledTanh);
    chain.linear("fc2", 100, Activation::ScaledTanh);
    chain.linear("output", 10, Activation::Softmax);
    return chain.resolved();
}

Architecture mlp() {
    Chain chain(28);
    chain.linear("fc1", 300, Activation::Relu);
    chain.linear("fc2", 100, Activation::Relu);
    chain.linear("output", 10, Activation::Softmax);
    return chain.resolved();
}

Architecture templates() {
    Chain chain(28);
    chain.linear("output", 10, Activation::Softmax);
    return chain.resolved();
}

Architecture fashion() {
    Architecture architecture = lenet5();
    architecture.classes = {"T-shirt", "trousers", "pullover", "dress", "coat",
                            "sandal",  "shirt",    "sneaker",  "bag",   "ankle boot"};
    architecture.input.preprocessing = Preprocessing::Fit;
    return architecture;
}

Architecture wide_lenet5(int times) {
    Architecture architecture = lenet5();
    for (std::size_t i = 0; i + 1 < architecture.nodes.size(); ++i) architecture.nodes[i].channels *= times;
    architecture.resolve();
    return architecture;
}

}  // namespace convoscope::nn
