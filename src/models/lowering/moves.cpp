// What moves numbers and computes nothing: it changes how a layer's values are counted. A Pad with a constant
// puts a layer around them.

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <optional>

#include "models/lowering/step.h"
#include "nn/ops/operator.h"

namespace convoscope::models::lowering {
namespace {

void identity(Step& step) { step.give(step.value(0)); }

/// Does nothing when a network is used; one that was exported as in training would throw away at random.
void dropout(Step& step) {
    const bool trains = step.has(2) && step.is_constant(2) && step.floats(2).at(0) != 0;
    if (trains) step.refuse(texts.trains);
    identity(step);
}

/// The same numbers with other dims.
void give_dims(Step& step, Dims dims) {
    Value value = step.value(0);
    value.dims = std::move(dims);
    step.give(std::move(value));
}

/// A file may say any number: nothing where it is more than a network may have.
std::optional<std::int64_t> count_of(const Dims& dims) {
    std::int64_t count = 1;
    for (const std::int64_t extent : dims) {
        if (extent > nn::kMaximumUnits) return std::nullopt;
        count *= extent;
        if (count > nn::kMaximumUnits) return std::nullopt;
    }
    return count;
}

/// 0: as it was (unless `zeros_are_meant`); -1: what is left.
void reshape(Step& step) {
    const Dims& from = step.value(0).dims;
    Dims to = step.has(1) ? step.whole_numbers(1) : step.list("shape");
    const std::int64_t count = product(from);
    if (!to.empty() && to[0] == step.builder.batch() && to[0] > 1 && count_of(to) != count &&
        std::ranges::find(to, -1) == to.end())
        to[0] = 1;
    if (!to.empty() && to[0] == step.builder.batch() && to[0] > 1 && std::ranges::find(to, -1) != to.end()) {
        to[0] = 1;  // the batch that was cut to one
    }
    std::int64_t known = 1;
    std::size_t free = to.size();
    for (std::size_t i = 0; i < to.size(); ++i) {
        if (to[i] == 0 && step.number("allowzero", 0) == 0) {
            if (i >= from.size()) step.refuse({texts.wrong_shape, count, words_of(to)});
            to[i] = from[i];
        }
        if (to[i] < 0) {
            if (free != to.size()) step.refuse({texts.wrong_shape, count, words_of(to)});
            free = i;
        } else {
            if (to[i] > nn::kMaximumUnits) step.refuse({texts.wrong_shape, count, words_of(to)});
            known *= to[i];
            if (known > nn::kMaximumUnits) step.refuse({texts.wrong_shape, count, words_of(to)});
        }
    }
    if (free < to.size()) {
        if (known == 0 || count % known != 0) step.refuse({texts.wrong_shape, count, words_of(to)});
        to[free] = count / known;
    }
    if (count_of(to) != count) step.refuse({texts.wrong_shape, count, words_of(to)});
    give_dims(step, std::move(to));
}

void flatten(Step& step) {
    const Dims& dims = step.value(0).dims;
    const std::int64_t rank = static_cast<std::int64_t>(dims.size());
    std::int64_t axis = step.number("axis", 1);
    if (axis < 0) axis += rank;
    if (axis < 0 || axis > rank) step.refuse({texts.wrong_attribute, "axis"});
    const std::int64_t before = product({dims.begin(), dims.begin() + axis});
    give_dims(step, {before, product(dims) / before});
}

Dims axes_asked(const Step& step) { return step.has(1) ? step.whole_numbers(1) : step.list("axes"); }

void squeeze(Step& step) {
    const Dims& dims = step.value(0).dims;
    std::vector<char> goes(dims.size());
    const Dims axes = axes_asked(step);
    for (const std::int64_t axis : axes) goes[axis_of(step, axis, dims.size())] = 1;
    Dims result;
    for (std::size_t i = 0; i < dims.size(); ++i) {
        const bool gone = axes.empty() ? dims[i] == 1 : goes[i] != 0;
        if (gone && dims[i] != 1) step.refuse({texts.wrong_attribute, "axes"});
        if (!gone) result.push_back(dims[i]);
    }
    give_dims(step, std::move(result));
}

void unsqueeze(Step& step) {
    const Dims& dims = step.value(0).dims;
    const Dims axes = axes_asked(step);
    std::vector<char> is_new(dims.size() + axes.size());
    for (const std::int64_t axis : axes) is_new[axis_of(step, axis, is_new.size())] = 1;
    Dims result;
    std::size_t next = 0;
    for (const char fresh : is_new) {
        if (!fresh && next == dims.size()) step.refuse({texts.wrong_attribute, "axes"});
        result.push_back(fresh ? 1 : dims[next++]);
    }
    give_dims(step, std::move(result));
}

void transpose(Step& step) {
    const Value& value = step.value(0);
    Dims given = step.list("perm");
    if (given.empty())
        for (std::size_t i = value.dims.size(); i-- > 0;) given.push_back(static_cast<std::int64_t>(i));
    std::vector<std::size_t> axes;
    for (const std::int64_t axis : given) axes.push_back(axis_of(step, axis, value.dims.size()));
    std::vector<std::size_t> sorted = axes;
    std::ranges::sort(sorted);
    for (std::size_t i = 0; i < sorted.size(); ++i)
        if (sorted[i] != i || sorted.size() != value.dims.size())
            step.refuse({texts.wrong_attribute, "perm"});
    if (step.builder.batch() > 1 && !axes.empty() && axes[0] != 0) step.refuse(texts.mixes_batch);
    step.give(transposed(value, axes));
}

/// Some of a value's places along one axis, by their numbers.
Value taken(const Value& value, std::size_t axis, const std::vector<std::int64_t>& places) {
    const std::vector<int> order = whole_order(value);
    const std::int64_t behind =
        product({value.dims.begin() + static_cast<std::ptrdiff_t>(axis) + 1, value.dims.end()});
    const std::int64_t before = product(value.dims) / (behind * value.dims[axis]);
    std::vector<int> result;
    result.reserve(static_cast<std::size_t>(before * behind) * places.size());
    for (std::int64_t b = 0; b < before; ++b)
        for (const std::int64_t place : places)
            for (std::int64_t i = 0; i < behind; ++i)
                result.push_back(
                    order[static_cast<std::size_t>((b * value.dims[axis] + place) * behind + i)]);
    Dims dims = value.dims;
    dims[axis] = static_cast<std::int64_t>(places.size());
    return reordered(value, std::move(dims), std::move(result));
}

void gather(Step& step) {
    const Value& value = step.value(0);
    const std::size_t axis = axis_of(step, step.number("axis", 0), value.dims.size());
    if (axis == 0 && value.dims.size() > 1) step.refuse(texts.mixes_batch);
    Dims places = step.whole_numbers(1);
    const Dims& shape = step.constant(1).shape;
    for (std::int64_t& place : places) {
        if (place < 0) place += value.dims[axis];
        if (place < 0 || place >= value.dims[axis]) step.refuse({texts.wrong_attribute, "indices"});
    }
    if (places.empty() || places.size() > static_cast<std::size_t>(nn::kMaximumExtent))
        step.refuse({texts.wrong_attribute, "indices"});
    // The same places any number of times.
    const std::int64_t each = product(value.dims) / value.dims[axis];
    if (each * static_cast<std::int64_t>(places.size()) > nn::kMaximumUnits) throw Error(texts.too_large);
    Value result = taken(value, axis, places);
    Dims dims(result.dims.begin(), result.dims.begin() + static_cast<std::ptrdiff_t>(axis));
    dims.insert(dims.end(), shape.begin(), shape.end());
    dims.insert(dims.end(), result.dims.begin() + static_cast<std::ptrdiff_t>(axis) + 1, result.dims.end());
    result.dims = std::move(dims);
    step.give(std::move(result));
}

void slice(Step& step) {
    const bool by_input = step.has(1);
    const Dims starts = by_input ? step.whole_numbers(1) : step.list("starts");
    const Dims ends = by_input ? step.whole_numbers(2) : step.list("ends");
    Dims axes = by_input && step.has(3) ? step.whole_numbers(3) : step.list("axes");
    const Dims steps = step.has(4) ? step.whole_numbers(4) : Dims(starts.size(), 1);
    if (axes.empty())
        for (std::size_t i = 0; i < starts.size(); ++i) axes.push_back(static_cast<std::int64_t>(i));
    if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size())
        step.refuse({texts.wrong_attribute, "starts"});
    Value value = step.value(0);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t axis = axis_of(step, axes[i], value.dims.size());
        const std::int64_t extent = value.dims[axis];
        const std::int64_t by = steps[i];
        if (by == 0) step.refuse({texts.wrong_attribute, "steps"});
        const std::int64_t batch = step.builder.batch();
        if (axis == 0 && batch > 1 && (starts[i] != 0 || ends[i] < batch || by != 1))
            step.refuse(texts.mixes_batch);
        const auto within = [&](std::int64_t at, std::int64_t low, std::int64_t high) {
            return std::clamp(at < 0 ? at + extent : at, low, high);
        };
        const std::int64_t first = by > 0 ? within(starts[i], 0, extent) : within(starts[i], 0, extent - 1);
        const std::int64_t last = by > 0                  ? within(ends[i], 0, extent)
                                  : ends[i] < -extent - 1 ? -1
                                                          : within(ends[i], -1, extent - 1);
        std::vector<std::int64_t> places;
        for (std::int64_t at = first; by > 0 ? at < last : at > last; at += by) places.push_back(at);
        if (places.empty()) step.refuse({texts.wrong_attribute, "ends"});
        if (axis == 0 && value.dims.size() > 1 && places.size() != static_cast<std::size_t>(extent))
            step.refuse(texts.mixes_batch);
        value = taken(value, axis, places);
    }
    step.give(std::move(value));
}

