#pragma once

#include <onnx/onnx_pb.h>

#include <map>
#include <string>
#include <string_view>

#include "base/message.h"
#include "models/graph.h"

namespace convoscope::models::onnx {

/// Files beside the model's own in which tensors' data lie. Each is read once, when the first tensor asks.
class DataFiles {
  public:
    using Beside = decltype(ForeignBytes::beside);
    explicit DataFiles(Beside beside) : beside_(std::move(beside)) {}

    /// The bytes of a tensor whose data lie in another file; they live as long as this.
    /// @throws Error when that file is not there, or in another folder, or has not as many bytes
    std::string_view data_of(const ::onnx::TensorProto& tensor, const Message& what);

  private:
    struct File {
        std::string bytes;
        std::size_t left = 0;  ///< bytes that no tensor has claimed: a small model must not copy a file often
    };
    File& file(const std::string& name, const Message& what);

    Beside beside_;
    std::map<std::string, File> files_;
};

/// The tensor's values; the message's own are given back. Numbers of 64 bits become floats where they have
/// decimals, and whole numbers above 2^63 negative ones.
/// @throws Error when it holds other things than numbers, or not as many as its shape says
GraphTensor take_tensor(::onnx::TensorProto& tensor, DataFiles& files, const Message& what);

}  // namespace convoscope::models::onnx
