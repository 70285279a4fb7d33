#include "compare/onnx_writer.h"
#include "nn/ops/operator.h"

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace convoscope::compare {
namespace {

/// A protocol buffer's message: fields one after the other, each behind its number and kind.
/// https://protobuf.dev/programming-guides/encoding/
class Message {
  public:
    Message& number(int field, std::int64_t value) {
        key(field, 0);
        varint(static_cast<std::uint64_t>(value));
        return *this;
    }
    Message& bytes(int field, const std::string& value) {
        key(field, 2);
        varint(value.size());
        bytes_ += value;
        return *this;
    }
    Message& message(int field, const Message& value) { return bytes(field, value.bytes_); }
    const std::string& text() const { return bytes_; }

  private:
    void key(int field, int kind) {
        varint(static_cast<std::uint64_t>(field) << 3 | static_cast<unsigned>(kind));
    }
    void varint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
        bytes_ += static_cast<char>(value);
    }

    std::string bytes_;
};

constexpr int kFloat = 1;

Message integer_attribute(const std::string& name, std::int64_t value) {
    return Message().bytes(1, name).number(3, value).number(20, 2);
}

Message list_attribute(const std::string& name, const std::vector<std::int64_t>& values) {
    Message message;
    message.bytes(1, name);
    for (const std::int64_t value : values) message.number(8, value);
    return message.number(20, 7);
}

Message value_info(const std::string& name, const std::vector<std::int64_t>& shape) {
    Message dimensions;
    for (const std::int64_t extent : shape) dimensions.message(1, Message().number(1, extent));
    return Message().bytes(1, name).message(
        2, Message().message(1, Message().number(1, kFloat).message(2, dimensions)));
}

class Graph {
  public:
    explicit Graph(const nn::Model& model) : model_(model) {}

    Message build() {
        const nn::Architecture& architecture = model_.architecture;
        const nn::Shape& in = architecture.input.shape;
        const auto count = static_cast<int>(architecture.nodes.size());
        names_.assign(architecture.nodes.size(), "input");
        for (int index = 1; index < count; ++index) add(index);
        graph_.message(1, Message().bytes(1, names_.back()).bytes(2, "output").bytes(4, "Identity"));
        graph_.bytes(2, "convoscope");
        graph_.message(11, value_info("input", {1, in.channels, in.height, in.width}));
        graph_.message(12, value_info("output", {1, static_cast<std::int64_t>(architecture.classes.size())}));
        return graph_;
    }

  private:
    std::string node(const std::string& op, const std::vector<std::string>& inputs,
                     const std::vector<Message>& attributes) {
        const std::string result = "value" + std::to_string(++values_);
        Message message;
        for (const std::string& input : inputs) message.bytes(1, input);
        message.bytes(2, result).bytes(4, op);
        for (const Message& attribute : attributes) message.message(5, attribute);
        graph_.message(1, message);
        return result;
    }

    std::string tensor(const std::vector<std::int64_t>& shape, const std::vector<float>& values) {
        const std::string name = "tensor" + std::to_string(++tensors_);
        Message message;
        for (const std::int64_t extent : shape) message.number(1, extent);
        std::string raw(values.size() * sizeof(float), '\0');
        std::memcpy(raw.data(), values.data(), raw.size());
        graph_.message(5, message.number(2, kFloat).bytes(8, name).bytes(9, raw));
        return name;
    }

    std::vector<Message> window(const nn::Node& of) {
        const std::int64_t pad = of.padding.top;
        return {list_attribute("kernel_shape", {of.kernel_height, of.kernel_width}),
                list_attribute("strides", {of.stride.rows, of.stride.columns}),
                list_attribute("pads", {pad, pad, pad, pad})};
    }

    std::string parametrised(const nn::Node& of, int index, const std::string& input) {
        nn::Parameters parameters = model_.parameters()[static_cast<std::size_t>(index)];
        if (of.activation == nn::Activation::Softmax) {
            for (float& value : parameters.weight) value /= model_.architecture.temperature;
            for (float& value : parameters.bias) value /= model_.architecture.temperature;
        }
        const std::vector<int> shape = nn::weight_shape(model_.architecture, index);
        const std::string weight = tensor({shape.begin(), shape.end()}, parameters.weight);
        const std::string bias = tensor({of.channels}, parameters.bias);
        if (of.op == &nn::ops::conv) return node("Conv", {input, weight, bias}, window(of));
        const std::string flat = node("Flatten", {input}, {integer_attribute("axis", 1)});
        return node("Gemm", {flat, weight, bias}, {integer_attribute("transB", 1)});
    }

    std::string activated(nn::Activation activation, const std::string& input) {
        switch (activation) {
            case nn::Activation::Identity:
                return input;
            case nn::Activation::Relu:
                return node("Relu", {input}, {});
            case nn::Activation::Tanh:
                return node("Tanh", {input}, {});
            case nn::Activation::ScaledTanh:
                return node("Mul",
                            {node("Tanh", {node("Mul", {input, tensor({1}, {2.0f / 3.0f})}, {})}, {}),
                             tensor({1}, {1.7159f})},
                            {});
            case nn::Activation::Sigmoid:
                return node("Sigmoid", {input}, {});
            case nn::Activation::Softmax:
                return node("Softmax", {input}, {integer_attribute("axis", 1)});
            default:
                throw std::runtime_error("no ONNX is written here for this model's non-linearities");
        }
    }

    void add(int index) {
        const nn::Node& of = model_.architecture.nodes[static_cast<std::size_t>(index)];
        const std::string& input = names_[static_cast<std::size_t>(of.inputs[0])];
        std::string output;
        if (of.op == &nn::ops::max_pool) {
            output = node("MaxPool", {input}, window(of));
        } else if (of.op == &nn::ops::average_pool) {
            std::vector<Message> attributes = window(of);
            attributes.push_back(integer_attribute("count_include_pad", 1));
            output = node("AveragePool", {input}, attributes);
        } else {
            output = parametrised(of, index, input);
        }
        names_[static_cast<std::size_t>(index)] = activated(of.activation, output);
    }

    const nn::Model& model_;
    Message graph_;
    std::vector<std::string> names_;  // of each node's activations
    int values_ = 0;
    int tensors_ = 0;
};

}  // namespace

std::string write_onnx(const nn::Model& model) {
    Graph graph(model);
    const Message contents = graph.build();
    return Message()
        .number(1, 8)  // the format's version
        .message(7, contents)
        .message(8, Message().bytes(1, "").number(2, 13))
        .text();
}

}  // namespace convoscope::compare
