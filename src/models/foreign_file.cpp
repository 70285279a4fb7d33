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
namespace {

namespace fs = std::filesystem;

/// The file called `name` beside `model`. Where the model itself is a link, as in caches that keep every file
/// once, its other files may be links to that folder.
/// @throws Error when it lies in another folder, or is no plain file (a pipe would be waited for)
fs::path beside(const fs::path& model, const std::string& name) {
    const fs::path named = model.parent_path() / name;
    std::error_code ignored;                        // what fails gives an empty path
    if (!fs::exists(named, ignored)) return named;  // reading it says so
    const fs::path real = fs::canonical(named, ignored);
    const fs::path folder = fs::canonical(fs::absolute(model).parent_path(), ignored);
    const fs::path linked = fs::canonical(model, ignored).parent_path();
    const bool is_beside = real.parent_path() == folder || real.parent_path() == linked;
    if (!is_beside || !fs::is_regular_file(real, ignored)) throw Error(texts.leads_elsewhere, named);
    return named;
}

}  // namespace

ForeignBytes bytes_of_file(const fs::path& path) {
    return {
        path.filename().string(), read_file(path, kMaximumModelFile),
        [path](const std::string& name, std::size_t limit) { return read_file(beside(path, name), limit); }};
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
