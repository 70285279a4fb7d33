// Layers that put several together, unit by unit: addition, subtraction, multiplication, division. Extents of
// one are spread over the others' (NumPy's broadcasting): a factor a map, say.

#include <algorithm>
#include <cassert>

#include "nn/ops/aim_texts.h"
#include "nn/ops/checks.h"
#include "nn/ops/operator.h"
#include "nn/ops/texts.h"
#include "nn/ops/unitwise.h"
#include "nn/span.h"
#include "nn/texts.h"

namespace convoscope::nn::ops {
namespace {

enum class Kind { Add, Subtract, Multiply, Divide };

Shape output_shape(const Layer& layer) {
    Shape all = layer.below;
    const auto widen = [&](int& extent, int other, const Shape& shape) {
        if (extent != other && extent != 1 && other != 1)
            refuse(layer.node, {texts.shapes_differ, shape_words(layer.below), shape_words(shape)});
        extent = std::max(extent, other);
    };
    for (const Shape& shape : layer.node.heard) {
        widen(all.channels, shape.channels, shape);
        widen(all.height, shape.height, shape);
        widen(all.width, shape.width, shape);
    }
    return all;
}

/// Calls visit(index in the output, index in an input of `shape`) for some maps of the output.
template <class Visit>
void each_pair(const Shape& out, const Span& maps, const Shape& shape, Visit visit) {
    const std::size_t area = static_cast<std::size_t>(out.height) * out.width;
    std::size_t to = maps.first * area;
    if (shape == out) {
        for (const std::size_t end = maps.last * area; to < end; ++to) visit(to, to);
        return;
    }
    for (int map = maps.first; map < maps.last; ++map)
        for (int row = 0; row < out.height; ++row)
            for (int column = 0; column < out.width; ++column, ++to)
                visit(to, reference::at(shape, shape.channels == 1 ? 0 : map, shape.height == 1 ? 0 : row,
                                        shape.width == 1 ? 0 : column));
}

template <Kind Of, class Real>
void put_together(const Layer& layer, const Span& maps, const auto& inputs, Real* output) {
    const std::vector<Shape>& shapes = layer.node.heard;
    each_pair(layer.node.output, maps, shapes[0],
              [&](std::size_t to, std::size_t from) { output[to] = inputs[0][from]; });
    for (std::size_t which = 1; which < shapes.size(); ++which)
        each_pair(layer.node.output, maps, shapes[which], [&](std::size_t to, std::size_t from) {
            const Real value = inputs[which][from];
            if constexpr (Of == Kind::Add) output[to] += value;
            if constexpr (Of == Kind::Subtract) output[to] -= value;
            if constexpr (Of == Kind::Multiply) output[to] *= value;
            if constexpr (Of == Kind::Divide) output[to] /= value;
        });
}

/// d(output[to]) / d(input `which` [from])
template <Kind Of, class Real>
Real slope(const Layer& layer, const auto& inputs, std::size_t which, std::size_t to, std::size_t from) {
    if constexpr (Of == Kind::Add) return 1;
    if constexpr (Of == Kind::Subtract) return which == 0 ? Real(1) : Real(-1);
    Real product = 1;
    const Shape& out = layer.node.output;
    const int area = out.height * out.width;
    const int map = static_cast<int>(to) / area;
    const int row = static_cast<int>(to) % area / out.width;
    const int column = static_cast<int>(to) % out.width;
    for (std::size_t other = 0; other < layer.node.heard.size(); ++other) {
        if (other == which) continue;
        const Shape& shape = layer.node.heard[other];
        const Real value =
            inputs[other][reference::at(shape, shape.channels == 1 ? 0 : map, shape.height == 1 ? 0 : row,
                                        shape.width == 1 ? 0 : column)];
        if constexpr (Of == Kind::Multiply) product *= value;
        if constexpr (Of == Kind::Divide) {
            if (which == 0) return 1 / value;
            const Real divisor = inputs[which][from];
            return -value / (divisor * divisor);
        }
    }
    return product;
}

template <Kind Of, class Real>
void take_apart(const Layer& layer, const auto& inputs, std::size_t which, const Real* output_gradient,
                Real* input_gradient) {
    const Shape& shape = layer.node.heard[which];
    std::fill_n(input_gradient, shape.size(), Real(0));
    each_pair(layer.node.output, all_maps(layer.node), shape, [&](std::size_t to, std::size_t from) {
        input_gradient[from] += output_gradient[to] * slope<Of, Real>(layer, inputs, which, to, from);
    });
}

template <Kind Of>
void forward(const Layer& layer, const ForwardCall& call) {
    put_together<Of>(layer, {call.block.first_map, call.block.last_map}, call.inputs, call.output);
}

template <Kind Of>
void backward(const Layer& layer, const BackwardCall& call) {
    if (call.input_gradient)
        take_apart<Of>(layer, call.inputs, static_cast<std::size_t>(call.which), call.output_gradient,
                       call.input_gradient);
}

std::vector<const double*> data_of(const reference::Inputs& inputs) {
    std::vector<const double*> data;
    for (const auto* values : inputs) data.push_back(values->data());
    return data;
}

template <Kind Of>
reference::Values<double> reference_forward(const Layer& layer, const reference::Inputs& inputs,
                                            const reference::Weights<double>&) {
    reference::Values<double> output(static_cast<std::size_t>(layer.node.output.size()));
    put_together<Of>(layer, all_maps(layer.node), data_of(inputs), output.data());
    return output;
}

template <Kind Of>
reference::OpGradients<double> reference_backward(const Layer& layer, const reference::Inputs& inputs,
                                                  const reference::Weights<double>&,
                                                  const reference::Values<double>& output_gradient) {
    reference::OpGradients<double> gradients;
    for (std::size_t which = 0; which < inputs.size(); ++which) {
        reference::Values<double> one(inputs[which]->size());
        take_apart<Of>(layer, data_of(inputs), which, output_gradient.data(), one.data());
        if (which == 0)
            gradients.x = std::move(one);
        else
            gradients.others.push_back(std::move(one));
    }
    return gradients;
}

Unit heard_unit(const Layer& layer, std::size_t which, const Unit& unit) {
    const Shape& shape = layer.node.heard[which];
    return {layer.node.inputs[which], shape.channels == 1 ? 0 : unit.map, shape.height == 1 ? 0 : unit.row,
            shape.width == 1 ? 0 : unit.column};
}

template <Kind Of>
float weight_of(std::size_t which) {
    return Of == Kind::Subtract && which > 0 ? -1.0f : 1.0f;
}

template <Kind Of>
void incoming(const Layer& layer, const Parameters&, const Unit& unit, std::vector<Connection>& result) {
    for (std::size_t which = 0; which < layer.node.inputs.size(); ++which)
        result.push_back({heard_unit(layer, which, unit), weight_of<Of>(which)});
}

template <Kind Of>
void outgoing(const Layer& layer, const Parameters&, int index, const Unit& unit,
              std::vector<OutgoingConnection>& result) {
    const Shape& out = layer.node.output;
    for (std::size_t which = 0; which < layer.node.inputs.size(); ++which) {
        if (layer.node.inputs[which] != unit.node) continue;
        const Shape& shape = layer.node.heard[which];
        const auto range = [](int own, int extent, int all) {
            return extent == all ? std::pair(own, own + 1) : std::pair(0, all);
        };
        const auto [first_map, last_map] = range(unit.map, shape.channels, out.channels);
        const auto [first_row, last_row] = range(unit.row, shape.height, out.height);
        const auto [first_column, last_column] = range(unit.column, shape.width, out.width);
        for (int map = first_map; map < last_map; ++map)
            for (int row = first_row; row < last_row; ++row)
                for (int column = first_column; column < last_column; ++column)
                    result.push_back({{index, map, row, column}, weight_of<Of>(which)});
    }
}

Field field_below(const Layer& layer, const Field& field, int which) {
    const Shape& shape = layer.node.heard[static_cast<std::size_t>(which)];
    Field result = field;
    result.node = layer.node.inputs[static_cast<std::size_t>(which)];
    if (shape.height == 1) result.first_row = 0, result.last_row = 1;
    if (shape.width == 1) result.first_column = 0, result.last_column = 1;
    if (shape.channels == 1) result.maps.assign(1, 1);
    return result;
}

void calculate(const Layer& layer, const UnitInReading& reading, Calculation& result) {
    for (std::size_t which = 0; which < layer.node.inputs.size(); ++which) {
        const Unit unit = heard_unit(layer, which, reading.unit);
        const std::size_t at = static_cast<std::size_t>(index_in(layer.node.heard[which], unit));
        result.parts.push_back({unit, reading.all_values[which][at]});
    }
}

std::int64_t multiply_adds(const Layer& layer) {
    return static_cast<std::int64_t>(layer.node.inputs.size()) * layer.node.output.size();
}

template <Kind Of>
constexpr Operator of(const char* name, const Text& called, const Text& aim, bool keeps_sign,
                      int most_inputs) {
    return {
        .name = name,
        .words = called,
        .aim = aim,
        .attributes = {},
        .edges = EdgeMeaning::Fixed,
        .keeps_sign = keeps_sign,
        .map_by_map = true,
        .least_inputs = 2,
        .most_inputs = most_inputs,
        .output_shape = output_shape,
        .weight_shape = nullptr,
        .multiply_adds = multiply_adds,
        .forward_scratch = nullptr,
        .backward_scratch = nullptr,
        .cut = between_maps,
        .forward = forward<Of>,
        .backward = backward<Of>,
        .reference_forward = reference_forward<Of>,
        .reference_backward = reference_backward<Of>,
        .incoming = incoming<Of>,
        .outgoing = outgoing<Of>,
        .field_below = field_below,
        .calculate = calculate,
    };
}

constexpr int kMost = static_cast<int>(kMaximumInputs);

}  // namespace

extern const Operator add = of<Kind::Add>("add", words.add, aims.add, true, kMost);
extern const Operator subtract = of<Kind::Subtract>("subtract", words.subtract, aims.subtract, false, 2);
extern const Operator multiply = of<Kind::Multiply>("multiply", words.multiply, aims.multiply, true, kMost);
extern const Operator divide = of<Kind::Divide>("divide", words.divide, aims.divide, true, 2);

}  // namespace convoscope::nn::ops