void split(Step& step) {
    const Value value = step.value(0);
    const std::size_t axis = axis_of(step, step.number("axis", 0), value.dims.size());
    if (axis == 0 && value.dims.size() > 1) step.refuse(texts.mixes_batch);
    Dims sizes = step.has(1) ? step.whole_numbers(1) : step.list("split");
    const auto parts = static_cast<std::int64_t>(step.node.outputs.size());
    if (sizes.empty()) {
        const std::int64_t each = (value.dims[axis] + parts - 1) / parts;
        for (std::int64_t i = 0, left = value.dims[axis]; i < parts; ++i, left -= each)
            sizes.push_back(std::min(each, left));
    }
    std::int64_t first = 0;
    if (sizes.size() != step.node.outputs.size()) step.refuse({texts.wrong_attribute, "split"});
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        std::vector<std::int64_t> places(static_cast<std::size_t>(std::max<std::int64_t>(0, sizes[i])));
        std::iota(places.begin(), places.end(), first);
        first += sizes[i];
        if (first > value.dims[axis] || places.empty()) step.refuse({texts.wrong_attribute, "split"});
        if (!step.node.outputs[i].empty()) step.builder.set(step.node.outputs[i], taken(value, axis, places));
    }
}

/// A number type of less width or more: ours is float.
void cast(Step& step) {
    const std::int64_t to = step.number("to", 1);  // TensorProto: FLOAT 1, FLOAT16 10, DOUBLE 11, BFLOAT16 16
    if (to != 1 && to != 10 && to != 11 && to != 16) step.refuse({texts.wrong_attribute, "to"});
    identity(step);
}

