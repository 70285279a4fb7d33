// Gemm and MatMul.

#include "models/lowering/step.h"
#include "nn/ops/operator.h"

namespace convoscope::models::lowering {
namespace {

/// A matrix [rows][columns], as a constant has it or turned round.
struct Matrix {
    std::vector<float> values;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

Matrix turned(const Matrix& matrix) {
    Matrix result{std::vector<float>(matrix.values.size()), matrix.columns, matrix.rows};
    for (std::int64_t row = 0; row < matrix.rows; ++row)
        for (std::int64_t column = 0; column < matrix.columns; ++column)
            result.values[static_cast<std::size_t>(column * matrix.rows + row)] =
                matrix.values[static_cast<std::size_t>(row * matrix.columns + column)];
    return result;
}

Matrix matrix_of(const Step& step, std::size_t index) {
    const Dims& shape = step.constant(index).shape;
    Matrix matrix{step.floats(index), 1, 1};
    if (shape.size() == 1)
        matrix.rows = shape[0];
    else if (shape.size() == 2)
        matrix.rows = shape[0], matrix.columns = shape[1];
    else
        step.refuse({texts.wrong_rank, shape.size(), 2});
    if (static_cast<std::int64_t>(matrix.values.size()) != matrix.rows * matrix.columns)
        step.refuse({texts.wrong_shape, matrix.values.size(), words_of(shape)});
    return matrix;
}

/// A layer whose weights are [outputs][inputs], `inputs` counted as `value` counts: here they are put into
/// the order in which its layer holds them.
Value fully_connected(Step& step, const Value& value, Matrix weights, std::vector<float> bias, Dims dims) {
    const std::int64_t inputs = weights.columns;
    if (inputs != product(value.dims))
        step.refuse({texts.wrong_weights, words_of({weights.rows, weights.columns}), words_of(value.dims)});
    if (weights.rows > nn::kMaximumExtent) step.refuse({texts.wrong_attribute, std::to_string(weights.rows)});
    nn::Node node;
    node.op = &nn::ops::linear;
    node.channels = static_cast<int>(weights.rows);
    nn::Parameters parameters;
    parameters.bias = std::move(bias);
    if (value.order.empty()) {
        parameters.weight = std::move(weights.values);
    } else {  // what nobody counts has a weight of 0
        if (weights.rows * value.size > step.builder.most_weights()) step.refuse(texts.too_large);
        parameters.weight.resize(static_cast<std::size_t>(weights.rows * value.size));
        for (std::int64_t row = 0; row < weights.rows; ++row)
            for (std::int64_t i = 0; i < inputs; ++i)
                parameters.weight[static_cast<std::size_t>(row * value.size +
                                                           value.order[static_cast<std::size_t>(i)])] +=
                    weights.values[static_cast<std::size_t>(row * inputs + i)];
    }
    return step.add(std::move(node), value, std::move(parameters), std::move(dims));
}

std::vector<float> zeros(std::int64_t count) { return std::vector<float>(static_cast<std::size_t>(count)); }

/// alpha A B + beta C
void gemm(Step& step) {
    const float alpha = step.real("alpha", 1);
    const float beta = step.real("beta", 1);
    const bool first_is_constant = step.is_constant(0);
    const Value& value = step.value(first_is_constant ? 1 : 0);
    if (value.dims.size() != 2) step.refuse({texts.wrong_rank, value.dims.size(), 2});
    Matrix weights = matrix_of(step, first_is_constant ? 0 : 1);
    const bool value_is_turned = step.number(first_is_constant ? "transB" : "transA", 0) != 0;
    const bool weights_are_turned = step.number(first_is_constant ? "transA" : "transB", 0) != 0;
    // [1, K] times [K, N], or [M, K] times [K, 1]: weights are to be [outputs][K].
    if (value_is_turned != (value.dims[0] != 1) && product(value.dims) > 1 && !first_is_constant)
        step.refuse(texts.mixes_batch);
    if (weights_are_turned == first_is_constant) weights = turned(weights);
    for (float& weight : weights.values) weight *= alpha;
    const std::int64_t outputs = weights.rows;
    const Dims dims = first_is_constant ? Dims{outputs, 1} : Dims{1, outputs};
    std::vector<float> bias = zeros(outputs);
    if (step.has(2)) {
        const Dims& shape = step.constant(2).shape;
        if (broadcast_dims(shape, dims) != dims)
            step.refuse({texts.not_broadcast, words_of(shape), words_of(dims)});
        const std::vector<float> given = step.floats(2);
        const std::vector<int> places = broadcast(shape, dims);
        for (std::size_t i = 0; i < bias.size(); ++i)
            bias[i] = beta * given[static_cast<std::size_t>(places[i])];
    }
    step.give(fully_connected(step, value, std::move(weights), std::move(bias), dims));
}

/// Many rows times one matrix: a convolution of 1 x 1 whose maps are the columns.
void matrix_on_rows(Step& step, const Value& value, const Matrix& weights) {
    std::vector<std::size_t> axes(value.dims.size());
    for (std::size_t i = 0; i < axes.size(); ++i) axes[i] = i;
    // The last axis becomes the one behind the batch.
    axes.pop_back();
    axes.insert(axes.begin() + 1, value.dims.size() - 1);
    Value columns = transposed(value, axes);
    const std::int64_t rows = product(value.dims) / value.dims.back();
    columns.dims = {1, value.dims.back(), 1, rows};
    const Value below = step.builder.laid_out(columns, step.origin());
    nn::Node node;
    node.op = &nn::ops::conv;
    node.channels = static_cast<int>(weights.columns);
    node.kernel_height = node.kernel_width = 1;
    nn::Parameters parameters{turned(weights).values, zeros(weights.columns)};
    Value result = step.add(std::move(node), below, std::move(parameters), {});
    // Back: [N, the other axes] to [the other axes, N].
    result.dims = {1, weights.columns};
    result.dims.insert(result.dims.end(), value.dims.begin() + 1, value.dims.end() - 1);
    std::vector<std::size_t> back(result.dims.size());
    back[0] = 0;
    for (std::size_t i = 1; i + 1 < back.size(); ++i) back[i] = i + 1;
    back.back() = 1;
    step.give(transposed(result, back));
}

void matmul(Step& step) {
    if (step.is_constant(0)) {  // [M, K] times [K, 1] or [K]
        Matrix weights = matrix_of(step, 0);
        const Value& value = step.value(1);
        const bool one_column = value.dims.size() == 1 || value.dims.back() == 1;
        if (!one_column || product(value.dims) != weights.columns)
            step.refuse(
                {texts.wrong_weights, words_of({weights.rows, weights.columns}), words_of(value.dims)});
        Dims dims = value.dims;
        dims[dims.size() == 1 ? 0 : dims.size() - 2] = weights.rows;
        const std::int64_t outputs = weights.rows;
        step.give(fully_connected(step, value, std::move(weights), zeros(outputs), std::move(dims)));
        return;
    }
    const Value value = step.value(0);
    const Matrix weights = matrix_of(step, 1);
    if (value.dims.empty() || value.dims.back() != weights.rows)
        step.refuse({texts.wrong_weights, words_of({weights.rows, weights.columns}), words_of(value.dims)});
    if (product(value.dims) != weights.rows) {
        if (value.dims[0] != 1) step.refuse(texts.mixes_batch);
        return matrix_on_rows(step, value, weights);
    }
    Dims dims = value.dims;
    dims.back() = weights.columns;
    if (step.constant(1).shape.size() == 1) dims.pop_back();
    step.give(fully_connected(step, value, turned(weights), zeros(weights.columns), std::move(dims)));
}

}  // namespace

const std::map<std::string, Handler>& linear_handlers() {
    static const std::map<std::string, Handler> handlers{{"Gemm", gemm}, {"MatMul", matmul}};
    return handlers;
}

}  // namespace convoscope::models::lowering
