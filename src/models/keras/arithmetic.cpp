#include <algorithm>

#include "base/error.h"
#include "models/keras/activations.h"
#include "models/keras/layers.h"
#include "models/keras/texts.h"

namespace convoscope::models::keras {
namespace {

/// The values that are joined, all of them held in one order.
std::vector<Value> values_of(const LayerContext& context) {
    std::vector<Value> values;
    for (const auto& operand : context.operands)
        if (const Value* value = std::get_if<Value>(&operand)) values.push_back(*value);
    if (values.empty()) throw Error(texts.wrong_inputs, context.words(), 0, 2);
    for (const Value& value : values)
        if (value.rank() != values.front().rank())
            throw Error(texts.inputs_differ, context.words(), words_of(values.front().shape),
                        words_of(value.shape));
    const bool moved = std::ranges::any_of(values, &Value::channels_moved);
    for (Value& value : values)
        value = moved ? context.builder.with_channels_moved(value) : context.builder.in_keras_order(value);
    return values;
}

/// Of extents one of which may be 1 or unknown.
Shape broadcast(const LayerContext& context, const std::vector<Value>& values) {
    Shape shape = values.front().shape;
    for (const Value& value : values)
        for (std::size_t i = 0; i < shape.size(); ++i) {
            const std::int64_t other = value.shape[i];
            if (shape[i] == other || other == 1) continue;
            if (shape[i] != 1 && !may_be_same(shape[i], other))
                throw Error(texts.inputs_differ, context.words(), words_of(values.front().shape),
                            words_of(value.shape));
            if (shape[i] == 1 || shape[i] < 0) shape[i] = other;
        }
    return shape;
}

/// One after the other; the last has the layer's name.
/// @param divide_at_last  by how many there are
Value chain(const LayerContext& context, const char* op, bool divide_at_last = false) {
    const std::vector<Value> values = values_of(context);
    const Shape shape = broadcast(context, values);
    std::vector<std::string> names;
    auto next = values.begin();
    for (const auto& operand : context.operands) {
        if (const double* number = std::get_if<double>(&operand))
            names.push_back(context.constant("number", numbers({}, {static_cast<float>(*number)})));
        else
            names.push_back((next++)->name);
    }
    std::string name = names.front();
    for (std::size_t i = 1; i < names.size(); ++i) {
        const bool is_last = i + 1 == names.size() && !divide_at_last;
        name = context.builder.node(op, is_last ? context.name : context.part("sum"), {name, names[i]});
    }
    if (divide_at_last) {
        const float count = static_cast<float>(names.size());
        name = context.builder.node("Div", context.name,
                                    {name, context.constant("count", numbers({}, {count}))});
    }
    return {name, shape, values.front().channels_moved};
}

Value of_two(const LayerContext& context, const char* op) {
    if (context.operands.size() != 2)
        throw Error(texts.wrong_inputs, context.words(), context.operands.size(), 2);
    return chain(context, op);
}

}  // namespace

Value add(const LayerContext& context) { return chain(context, "Add"); }
Value subtract(const LayerContext& context) { return of_two(context, "Sub"); }
Value multiply(const LayerContext& context) { return chain(context, "Mul"); }
Value divide(const LayerContext& context) { return of_two(context, "Div"); }
Value average(const LayerContext& context) { return chain(context, "Add", true); }
Value maximum(const LayerContext& context) { return chain(context, "Max"); }
Value minimum(const LayerContext& context) { return chain(context, "Min"); }

Value concatenate(const LayerContext& context) {
    const std::vector<Value> values = values_of(context);
    const std::int64_t axis =
        context.axis(context.has("axis") ? context.layer.config["axis"] : Json(-1), values.front().rank());
    if (axis == 0) context.refuse_setting("axis");
    Shape shape = values.front().shape;
    std::vector<std::string> names{values.front().name};
    for (std::size_t k = 1; k < values.size(); ++k) {
        for (std::size_t i = 0; i < shape.size(); ++i) {
            const std::int64_t other = values[k].shape[i];
            if (static_cast<std::int64_t>(i) == axis) {
                shape[i] = shape[i] < 0 || other < 0 ? -1 : shape[i] + other;
            } else if (!may_be_same(shape[i], other)) {
                throw Error(texts.inputs_differ, context.words(), words_of(values.front().shape),
                            words_of(values[k].shape));
            } else if (shape[i] < 0) {
                shape[i] = other;
            }
        }
        names.push_back(values[k].name);
    }
    const std::string name = context.builder.node("Concat", context.name, std::move(names),
                                                  {{"axis", axis_as_held(values.front(), axis)}});
    return {name, shape, values.front().channels_moved};
}

Value tensorflow_function(const LayerContext& context) {
    static constexpr struct {
        const char* function;
        LayerFunction write;
    } kFunctions[] = {{"__operators__.add", add},  {"math.add", add},           {"math.divide", divide},
                      {"math.multiply", multiply}, {"math.subtract", subtract}, {"math.truediv", divide},
                      {"identity", identity}};
    const std::string function = context.word("function", "");
    for (const auto& row : kFunctions)
        if (function == row.function) return row.write(context);
    for (const char* activation :
         {"relu", "relu6", "sigmoid", "softmax", "tanh", "elu", "selu", "swish", "silu"})
        if (function == std::string("nn.") + activation || function == std::string("math.") + activation) {
            const Value value = context.input();
            Layer inner = context.layer;
            inner.config = {{"activation", activation}};
            return activation_layer({context.builder, inner, context.name, {value}, {}, context.keras});
        }
    throw Error(texts.unread_setting, context.words(), "function", function);
}

}  // namespace convoscope::models::keras
