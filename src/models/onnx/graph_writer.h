#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "nn/model.h"

namespace convoscope::models::onnx {

using Ints = std::vector<std::int64_t>;

void set(::onnx::NodeProto& node, const char* attribute, std::int64_t value);
void set(::onnx::NodeProto& node, const char* attribute, float value);
void set(::onnx::NodeProto& node, const char* attribute, const Ints& values);

/// Writes a network into an ONNX graph, layer after layer: what the operators' and the non-linearities'
/// writers share. A layer's value is [batch, units] behind a fully connected layer and as long as nothing
/// needs rows and columns, else [batch, maps, rows, columns].
class GraphWriter {
  public:
    GraphWriter(const nn::Model& model, ::onnx::GraphProto& graph);

    const nn::Model& model() const { return model_; }

    // The layer at hand

    /// @param flat  whether its value is [batch, units]: of the input
    void begin(int index, bool flat = false);
    const nn::Node& node() const { return model_.architecture.nodes[static_cast<std::size_t>(index_)]; }
    const nn::Parameters& parameters() const { return model_.parameters()[static_cast<std::size_t>(index_)]; }
    /// Whether its value is [batch, units].
    bool is_flat() const { return flat_[static_cast<std::size_t>(index_)]; }
    void make_flat(bool flat) { flat_[static_cast<std::size_t>(index_)] = flat; }
    /// What its last node gives is called `name`, where that is `value`. @return what it is called then
    std::string named(const std::string& value, const std::string& name);

    // What it hears: the name of input number `which`, as it is or with these axes

    std::string heard(std::size_t which = 0) const;
    std::string heard_flat(std::size_t which = 0);
    std::string heard_maps(std::size_t which = 0);
    bool hears_flat(std::size_t which = 0) const;

    // Nodes and constants. All return the name of their value.

    /// A node of the layer; the first is called like the layer.
    std::string add(const char* op, const std::vector<std::string>& inputs);
    /// One that stands before the first.
    std::string prepare(const char* op, const std::vector<std::string>& inputs);
    /// The node that was added last, for its attributes.
    ::onnx::NodeProto& last() { return *last_; }
    /// @param what  behind the layer's name: ".weight"
    std::string constant(const std::string& what, const Ints& shape, std::span<const float> values);
    std::string constant(const std::string& what, float value);
    std::string whole_numbers(const std::string& what, const Ints& values);
    std::string byte(const std::string& what, std::uint8_t value);

  private:
    /// No value has the same name.
    std::string unique(const std::string& name);
    std::string make_node(const std::string& name, const char* op, const std::vector<std::string>& inputs,
                          const std::string& value);

    const nn::Model& model_;
    ::onnx::GraphProto& graph_;
    int index_ = 0;
    bool has_first_ = false;
    ::onnx::NodeProto* last_ = nullptr;
    std::vector<bool> flat_;                         // of each layer
    std::map<std::string, int> taken_;               // how often each name was asked for
    std::map<std::string, std::string> other_axes_;  // values that were given other axes
};

/// A layer's operator, without its non-linearity. @return the name of the pre-activations
using OperatorWriter = std::string (*)(GraphWriter&);
/// Null: there is none, which no operator of ours is (a test sees to it).
OperatorWriter writer_of(const nn::Operator& op);

/// The layer's non-linearity on `value`, but for a softmax. @return the name of the activations
std::string write_bend(GraphWriter& writer, const std::string& value);

}  // namespace convoscope::models::onnx
