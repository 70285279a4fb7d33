// Conv and the pools.

#include <algorithm>

#include "models/lowering/step.h"
#include "nn/ops/operator.h"

namespace convoscope::models::lowering {
namespace {

/// Rows and columns of a window, of an operator with one or two spatial axes.
struct Plane {
    std::int64_t rows = 1;
    std::int64_t columns = 1;
};

Plane plane_of(const Step& step, const Dims& list, std::size_t axes) {
    if (list.size() != axes) step.refuse({texts.wrong_attribute, words_of(list)});
    return axes == 2 ? Plane{list[0], list[1]} : Plane{1, list[0]};
}

int small(const Step& step, std::int64_t number) {
    if (number < 0 || number > nn::kMaximumExtent)
        step.refuse({texts.wrong_attribute, std::to_string(number)});
    return static_cast<int>(number);
}

/// What a 3-D or 4-D value is as maps of rows and columns: [1, C, H, W]; of a sequence H is 1.
Dims as_maps(const Step& step, const Dims& dims) {
    if (dims.size() == 4 && dims[0] == 1) return dims;
    if (dims.size() == 3 && dims[0] == 1) return {1, dims[1], 1, dims[2]};
    step.refuse({texts.wrong_rank, dims.size(), "3, 4"});
}

/// Along one axis: the padding before and after, by auto_pad, or as it is given, with what ceil_mode asks
/// for.
struct Sides {
    std::int64_t before = 0;
    std::int64_t after = 0;
};

Sides sides_of(const std::string& automatic, std::int64_t extent, std::int64_t kernel, std::int64_t stride,
               std::int64_t dilation, Sides given, bool ceil) {
    const std::int64_t reach = (kernel - 1) * dilation + 1;
    if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER") {
        const std::int64_t count = (extent + stride - 1) / stride;
        const std::int64_t total = std::max<std::int64_t>(0, (count - 1) * stride + reach - extent);
        const std::int64_t smaller = total / 2;
        return automatic == "SAME_UPPER" ? Sides{smaller, total - smaller} : Sides{total - smaller, smaller};
    }
    if (automatic == "VALID") given = {};
    if (ceil) {
        const std::int64_t room = extent + given.before + given.after - reach;
        std::int64_t last = (room + stride - 1) / stride;
        if (last * stride - given.before >= extent) --last;  // no window begins behind the end
        given.after += std::max<std::int64_t>(0, last * stride - room);
    }
    return given;
}

/// Kernel, stride, dilation and padding of a window over `dims`, [1, C, H, W].
void set_window(const Step& step, nn::Node& node, const Dims& dims, const Dims& kernel, std::size_t axes) {
    const Dims ones(axes, 1);
    const Plane size = plane_of(step, kernel, axes);
    const Plane stride = plane_of(step, step.list("strides", ones), axes);
    const Plane dilation = plane_of(step, step.list("dilations", ones), axes);
    const Dims pads = step.list("pads", Dims(2 * axes, 0));
    if (pads.size() != 2 * axes) step.refuse({texts.wrong_attribute, "pads"});
    const std::string automatic = step.word("auto_pad", "NOTSET");
    const bool ceil = step.number("ceil_mode", 0) != 0;
    for (const std::int64_t number :
         {size.rows, size.columns, stride.rows, stride.columns, dilation.rows, dilation.columns})
        if (number < 1 || number > nn::kMaximumExtent) step.refuse({texts.wrong_attribute, "kernel_shape"});
    const Sides none;
    const Sides rows = axes == 2 ? sides_of(automatic, dims[2], size.rows, stride.rows, dilation.rows,
                                            {pads[0], pads[axes]}, ceil)
                                 : none;
    const Sides columns = sides_of(automatic, dims[3], size.columns, stride.columns, dilation.columns,
                                   {pads[axes - 1], pads[2 * axes - 1]}, ceil);
    node.kernel_height = small(step, size.rows);
    node.kernel_width = small(step, size.columns);
    node.stride = {small(step, stride.rows), small(step, stride.columns)};
    node.dilation = {small(step, dilation.rows), small(step, dilation.columns)};
    node.padding = {small(step, rows.before), small(step, columns.before), small(step, rows.after),
                    small(step, columns.after)};
}

/// The output counted as its layer holds it, with as many axes as the input has.
void give_maps(Step& step, Value result, std::size_t axes) {
    const nn::Shape& shape = step.builder.shape(result);
    result.dims =
        axes == 2 ? Dims{1, shape.channels, shape.height, shape.width} : Dims{1, shape.channels, shape.width};
    step.give(std::move(result));
}

Value maps_of(Step& step) {
    Value value = step.value(0);
    value.dims = as_maps(step, value.dims);
    return step.builder.laid_out(value, step.origin());
}

void conv(Step& step) {
    const std::size_t axes = step.value(0).dims.size() - 2;
    const GraphTensor& weight = step.constant(1);
    const Value below = maps_of(step);
    const Dims& shape = weight.shape;
    const std::int64_t groups = step.number("group", 1);
    if (shape.size() != axes + 2 || groups < 1 || shape[1] * groups != below.dims[1])
        step.refuse({texts.wrong_weights, words_of(shape), words_of(below.dims)});
    nn::Node node;
    node.op = &nn::ops::conv;
    node.channels = small(step, shape[0]);
    node.groups = small(step, groups);
    set_window(step, node, below.dims, {shape.begin() + 2, shape.end()}, axes);
    nn::Parameters parameters;
    parameters.weight = step.floats(1);
    parameters.bias = step.has(2) ? step.floats(2) : std::vector<float>(static_cast<std::size_t>(shape[0]));
    if (static_cast<std::int64_t>(parameters.weight.size()) != product(shape) ||
        static_cast<std::int64_t>(parameters.bias.size()) != shape[0])
        step.refuse({texts.wrong_weights, words_of(shape), words_of(below.dims)});
    give_maps(step, step.add(std::move(node), below, std::move(parameters), {}), axes);
}

void pool(Step& step, const nn::Operator& op) {
    const std::size_t axes = step.value(0).dims.size() - 2;
    const Value below = maps_of(step);
    nn::Node node;
    node.op = &op;
    node.counts_padding = &op == &nn::ops::max_pool || step.number("count_include_pad", 0) != 0;
    set_window(step, node, below.dims, step.list("kernel_shape"), axes);
    if (node.padding == nn::Padding()) node.counts_padding = true;
    give_maps(step, step.add(std::move(node), below, {}, {}), axes);
}

/// One number each map.
Value pooled_maps(Step& step, const nn::Operator& op) {
    const Value below = maps_of(step);
    nn::Node node;
    node.op = &op;
    node.kernel_height = small(step, below.dims[2]);
    node.kernel_width = small(step, below.dims[3]);
    return step.add(std::move(node), below, {}, {});
}

void pool_all(Step& step, const nn::Operator& op) {
    const std::size_t axes = step.value(0).dims.size() - 2;
    give_maps(step, pooled_maps(step, op), axes);
}

/// A pool of all columns of each row of the maps.
Value mean_of_rows(Step& step, const Value& rows) {
    nn::Node node;
    node.op = &nn::ops::average_pool;
    node.kernel_height = 1;
    node.kernel_width = small(step, rows.dims.back());
    return step.add(std::move(node), rows, {}, {});
}

/// The mean over some axes, over all where none are named (but for files that mean none by that): a pool of
/// the whole of each map, or of rows that the axes were put into.
void reduce_mean(Step& step) {
    const Dims dims = step.value(0).dims;
    Dims axes = step.has(1) ? step.whole_numbers(1) : step.list("axes");
    if (axes.empty() && step.number("noop_with_empty_axes", 0) != 0) return step.give(step.value(0));
    if (axes.empty())
        for (std::size_t i = 0; i < dims.size(); ++i) axes.push_back(static_cast<std::int64_t>(i));
    for (std::int64_t& axis : axes) axis = static_cast<std::int64_t>(axis_of(step, axis, dims.size()));
    std::ranges::sort(axes);
    if (std::ranges::adjacent_find(axes) != axes.end()) step.refuse({texts.wrong_attribute, "axes"});
    Value value = dims.size() == 4 && axes == Dims{2, 3}
                      ? pooled_maps(step, nn::ops::average_pool)
                      : mean_of_rows(step, with_axes_last(step, axes).value);
    const bool keeps = step.number("keepdims", 1) != 0;
    value.dims.clear();
    for (std::size_t i = 0; i < dims.size(); ++i) {
        const bool gone = std::ranges::binary_search(axes, static_cast<std::int64_t>(i));
        if (!gone || keeps) value.dims.push_back(gone ? 1 : dims[i]);
    }
    step.give(std::move(value));
}

}  // namespace

const std::map<std::string, Handler>& window_handlers() {
    static const std::map<std::string, Handler> handlers{
        {"Conv", conv},
        {"MaxPool", [](Step& step) { pool(step, nn::ops::max_pool); }},
        {"AveragePool", [](Step& step) { pool(step, nn::ops::average_pool); }},
        {"GlobalMaxPool", [](Step& step) { pool_all(step, nn::ops::max_pool); }},
        {"GlobalAveragePool", [](Step& step) { pool_all(step, nn::ops::average_pool); }},
        {"ReduceMean", reduce_mean}};
    return handlers;
}

}  // namespace convoscope::models::lowering
