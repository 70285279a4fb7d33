#include "models/sniff.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "models/archive.h"
#include "models/sniff_protobuf.h"
#include "models/sniff_texts.h"
#include "models/texts.h"

namespace convoscope::models {
namespace {

using Names = std::vector<std::string>;
using namespace std::string_view_literals;

bool any(const Names& names, auto&& matches) { return std::ranges::any_of(names, matches); }
bool has(const Names& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

/// "model/data.pkl": PyTorch puts all into one folder, of any name.
bool has_in_folder(const Names& names, std::string_view name) {
    return any(names, [&](std::string_view one) { return one.substr(one.find('/') + 1) == name; });
}

FileKind zip_kind(std::string_view bytes) {
    Names names;
    try {
        names = Archive(bytes).names();
    } catch (const Error&) {
        return FileKind::BrokenZip;
    }
    if (has(names, "config.json") && (has(names, "model.weights.h5") || has(names, "metadata.json")))
        return FileKind::Keras;
    if (has_in_folder(names, "archive_format") || has_in_folder(names, "serialized_exported_program.json"))
        return FileKind::TorchExport;
    if (has_in_folder(names, "data.pkl")) {
        const bool has_code =
            any(names, [](const std::string& one) { return one.find("/code/") != std::string::npos; });
        return has_code || has_in_folder(names, "constants.pkl") ? FileKind::TorchScript : FileKind::PyTorch;
    }
    if (!names.empty() && !any(names, [](const std::string& one) { return !one.ends_with(".npy"); }))
        return FileKind::Npz;
    return FileKind::Zip;
}

/// PyTorch's old format begins with a pickle of this number alone, 0x1950a86a20f9469cfc6c.
constexpr std::string_view kTorchMagic = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"sv;

FileKind pickle_kind(std::string_view bytes) {
    if (bytes.substr(0, 64).find(kTorchMagic) != std::string_view::npos) return FileKind::PyTorchLegacy;
    constexpr std::size_t head = 1 << 16;
    return bytes.substr(0, head).find("sklearn") != std::string_view::npos ? FileKind::ScikitLearn
                                                                           : FileKind::Pickle;
}

bool is_pickle(std::string_view bytes) {
    return bytes.size() > 2 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5;
}

/// HDF5's superblock may stand at 0, 512, 1024, 2048, ... (its format's specification, II.A).
bool is_hdf5(std::string_view bytes) {
    constexpr std::string_view signature = "\x89HDF\r\n\x1a\n"sv;
    for (std::size_t at = 0; at < bytes.size(); at = std::max<std::size_t>(512, 2 * at))
        if (bytes.substr(at).starts_with(signature)) return true;
    return false;
}

/// The header's length, in eight bytes, before a JSON object.
bool is_safetensors(std::string_view bytes) {
    std::uint64_t length = 0;
    if (bytes.size() <= sizeof length || bytes[sizeof length] != '{') return false;
    std::memcpy(&length, bytes.data(), sizeof length);
    constexpr std::uint64_t longest = 100'000'000;  // the format's own limit
    return length >= 2 && length <= longest;
}

bool is_text(std::string_view bytes) {
    constexpr std::size_t head = 4096;
    return std::ranges::none_of(bytes.substr(0, head), [](char c) {
        return (c >= 0 && c < '\t') || (c > '\r' && c < ' ' && c != '\x1b') || c == '\x7f';
    });
}

bool begins_with_any_case(std::string_view text, std::string_view beginning) {
    return std::ranges::equal(text.substr(0, beginning.size()), beginning,
                              [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

FileKind json_kind(std::string_view text) {
    const auto contains = [&](std::string_view words) { return text.find(words) != std::string_view::npos; };
    if (contains("\"modelTopology\"")) return FileKind::TensorFlowJs;
    if (contains("\"nbformat\"")) return FileKind::Program;
    if (contains("\"class_name\"") && contains("\"config\"")) return FileKind::KerasLayers;
    return FileKind::Text;
}

FileKind text_kind(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of("\xef\xbb\xbf \t\r\n"), text.size()));
    const std::string_view first = text.substr(0, 60);
    if (first.starts_with("version ") && first.find("git-lfs") != std::string_view::npos)
        return FileKind::GitLfsPointer;
    if (begins_with_any_case(text, "<!doctype") || begins_with_any_case(text, "<html"))
        return FileKind::WebPage;
    if (text.starts_with('{')) return json_kind(text);
    if (first.starts_with("#!") && first.find("python") != std::string_view::npos) return FileKind::Program;
    for (const std::string_view line : {"import "sv, "from "sv})
        if (text.starts_with(line) || text.find("\n" + std::string(line)) != std::string_view::npos)
            return FileKind::Program;
    return FileKind::Text;
}

/// What begins with a signature.
std::optional<FileKind> signed_kind(std::string_view bytes) {
    static constexpr struct {
        std::size_t at;
        std::string_view signature;
        FileKind kind;
    } kSignatures[] = {
        {0, "\x93NUMPY"sv, FileKind::Npy},
        {4, "TFL3"sv, FileKind::TensorFlowLite},
        {0, "MATLAB 5.0 MAT-file"sv, FileKind::Matlab},
        {0, "MATLAB 7.3 MAT-file"sv, FileKind::Matlab},  // HDF5, after 512 bytes of this
        {0, "\x89PNG\r\n"sv, FileKind::Picture},
        {0, "\xff\xd8\xff"sv, FileKind::Picture},
        {0, "GIF8"sv, FileKind::Picture},
        {8, "WEBP"sv, FileKind::Picture},
        {0, "\0\0\x08\x01"sv, FileKind::DataSet},
        {0, "\0\0\x08\x03"sv, FileKind::DataSet},
        {0, "\x1f\x8b"sv, FileKind::Compressed},
        {0, "BZh"sv, FileKind::Compressed},
        {0,
         "\xfd"
         "7zXZ\0"sv,
         FileKind::Compressed},
        {0, "7z\xbc\xaf\x27\x1c"sv, FileKind::Compressed},
        {0, "\x28\xb5\x2f\xfd"sv, FileKind::Compressed},
        {0, "Rar!"sv, FileKind::Compressed},
        {257, "ustar"sv, FileKind::Compressed},
    };
    for (const auto& [at, signature, kind] : kSignatures)
        if (bytes.size() > at && bytes.substr(at).starts_with(signature)) return kind;
    return std::nullopt;
}

/// Nothing: it has a reader.
const Text* refusal_of(FileKind kind) {
    switch (kind) {
        case FileKind::Safetensors:
        case FileKind::Onnx:
        case FileKind::Hdf5:
        case FileKind::Keras:
        case FileKind::PyTorch:
        case FileKind::TorchScript:
        case FileKind::PyTorchLegacy:
        case FileKind::Npz:
        case FileKind::Npy:
        case FileKind::TensorFlowJs:
        case FileKind::BrokenZip:  // said in two texts
            return nullptr;
        case FileKind::Empty:
            return &sniff_texts.empty;
        case FileKind::GitLfsPointer:
            return &sniff_texts.git_lfs_pointer;
        case FileKind::WebPage:
            return &sniff_texts.web_page;
        case FileKind::Picture:
            return &sniff_texts.picture;
        case FileKind::Program:
            return &sniff_texts.program;
        case FileKind::Text:
            return &sniff_texts.text;
        case FileKind::DataSet:
            return &sniff_texts.data_set;
        case FileKind::TensorFlow:
            return &sniff_texts.tensorflow;
        case FileKind::TensorFlowLite:
            return &sniff_texts.tensorflow_lite;
        case FileKind::Matlab:
            return &sniff_texts.matlab;
        case FileKind::Caffe:
            return &sniff_texts.caffe;
        case FileKind::CoreMl:
            return &sniff_texts.core_ml;
        case FileKind::KerasLayers:
            return &sniff_texts.keras_layers;
        case FileKind::TorchExport:
            return &sniff_texts.torch_export;
        case FileKind::ScikitLearn:
            return &sniff_texts.scikit_learn;
        case FileKind::Pickle:
            return &sniff_texts.pickle;
        case FileKind::OnnxTensor:
            return &sniff_texts.onnx_tensor;
        case FileKind::Zip:
            return &sniff_texts.zip;
        case FileKind::Compressed:
            return &sniff_texts.compressed;
        case FileKind::Unknown:
            return &sniff_texts.unknown;
    }
    return &sniff_texts.unknown;
}

}  // namespace

FileKind kind_of(const ForeignBytes& file) {
    const std::string_view bytes = file.bytes;
    if (bytes.empty()) return FileKind::Empty;
    if (Archive::begins_like_one(bytes)) return zip_kind(bytes);
    if (is_safetensors(bytes)) return FileKind::Safetensors;
    if (const auto kind = signed_kind(bytes)) return *kind;
    if (is_pickle(bytes)) return pickle_kind(bytes);
    if (is_hdf5(bytes)) return FileKind::Hdf5;
    if (is_text(bytes)) return text_kind(bytes);
    return protobuf_kind(bytes).value_or(FileKind::Unknown);
}

void explain_refusal(FileKind kind) {
    if (kind == FileKind::BrokenZip) {
        if (!Archive::available()) throw Error(texts.without_libzip);
        throw Error(texts.copy_again, texts.damaged_zip);
    }
    if (const Text* reason = refusal_of(kind)) throw Error(*reason);
}

}  // namespace convoscope::models
