#include "models/lowering/value.h"

#include <algorithm>

namespace convoscope::models::lowering {
namespace {

Dims strides_of(const Dims& dims) {
    Dims strides(dims.size(), 1);
    for (std::size_t axis = dims.size(); axis-- > 1;) strides[axis - 1] = strides[axis] * dims[axis];
    return strides;
}

/// Calls visit(offset) for every place of `dims` in C order, where a step along each axis is `steps`: a row
/// of the last axis at a time.
template <class Visit>
void each_place(const Dims& dims, const Dims& steps, Visit visit) {
    if (dims.empty()) return visit(std::int64_t{0});
    const std::size_t last = dims.size() - 1;
    const std::int64_t row = dims[last];
    Dims at(dims.size());
    std::int64_t offset = 0;
    for (std::int64_t rows = row > 0 ? product(dims) / row : 0; rows > 0; --rows) {
        for (std::int64_t i = 0; i < row; ++i) visit(offset + i * steps[last]);
        for (std::size_t axis = last; axis-- > 0;) {
            offset += steps[axis];
            if (++at[axis] < dims[axis]) break;
            offset -= steps[axis] * dims[axis];
            at[axis] = 0;
        }
    }
}

}  // namespace

std::vector<int> whole_order(const Value& value) {
    if (!value.order.empty()) return value.order;
    std::vector<int> order(static_cast<std::size_t>(product(value.dims)));
    std::iota(order.begin(), order.end(), 0);
    return order;
}

Value reordered(const Value& value, Dims dims, std::vector<int> order) {
    bool plain = static_cast<std::int64_t>(order.size()) == value.size;
    for (std::size_t i = 0; plain && i < order.size(); ++i) plain = order[i] == static_cast<int>(i);
    if (plain) order.clear();
    return {value.node, value.size, std::move(dims), std::move(order)};
}

Value transposed(const Value& value, const std::vector<std::size_t>& axes) {
    const Dims strides = strides_of(value.dims);
    Dims dims;
    Dims steps;
    for (const std::size_t axis : axes) {
        dims.push_back(value.dims[axis]);
        steps.push_back(strides[axis]);
    }
    std::vector<int> order;
    order.reserve(static_cast<std::size_t>(product(value.dims)));
    each_place(dims, steps, [&](std::int64_t from) {
        order.push_back(value.order.empty() ? static_cast<int>(from)
                                            : value.order[static_cast<std::size_t>(from)]);
    });
    return reordered(value, std::move(dims), std::move(order));
}

std::vector<int> broadcast(const Dims& from, const Dims& dims) {
    const Dims strides = strides_of(from);
    Dims steps(dims.size(), 0);
    for (std::size_t axis = 0; axis < from.size(); ++axis)
        if (from[axis] != 1) steps[dims.size() - from.size() + axis] = strides[axis];
    std::vector<int> places;
    places.reserve(static_cast<std::size_t>(product(dims)));
    each_place(dims, steps, [&](std::int64_t offset) { places.push_back(static_cast<int>(offset)); });
    return places;
}

Dims broadcast_dims(const Dims& a, const Dims& b) {
    Dims result(std::max(a.size(), b.size()), 1);
    for (const Dims* dims : {&a, &b})
        for (std::size_t axis = 0; axis < dims->size(); ++axis) {
            std::int64_t& extent = result[result.size() - dims->size() + axis];
            if (extent != 1 && (*dims)[axis] != 1 && extent != (*dims)[axis]) return {};
            if ((*dims)[axis] != 1) extent = (*dims)[axis];
        }
    return result;
}

nn::Shape shape_of(const Dims& dims) {
    const bool has_batch = dims.size() > 1 && dims[0] == 1;
    const std::vector<std::int64_t> behind(dims.begin() + (has_batch ? 1 : 0), dims.end());
    std::int64_t channels = 1;
    std::int64_t height = 1;
    std::int64_t width = 1;
    if (behind.size() == 1) channels = behind[0];
    if (behind.size() == 2) height = behind[0], width = behind[1];
    if (behind.size() > 2) {
        width = behind.back();
        height = behind[behind.size() - 2];
        for (std::size_t i = 0; i + 2 < behind.size(); ++i) channels *= behind[i];
    }
    return {static_cast<int>(channels), static_cast<int>(height), static_cast<int>(width)};
}

}  // namespace convoscope::models::lowering
