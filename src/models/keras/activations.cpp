#include "models/keras/activations.h"

#include <cmath>

#include "base/error.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

using Attributes = std::map<std::string, Attribute>;

/// Writes the operations of one activation, the last of which is called `name`.
class Writer {
  public:
    Writer(const LayerContext& context, const Value& value, std::string name)
        : context_(context), value_(value), name_(std::move(name)) {}

    std::string last(const std::string& op, std::vector<std::string> inputs, Attributes attributes = {}) {
        return context_.builder.node(op, name_, std::move(inputs), std::move(attributes));
    }
    std::string inner(const std::string& op, std::vector<std::string> inputs, Attributes attributes = {}) {
        return context_.builder.node(op, name_ + ".inner", std::move(inputs), std::move(attributes));
    }
    std::string number(double value) {
        return context_.builder.constant(name_ + ".constant", numbers({}, {static_cast<float>(value)}));
    }
    const std::string& x() const { return value_.name; }
    int keras() const { return context_.keras; }
    Value result(std::string name) const { return {std::move(name), value_.shape, value_.channels_moved}; }
    std::int64_t last_axis() const {
        return axis_as_held(value_, static_cast<std::int64_t>(value_.rank()) - 1);
    }

  private:
    const LayerContext& context_;
    Value value_;
    std::string name_;
};

template <const char* op>
std::string alone(Writer& write) {
    return write.last(op, {write.x()});
}

std::string clipped(Writer& write, double least, double most) {
    return write.last("Clip", {write.x(), write.number(least), write.number(most)});
}

std::string swish(Writer& write) {
    return write.last("Mul", {write.x(), write.inner("Sigmoid", {write.x()})});
}

Attributes hard_sigmoid(const Writer& write) {
    const double alpha = write.keras() >= 3 ? 1.0 / 6.0 : 0.2;
    return {{"alpha", alpha}, {"beta", 0.5}};
}

/// x * (1 + erf(x / sqrt 2)) / 2
std::string gelu(Writer& write) {
    const std::string scaled = write.inner("Div", {write.x(), write.number(std::sqrt(2.0))});
    const std::string sum = write.inner("Add", {write.inner("Erf", {scaled}), write.number(1)});
    return write.last("Mul", {write.inner("Mul", {write.x(), sum}), write.number(0.5)});
}

std::string mish(Writer& write) {
    return write.last("Mul", {write.x(), write.inner("Tanh", {write.inner("Softplus", {write.x()})})});
}

std::string softmax(Writer& write, const char* op) {
    return write.last(op, {write.x()}, {{"axis", write.last_axis()}});
}

struct Row {
    const char* name;
    std::string (*write)(Writer&);
};

// ONNX's operations that take one input and nothing else.
constexpr char kRelu[] = "Relu";
constexpr char kSigmoid[] = "Sigmoid";
constexpr char kTanh[] = "Tanh";
constexpr char kSelu[] = "Selu";
constexpr char kSoftplus[] = "Softplus";
constexpr char kSoftsign[] = "Softsign";
constexpr char kExp[] = "Exp";

constexpr Row kActivations[] = {
    {"relu", alone<kRelu>},
    {"sigmoid", alone<kSigmoid>},
    {"tanh", alone<kTanh>},
    {"softmax", [](Writer& write) { return softmax(write, "Softmax"); }},
    {"log_softmax", [](Writer& write) { return softmax(write, "LogSoftmax"); }},
    {"elu",
     [](Writer& write) {
         return write.last("Elu", {write.x()}, {{"alpha", 1.0}});
     }},
    {"selu", alone<kSelu>},
    {"softplus", alone<kSoftplus>},
    {"softsign", alone<kSoftsign>},
    {"swish", swish},
    {"silu", swish},
    {"gelu", gelu},
    {"mish", mish},
    {"exponential", alone<kExp>},
    {"leaky_relu",
     [](Writer& write) {
         return write.last("LeakyRelu", {write.x()}, {{"alpha", 0.2}});
     }},
    {"relu6", [](Writer& write) { return clipped(write, 0, 6); }},
    {"hard_sigmoid",
     [](Writer& write) { return write.last("HardSigmoid", {write.x()}, hard_sigmoid(write)); }},
    {"hard_silu",
     [](Writer& write) {
         return write.last("Mul", {write.x(), write.inner("HardSigmoid", {write.x()},
                                                          {{"alpha", 1.0 / 6.0}, {"beta", 0.5}})});
     }},
};

Value write_named(const LayerContext& context, const Value& value, const std::string& activation,
                  const std::string& name) {
    if (activation == "linear") return value;
    const std::string known = activation == "hard_swish" ? "hard_silu" : activation;
    for (const Row& row : kActivations) {
        if (known != row.name) continue;
        Writer write(context, value, name);
        return write.result(row.write(write));
    }
    throw Error(texts.unread_activation, context.words(), one_line(activation));
}

