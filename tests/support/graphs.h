#pragma once

#include <string>
#include <utility>
#include <vector>

#include "nn/architecture.h"
#include "nn/ops/operator.h"

/// Networks that are no chain.
namespace convoscope::test {

/// A network of 3 x 3 convolutions and what joins them, by names: each layer hears those that are named.
class GraphOf {
  public:
    explicit GraphOf(int side = 28) {
        architecture_.input.shape = {1, side, side};
        architecture_.nodes.emplace_back().name = "input";
    }

    GraphOf& conv(std::string name, const std::string& below, int maps) {
        nn::Node& node = add(std::move(name), nn::ops::conv, {below});
        node.channels = maps;
        node.kernel_height = node.kernel_width = 3;
        node.padding = 1;
        node.activation = nn::Activation::Relu;
        return *this;
    }
    GraphOf& pool(std::string name, const std::string& below) {
        nn::Node& node = add(std::move(name), nn::ops::max_pool, {below});
        node.kernel_height = node.kernel_width = 2;
        node.stride = 2;
        return *this;
    }
    GraphOf& sum(std::string name, const std::vector<std::string>& below) {
        add(std::move(name), nn::ops::add, below).activation = nn::Activation::Relu;
        return *this;
    }
    GraphOf& concat(std::string name, const std::vector<std::string>& below) {
        add(std::move(name), nn::ops::concat, below);
        return *this;
    }
    /// Ends it: ten classes.
    nn::Architecture answer() {
        nn::Node& node = add("output", nn::ops::linear, {architecture_.nodes.back().name});
        node.channels = 10;
        node.activation = nn::Activation::Softmax;
        for (int digit = 0; digit < 10; ++digit) architecture_.classes.push_back(std::to_string(digit));
        architecture_.resolve();
        return architecture_;
    }

  private:
    nn::Node& add(std::string name, const nn::Operator& op, const std::vector<std::string>& below) {
        nn::Node node;
        node.name = std::move(name);
        node.op = &op;
        for (const std::string& one : below) node.inputs.push_back(architecture_.find(one));
        return architecture_.nodes.emplace_back(std::move(node));
    }

    nn::Architecture architecture_;
};

/// A block with a short cut, and one whose short cut is a layer: input stem a1 a2 sum1 b1 b2 cut sum2 output.
inline nn::Architecture residual_network() {
    return GraphOf()
        .conv("stem", "input", 4)
        .conv("a1", "stem", 4)
        .conv("a2", "a1", 4)
        .sum("sum1", {"a2", "stem"})
        .conv("b1", "sum1", 6)
        .conv("b2", "b1", 6)
        .conv("cut", "sum1", 6)
        .sum("sum2", {"b2", "cut"})
        .answer();
}

/// Three branches that meet, of which p is the shortest: input stem p q1 q2 r1 r2 joined output.
inline nn::Architecture branching_network() {
    return GraphOf()
        .conv("stem", "input", 4)
        .conv("p", "stem", 3)
        .conv("q1", "stem", 2)
        .conv("q2", "q1", 4)
        .conv("r1", "stem", 2)
        .conv("r2", "r1", 3)
        .concat("joined", {"p", "q2", "r2"})
        .answer();
}

/// So many residual blocks of two convolutions in stages: "stage1.0.conv1", ...
inline nn::Architecture deep_network(int stages, int blocks, int side = 28) {
    GraphOf graph(side);
    graph.conv("stem", "input", 2);
    std::string below = "stem";
    for (int stage = 1; stage <= stages; ++stage)
        for (int block = 0; block < blocks; ++block) {
            const std::string name = "stage" + std::to_string(stage) + "." + std::to_string(block) + ".";
            graph.conv(name + "conv1", below, 2).conv(name + "conv2", name + "conv1", 2);
            graph.sum(name + "sum", {name + "conv2", below});
            below = name + "sum";
        }
    return graph.answer();
}

}  // namespace convoscope::test
