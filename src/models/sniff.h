#pragma once

#include "models/graph.h"

namespace convoscope::models {

/// What a file is by its content: `.pth`, `.keras` and `.npz` are all zip files, and a name may say anything.
enum class FileKind {
    // Those that have a reader
    Safetensors,
    Onnx,
    Hdf5,           ///< Keras' .h5
    Keras,          ///< a zip with config.json: .keras
    PyTorch,        ///< a zip with data.pkl
    TorchScript,    ///< the same with code
    PyTorchLegacy,  ///< pickles one after the other, before PyTorch 1.6
    Npz,
    Npy,
    TensorFlowJs,  ///< model.json

    // Those that have none, each with a sentence of its own
    Empty,
    GitLfsPointer,
    WebPage,
    Picture,
    Program,  ///< Python, or a notebook
    Text,
    DataSet,     ///< IDX, as MNIST is
    TensorFlow,  ///< SavedModel or frozen graph
    TensorFlowLite,
    Matlab,
    Caffe,
    CoreMl,
    KerasLayers,  ///< JSON, without weights
    TorchExport,  ///< .pt2
    ScikitLearn,
    Pickle,      ///< of anything else
    OnnxTensor,  ///< as the model zoo has test data
    Zip,         ///< with nothing in it that is known
    BrokenZip,   ///< damaged, or libzip is not there
    Compressed,  ///< gzip, tar and others
    Unknown,
};

/// Looks into the bytes, and into a zip's list of names; reads nothing beside. Throws no Error.
FileKind kind_of(const ForeignBytes& file);

/// @throws Error that says what the file is and what to do, when `kind` has no reader; what() is the reason
/// alone
void explain_refusal(FileKind kind);

}  // namespace convoscope::models