/// A layer of activation that stands where another layer's activation does.
Value write_layer(const LayerContext& context, const Value& value, const std::string& class_name,
                  const Json& config) {
    static constexpr struct {
        const char* class_name;
        LayerFunction write;
    } kLayers[] = {{"ReLU", relu_layer},
                   {"LeakyReLU", leaky_relu_layer},
                   {"ELU", elu_layer},
                   {"Softmax", softmax_layer},
                   {"Activation", activation_layer}};
    for (const auto& row : kLayers) {
        if (class_name != row.class_name) continue;
        Layer inner;
        inner.name = context.layer.name;
        inner.class_name = class_name;
        inner.config = config;
        return row.write(
            {context.builder, inner, context.part(snake_case(class_name)), {value}, {}, context.keras});
    }
    throw Error(texts.unread_activation, context.words(), one_line(class_name));
}

Value write_any(const LayerContext& context, const Value& value, const Json& activation,
                const std::string& name) {
    if (activation.is_null()) return value;
    if (activation.is_string())
        return write_named(context, value, activation.get<std::string>(),
                           name.empty() ? context.part(one_line(activation.get<std::string>())) : name);
    if (!activation.is_object()) context.refuse_setting("activation");
    const auto config = activation.find("config");
    const auto class_name = activation.find("class_name");
    if (config == activation.end() || class_name == activation.end() || !class_name->is_string())
        context.refuse_setting("activation");
    if (config->is_string()) return write_any(context, value, *config, name);
    if (config->is_object() && *class_name != "Activation")
        return write_layer(context, value, class_name->get<std::string>(), *config);
    if (config->is_object() && config->contains("activation") && (*config)["activation"].is_string())
        return write_any(context, value, (*config)["activation"], name);
    context.refuse_setting("activation");
}

}  // namespace

Value activate(const LayerContext& context, const Value& value, const Json& activation) {
    return write_any(context, value, activation, "");
}

Value activated(const LayerContext& context, const Value& value) {
    return context.has("activation") ? activate(context, value, context.layer.config["activation"]) : value;
}

Value activation_layer(const LayerContext& context) {
    if (!context.has("activation")) return context.input();
    return write_any(context, context.input(), context.layer.config["activation"], context.name);
}

/// x above the threshold, at most max_value; below it negative_slope * (x - threshold).
Value relu_layer(const LayerContext& context) {
    if (context.number("threshold", 0) != 0)
        throw Error(texts.unread_setting, context.words(), "threshold",
                    context.layer.config["threshold"].dump());
    const double slope = context.number("negative_slope", 0);
    const bool limited = context.has("max_value");
    Writer write(context, context.input(), context.name);
    const Attributes leak{{"alpha", slope}};
    if (!limited)
        return write.result(slope == 0 ? write.last("Relu", {write.x()})
                                       : write.last("LeakyRelu", {write.x()}, leak));
    const std::string most = write.number(context.number("max_value", 0));
    if (slope == 0) return write.result(write.last("Clip", {write.x(), write.number(0), most}));
    return write.result(write.last("Clip", {write.inner("LeakyRelu", {write.x()}, leak), "", most}));
}

Value leaky_relu_layer(const LayerContext& context) {
    const double slope = context.number("negative_slope", context.number("alpha", 0.3));
    Writer write(context, context.input(), context.name);
    return write.result(write.last("LeakyRelu", {write.x()}, {{"alpha", slope}}));
}

Value elu_layer(const LayerContext& context) {
    Writer write(context, context.input(), context.name);
    return write.result(write.last("Elu", {write.x()}, {{"alpha", context.number("alpha", 1)}}));
}

/// The slopes have the input's shape without the batch, with 1 along shared axes.
Value prelu_layer(const LayerContext& context) {
    context.expect_weights(1);
    const Value& input = context.input();
    const Shape& slopes = context.weights[0].shape;
    bool fits = slopes.size() + 1 == input.rank();
    for (std::size_t i = 0; fits && i < slopes.size(); ++i)
        fits = slopes[i] == 1 || may_be_same(slopes[i], input.shape[i + 1]);
    if (!fits)
        throw Error(texts.wrong_weights, context.words(), "alpha", words_of(slopes), words_of(input.shape));
    const std::string slope =
        context.weight(0, input.channels_moved ? "alpha" : "alpha_last", [&](GraphTensor tensor) {
            return input.channels_moved ? transposed(tensor, {2, 0, 1}) : tensor;
        });
    Writer write(context, input, context.name);
    return write.result(write.last("PRelu", {write.x(), slope}));
}

Value softmax_layer(const LayerContext& context) {
    const Value& input = context.input();
    const std::int64_t axis =
        context.axis(context.has("axis") ? context.layer.config["axis"] : Json(-1), input.rank());
    Writer write(context, input, context.name);
    return write.result(write.last("Softmax", {write.x()}, {{"axis", axis_as_held(input, axis)}}));
}

}  // namespace convoscope::models::keras
