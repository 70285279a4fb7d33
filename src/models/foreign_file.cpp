#include "models/foreign_file.h"

#include "base/error.h"
#include "base/file.h"
#include "models/keras/reader.h"
#include "models/model_file.h"
#include "models/npz_reader.h"
#include "models/onnx/reader.h"
#include "models/pytorch/reader.h"
#include "models/sniff.h"
#include "models/texts.h"
#include "models/weights_file.h"

namespace convoscope::models {

ForeignBytes bytes_of_file(const std::filesystem::path& path) {
    return {path.filename().string(), read_file(path, kMaximumModelFile),
            [folder = path.parent_path()](const std::string& name, std::size_t limit) {
                return read_file(folder / name, limit);
            }};
}

ForeignFile read_foreign(ForeignBytes file, const keras::Hdf5Reader& hdf5) {
    const FileKind kind = kind_of(file);
    switch (kind) {
        case FileKind::Safetensors:
            return read_safetensors(std::move(file));
        case FileKind::Onnx:
            return read_onnx(std::move(file));
        case FileKind::Hdf5:
            return keras::read_keras_h5(std::move(file), hdf5);
        case FileKind::Keras:
            return keras::read_keras_zip(std::move(file), hdf5);
        case FileKind::PyTorch:
        case FileKind::TorchScript:
        case FileKind::PyTorchLegacy:
            return pytorch::read_pytorch(std::move(file));
        case FileKind::Npz:
        case FileKind::Npy:
            return read_numpy(std::move(file));
        case FileKind::TensorFlowJs:
            return keras::read_tfjs(std::move(file));
        default:
            explain_refusal(kind);
            throw Error(texts.unknown_file);
    }
}

}  // namespace convoscope::models
