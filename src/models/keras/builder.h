#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "models/graph.h"

namespace convoscope::models::keras {

using Shape = std::vector<std::int64_t>;  ///< with the batch; -1: any extent

/// "[28, 28, 1]", "?" where an extent is unknown.
std::string words_of(const Shape& shape);
/// Of a pair of extents, one of which may be unknown, whether they can be the same.
inline bool may_be_same(std::int64_t one, std::int64_t other) { return one < 0 || other < 0 || one == other; }

/// A value of the graph. Keras has channels last; a picture (N, H, W, C) is mostly held as ONNX wants it,
/// (N, C, H, W), and put back where Keras's own order tells.
struct Value {
    std::string name;
    Shape shape;                  ///< in Keras's order, whatever the order it is held in
    bool channels_moved = false;  ///< it has 4 dimensions and is held as (N, C, H, W)

    std::size_t rank() const { return shape.size(); }
};

/// Writes a graph, node by node. Names of nodes and values are unique: a node's first output has its name.
class Builder {
  public:
    Value input(const std::string& name, const Shape& shape);
    void output(const Value& value);

    /// @return the name of its output
    std::string node(const std::string& op, const std::string& name, std::vector<std::string> inputs,
                     std::map<std::string, Attribute> attributes = {});
    /// A constant, made once for each owner and role.
    /// @param owner  of the layers; those of several calls of one layer are the same
    std::string constant(const void* owner, const std::string& name,
                         const std::function<GraphTensor()>& make);
    std::string constant(const std::string& name, GraphTensor tensor);

    /// The value as Keras has it; as (N, C, H, W), where it has 4 dimensions in Keras's order.
    Value in_keras_order(const Value& value);
    Value with_channels_moved(const Value& value);

    Graph take() { return std::move(graph_); }

  private:
    std::string unique(const std::string& name);

    Graph graph_;
    std::set<std::string> names_;
    std::map<std::pair<const void*, std::string>, std::string> shared_constants_;
    std::map<std::string, std::string> twins_;  ///< a value in the other order, made before
};

/// The axis of Keras's order as the value is held. @param axis  from 0 on
std::int64_t axis_as_held(const Value& value, std::int64_t axis);

/// From the order of Keras's to that of ONNX: where output axis i of a tensor comes from.
GraphTensor transposed(const GraphTensor& tensor, const std::vector<std::size_t>& axes);
GraphTensor numbers(std::vector<std::int64_t> shape, std::vector<float> values);
GraphTensor whole_numbers(std::vector<std::int64_t> values);

}  // namespace convoscope::models::keras
