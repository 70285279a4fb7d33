#pragma once

#include <map>
#include <string>

#include "base/error.h"
#include "models/lowering/builder.h"
#include "models/lowering/texts.h"

namespace convoscope::models::lowering {

/// One node of the graph, to be made a layer or a way of counting.
class Step {
  public:
    Step(Builder& of_builder, const GraphNode& of_node) : builder(of_builder), node(of_node) {}

    Builder& builder;
    const GraphNode& node;

    int opset() const { return builder.graph().opset; }
    /// Name of input number `index`; empty: it is left out.
    const std::string& input(std::size_t index) const;
    /// The same for a line of an error: a file's names may have anything in them.
    std::string called(std::size_t index) const;
    bool has(std::size_t index) const { return !input(index).empty(); }
    bool is_constant(std::size_t index) const { return builder.constant(input(index)) != nullptr; }
    /// @throws Error when it is not of that kind
    const Value& value(std::size_t index) const;
    const GraphTensor& constant(std::size_t index) const;
    std::vector<float> floats(std::size_t index) const;
    Dims whole_numbers(std::size_t index) const;

    bool has_attribute(const std::string& name) const { return node.attributes.contains(name); }
    std::int64_t number(const std::string& name, std::int64_t otherwise) const;
    float real(const std::string& name, float otherwise) const;
    std::string word(const std::string& name, const std::string& otherwise) const;
    Dims list(const std::string& name, const Dims& otherwise = {}) const;

    /// What the file calls it: the node, else the weights' prefix, else its output.
    std::string origin() const;
    /// Its first output is this.
    void give(Value value) { builder.set(node.outputs.at(0), std::move(value)); }
    [[noreturn]] void refuse(const Message& why) const { throw Error(why); }

    /// The layer that hears `value`, with one more on top.
    Value add(nn::Node layer, const Value& value, nn::Parameters parameters, Dims dims) const;
};

using Handler = void (*)(Step&);
/// By ONNX's names; a file a family.
const std::map<std::string, Handler>& window_handlers();
const std::map<std::string, Handler>& linear_handlers();
const std::map<std::string, Handler>& arithmetic_handlers();
const std::map<std::string, Handler>& bend_handlers();
const std::map<std::string, Handler>& norm_handlers();
const std::map<std::string, Handler>& move_handlers();
const std::map<std::string, Handler>& quantised_handlers();

/// A value whose axes were put into another order, so that an operator of ours can work over some of them,
/// and the way back.
struct Turned {
    Value value;                     ///< laid out as maps, rows and columns
    Dims dims;                       ///< of all axes in that order
    std::vector<std::size_t> order;  ///< axis i is the graph's axis order[i]
};

/// Input 0 with `axes` before all others, as maps: [1, their product, ...]; rows and columns stay where the
/// value has maps, rows and columns and `axes` are the maps.
/// @throws Error when one of them is a batch of several pictures
Turned with_axes_first(Step& step, const Dims& axes);
/// The same with `axes` behind all others, as columns of a row of their own: [1, all others, 1, their
/// product].
Turned with_axes_last(Step& step, const Dims& axes);
/// What a layer made of `turned.value`, place by place, with the graph's axes again.
Value turned_back(Value result, const Turned& turned);

/// An axis counted from the end where it is negative.
/// @throws Error when there is none such
std::size_t axis_of(const Step& step, std::int64_t axis, std::size_t rank);
/// "[1, 16, 5, 5]"
std::string words_of(const Dims& dims);

/// Adds a number each a unit of `value`'s layer, or one for all, to its bias where it has one and is free.
/// @param shift  in C order of the value's dims, or one
bool shift_bias(Step& step, std::size_t index, const std::vector<float>& shift);

}  // namespace convoscope::models::lowering