/// Like another value, which is computed, or a constant.
void cast_like(Step& step) {
    if (step.is_constant(1) && step.constant(1).is_whole()) step.refuse({texts.wrong_attribute, "to"});
    identity(step);
}

/// Which of a line's places each is when it grows by `before` and `after`: -1 stands for the margin.
/// @param mode  ONNX's
std::vector<std::int64_t> padded_places(const std::string& mode, std::int64_t extent, std::int64_t before,
                                        std::int64_t after) {
    std::vector<std::int64_t> places;
    const std::int64_t period = mode == "reflect" ? std::max<std::int64_t>(1, 2 * (extent - 1)) : extent;
    for (std::int64_t at = -before; at < extent + after; ++at) {
        std::int64_t place = at;
        if (mode == "edge") place = std::clamp<std::int64_t>(at, 0, extent - 1);
        if (mode == "reflect" || mode == "wrap") place = (at % period + period) % period;
        places.push_back(place < extent ? place : period - place);
    }
    return places;
}

/// Margins that repeat what is there: the same values, some of them several times.
void pad_with_itself(Step& step, const std::string& mode, const Dims& pads) {
    Value value = step.value(0);
    const std::size_t rank = value.dims.size();
    std::int64_t units = product(value.dims);
    for (std::size_t axis = 0; axis < rank; ++axis) {
        if (pads[axis] == 0 && pads[rank + axis] == 0) continue;
        if (axis == 0 && rank > 1) step.refuse(texts.mixes_batch);
        const std::int64_t extent = value.dims[axis];
        const std::int64_t wanted = extent + pads[axis] + pads[rank + axis];
        if (wanted < 1 || extent < 1) step.refuse({texts.wrong_attribute, "pads"});
        units = units / extent * wanted;
        if (units > nn::kMaximumUnits) throw Error(texts.too_large);
        value = taken(value, axis, padded_places(mode, extent, pads[axis], pads[rank + axis]));
    }
    step.give(std::move(value));
}

