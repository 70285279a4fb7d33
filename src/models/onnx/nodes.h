#pragma once

#include <onnx/onnx_pb.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/graph.h"
#include "models/onnx/functions.h"
#include "models/onnx/tensors.h"
#include "models/raw_tensor.h"

namespace convoscope::models::onnx {

/// A graph as far as it is read.
struct Reading {
    Graph graph;
    DataFiles files;
    std::map<std::string, std::int32_t> types;  ///< of constants and inputs, as TensorProto numbers them

    /// @throws Error when it is no tensor that we read, or there is a constant of that name
    void add_constant(const std::string& name, ::onnx::TensorProto& tensor, const Message& what);
    void add_constant(const std::string& name, GraphTensor tensor);
};

/// Puts the nodes of a ModelProto into a Graph: what a function of the file's own does stands where it is
/// called, with the caller's name before its nodes' ("conv1/Relu"); an If is one node for each value that it
/// gives, which hears the condition and what each of its branches gives, and the branches' nodes stand before
/// it.
///
/// A file of a few bytes could call functions that call others, two by two: what all calls add, counted in
/// memory, is at most a Budget (raw_tensor.h) of the file: sixteen times its bytes, and a mebibyte. A node is
/// counted as 256 bytes at least, so that they are no more than 4096 and one for each 16 bytes of the file.
/// Functions and branches stand at most 64 deep in each other.
class NodeReader {
  public:
    /// @param file_size  in bytes
    NodeReader(::onnx::ModelProto& model, Reading& reading, std::size_t file_size);

    /// Their tensors are taken out of them.
    /// @throws Error when a node has a graph inside it that is no branch, a function calls itself, ...
    void run();

  private:
    using Nodes = google::protobuf::RepeatedPtrField<::onnx::NodeProto>;
    using Names = std::map<std::string, std::string>;
    using Attributes = std::map<std::string, Attribute>;
    struct Scope;

    void add_nodes(Nodes& nodes, const Scope& scope);
    void add_node(::onnx::NodeProto& proto, const Scope& scope);
    void add_constant_of(const GraphNode& node, ::onnx::NodeProto& proto, const Scope& scope);
    void add_if(const GraphNode& node, ::onnx::NodeProto& proto, const Scope& scope);
    void call(const Function& function, const GraphNode& node, ::onnx::NodeProto& proto, const Scope& scope);
    std::vector<std::string> add_branch(::onnx::GraphProto& branch, const Scope& outer, const Message& what);

    /// Names for what these nodes give. @param given  those that the caller has for some
    void name_values(const Nodes& nodes, Scope& scope, const Names& given, const Message& what);
    std::string unique(const std::string& name, const Message& what);
    Attributes attributes_of(::onnx::NodeProto& proto, const Scope& scope, const Message& what);
    std::optional<Attribute> attribute_of(::onnx::AttributeProto& attribute, const Scope& scope,
                                          const Message& what);
    void put(GraphNode node, const Scope& scope);
    void spend(std::size_t bytes, const Message& what);

    ::onnx::ModelProto& model_;
    Reading& reading_;
    Functions functions_;
    Budget budget_;
    std::map<const void*, std::string> shared_;  ///< what functions hold themselves: all calls have the same
    std::map<std::string, int> names_;  ///< of values, where some have to be made: the next number for each
};

}  // namespace convoscope::models::onnx
