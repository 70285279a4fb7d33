#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/message.h"

/// What files of other programs say, before it is a network of ours: what every reader hands over, and what
/// models/lowering.h (a graph) and the doctor (weights alone) make networks of.
namespace convoscope::models {

/// A tensor in C order. Floating-point numbers of every width become `values`; whole numbers and booleans,
/// of which shapes and axes are made, stay exact in `integers`. One of the two is empty.
struct GraphTensor {
    std::vector<std::int64_t> shape;  ///< empty: a single number
    std::vector<float> values;
    std::vector<std::int64_t> integers;

    bool is_whole() const { return !integers.empty(); }
    std::size_t size() const { return is_whole() ? integers.size() : values.size(); }
};

using Attribute = std::variant<std::int64_t, double, std::string, std::vector<std::int64_t>,
                               std::vector<double>, std::vector<std::string>, GraphTensor>;

/// One operation, named and meant as ONNX has it (https://onnx.ai/onnx/operators), in the version that
/// Graph::opset says: channels before rows before columns, the batch first. Readers of other formats write
/// the same operations, with a Transpose where their order is another.
struct GraphNode {
    std::string op;                    ///< "Conv"
    std::string name;                  ///< the file's name for it; may be empty
    std::vector<std::string> inputs;   ///< values by their names; an empty one: left out
    std::vector<std::string> outputs;  ///< those that are not wanted may be missing or empty
    std::map<std::string, Attribute> attributes;
};

/// A picture goes in here. -1: any extent. Axis 0 is the batch where the format has one.
struct GraphInput {
    std::string name;
    std::vector<std::int64_t> shape;
};

struct Graph {
    std::vector<GraphNode> nodes;  ///< each after those that it hears
    std::map<std::string, GraphTensor> constants;
    std::vector<GraphInput> inputs;  ///< without constants
    std::vector<std::string> outputs;
    int opset = 13;
};

/// What a module of PyTorch's holds besides tensors: numbers, words, lists of numbers; what is none of these
/// is left out.
using ModuleAttribute = std::variant<bool, std::int64_t, double, std::string, std::vector<std::int64_t>>;

/// A module as a whole pickled network has it. The order of `children` is that of their registration.
struct Module {
    std::string class_name;  ///< "torch.nn.modules.conv.Conv2d"
    std::map<std::string, ModuleAttribute> attributes;
    std::vector<std::pair<std::string, Module>> children;

    Module();  // Clang needs it apart: it cannot make up one while the pair above is incomplete
};
inline Module::Module() = default;

/// Tensors by name, as a state dict has them, and whatever else tells how they belong together.
struct Weights {
    std::vector<std::pair<std::string, GraphTensor>> tensors;  ///< in the file's order
    /// A state dict's `_metadata`: names of all submodules in order, those without weights too; may be empty.
    std::vector<std::string> modules;
    std::optional<Module> root;  ///< a whole pickled network
};

/// A file of another program, read.
struct ForeignFile {
    std::string format;    ///< "ONNX", "Keras 3", "PyTorch state dict": a name, the same in every language
    std::string producer;  ///< "pytorch 2.13"; empty: it does not say
    std::variant<Graph, Weights> content;
    std::vector<std::string> classes;  ///< their names, where the file has them
    std::string options;  ///< of Convoscope's own exports: what it says beside its layers (read_options())
    std::vector<Message> skipped;  ///< what was passed over, one line each: "optimizer weights (12 tensors)"
};

/// A model's file and what lies beside it. A reader gets bytes and names, never a path: in a browser there
/// are none, and no file can lead a reader out of its folder.
struct ForeignBytes {
    std::string name;   ///< "lenet.pth"
    std::string bytes;  ///< all of it; readers take it away as soon as they can
    /// Another file of the same folder: `name` is a file's name alone, with no folder in it.
    /// @throws Error when there is none, or it is larger than `limit`
    std::function<std::string(const std::string& name, std::size_t limit)> beside;
};

}  // namespace convoscope::models