/// What goes before and behind each axis: all before, then all behind.
Dims pads_asked(const Step& step, std::size_t rank) {
    Dims pads =
        step.has(1) ? step.whole_numbers(1) : step.list(step.has_attribute("pads") ? "pads" : "paddings");
    if (step.has(3)) {  // only these axes
        const Dims axes = step.whole_numbers(3);
        Dims all(2 * rank, 0);
        if (pads.size() != 2 * axes.size()) step.refuse({texts.wrong_attribute, "pads"});
        for (std::size_t i = 0; i < axes.size(); ++i) {
            const std::size_t axis = axis_of(step, axes[i], rank);
            all[axis] = pads[i];
            all[rank + axis] = pads[axes.size() + i];
        }
        pads = std::move(all);
    }
    const auto is_possible = [](std::int64_t side) { return std::abs(side) <= nn::kMaximumExtent; };
    if (pads.size() != 2 * rank || !std::ranges::all_of(pads, is_possible))
        step.refuse({texts.wrong_attribute, "pads"});
    return pads;
}

void pad(Step& step) {
    Value value = step.value(0);
    const std::size_t rank = value.dims.size();
    const Dims pads = pads_asked(step, rank);
    if (std::ranges::all_of(pads, [](std::int64_t side) { return side == 0; })) return identity(step);
    const std::string mode = step.word("mode", "constant");
    if (mode == "reflect" || mode == "edge" || mode == "wrap") return pad_with_itself(step, mode, pads);
    if (mode != "constant") step.refuse({texts.wrong_attribute, "mode"});
    for (std::size_t i = 0; i < pads.size(); ++i) {
        const bool inside = rank == 4 && i % rank >= 2;
        if (pads[i] < 0 || (!inside && pads[i] != 0)) step.refuse({texts.wrong_attribute, "pads"});
    }
    value = step.builder.laid_out(value, step.origin());
    nn::Node node;
    node.op = &nn::ops::pad;
    node.numbers[0] = step.has(2) ? step.floats(2).at(0) : step.real("value", 0);
    node.padding = {static_cast<int>(pads[2]), static_cast<int>(pads[3]), static_cast<int>(pads[6]),
                    static_cast<int>(pads[7])};
    const Dims dims{1, value.dims[1], value.dims[2] + pads[2] + pads[6], value.dims[3] + pads[3] + pads[7]};
    step.give(step.add(std::move(node), value, {}, dims));
}

/// One whose condition is known is an Identity by now (needs.h).
void choose(Step& step) { step.refuse(texts.depends); }

}  // namespace

const std::map<std::string, Handler>& move_handlers() {
    static const std::map<std::string, Handler> handlers{{"Identity", identity},
                                                         {"Dropout", dropout},
                                                         {"Reshape", reshape},
                                                         {"Flatten", flatten},
                                                         {"Squeeze", squeeze},
                                                         {"Unsqueeze", unsqueeze},
                                                         {"Transpose", transpose},
                                                         {"Gather", gather},
                                                         {"Slice", slice},
                                                         {"Split", split},
                                                         {"Cast", cast},
                                                         {"CastLike", cast_like},
                                                         {"Pad", pad},
                                                         {"If", choose}};
    return handlers;
}

}  // namespace convoscope::models::lowering
