#pragma once

#include <onnx/onnx_pb.h>

#include <map>
#include <string>
#include <utility>

#include "models/graph.h"
#include "models/onnx/tensors.h"

namespace convoscope::models::onnx {

/// Whether operators of this domain are ONNX's own.
inline bool is_onnx_domain(const std::string& domain) { return domain.empty() || domain == "ai.onnx"; }

/// A function that the file defines for its own nodes to call.
struct Function {
    ::onnx::FunctionProto* proto = nullptr;
    std::map<std::string, Attribute> defaults;  ///< of attributes that a caller may leave out
};

class Functions {
  public:
    /// @throws Error when one is there twice, or a default is what no Attribute may be
    Functions(::onnx::ModelProto& model, DataFiles& files);

    /// Null: the node is an operator.
    const Function* called_by(const ::onnx::NodeProto& node) const;

  private:
    using Key = std::pair<std::string, std::string>;  ///< the domain, and the name in it
    static Key key(const std::string& domain, const std::string& name) {
        return {is_onnx_domain(domain) ? "" : domain, name};
    }

    std::map<Key, Function> functions_;
};

}  // namespace convoscope::models::onnx
