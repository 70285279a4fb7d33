#pragma once

#include "base/file.h"
#include "nn/model.h"

/// Networks of ours as ONNX files: https://github.com/onnx/onnx/blob/main/docs/IR.md, written with ONNX's own
/// protobuf schema.
namespace convoscope::models {

/// What the file's output is.
enum class WrittenOutput {
    Activations,       ///< of the last layer: probabilities where it has a softmax
    Logits,            ///< its pre-activations: a softmax is left to whoever reads the file
    LogProbabilities,  ///< a LogSoftmax instead of its softmax
};

/// IR version 7, operators of version 14; weights as initialisers, named as in a state dict. One input
/// [batch, channels, height, width] ([batch, units] where it has neither rows nor columns), one output
/// [batch, classes] ([batch, channels, height, width] where the last layer has rows and columns), `batch`
/// free; both are called like their layers. A layer's value has the layer's name, its pre-activations
/// NAME.pre where it has a non-linearity, its first node the layer's name; what goes with it NAME/... .
/// The file's metadata hold the classes' names (`classes`, a list as JSON) and all that a model says beside
/// its layers (`convoscope`: serialise_options()).
/// @throws Error when the program was built without the schema, when a weight is infinite or no number, when
/// the file would have more than 2^31 - 1 bytes, and as ByteSink
void write_onnx(const nn::Model& model, WrittenOutput output, ByteSink& sink);

}  // namespace convoscope::models
