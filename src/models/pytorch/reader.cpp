#include "models/pytorch/reader.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "models/archive.h"
#include "models/pytorch/contents.h"
#include "models/pytorch/pickle.h"
#include "models/pytorch/script.h"
#include "models/pytorch/storages.h"
#include "models/pytorch/tensors.h"
#include "models/pytorch/texts.h"

namespace convoscope::models::pytorch {
namespace {

constexpr std::string_view kData = "data.pkl";
/// What the legacy format begins with: 0x1950a86a20f9469cfc6c, pickled.
constexpr std::string_view kMagic("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 12);
constexpr std::size_t kMagicAt = 2;  // behind the pickle's protocol
constexpr std::string_view kTarName = "storages";
constexpr std::size_t kTarHeader = 512;

/// The folder that holds data.pkl, "archive/" or ""; nothing when no folder does.
std::optional<std::string> folder_of(const Archive& archive) {
    for (const std::string& name : archive.names()) {
        if (!name.ends_with(kData)) continue;
        const std::string folder = name.substr(0, name.size() - kData.size());
        if (folder.empty() || folder.find('/') == folder.size() - 1) return folder;
    }
    return std::nullopt;
}

bool is_legacy(std::string_view bytes) { return bytes.substr(kMagicAt).starts_with(kMagic); }

/// A network may be as small as one tensor: what else stands in a pickle is of no interest.
ForeignFile make_file(const Pickle& pickle, Storages& storages, Budget& budget) {
    Contents contents = find_network(pickle);
    ForeignFile file;
    switch (contents.kind) {
        case Contents::Kind::StateDict:
            file.format = "PyTorch state dict";
            break;
        case Contents::Kind::Checkpoint:
            file.format = "PyTorch checkpoint";
            break;
        case Contents::Kind::WholeModule:
            file.format = "PyTorch module";
            break;
        case Contents::Kind::Script:
            file.format = "TorchScript";
            break;
    }
    file.classes = std::move(contents.classes);
    file.skipped = std::move(contents.skipped);
    Weights weights;
    TensorReader reader(pickle, storages, budget);
    for (const auto& [name, ref] : contents.tensors) reader.read(name, ref, weights.tensors, file.skipped);
    if (weights.tensors.empty()) throw Error(texts.no_tensors);
    weights.modules = std::move(contents.modules);
    weights.root = std::move(contents.root);
    file.content = std::move(weights);
    return file;
}

ForeignFile read_zip(const std::string& bytes) {
    const Archive archive(bytes);
    Budget budget(bytes.size());
    const auto folder = folder_of(archive);
    const bool is_script = std::ranges::any_of(archive.names(), [](const std::string& name) {
        return name.ends_with("constants.pkl") || name.ends_with("model.json");
    });
    if (!folder) throw Error(is_script ? texts.script_without_weights : texts.no_pickle);
    const std::string data = archive.read(*folder + std::string(kData), budget.left());
    budget.spend(data.size());
    ZipStorages storages(archive, *folder, budget);
    const std::string order = *folder + "byteorder";
    storages.big_endian = archive.has(order) && archive.read(order, 64) == "big";
    const Pickle pickle = read_pickle(data);
    if (!is_script) return make_file(pickle, storages, budget);
    try {
        ForeignFile file = make_file(pickle, storages, budget);
        const auto code_of = [&](const std::string& path) {
            const std::string name = *folder + "code/" + path;
            if (!archive.has(name)) return std::string();
            std::string code = archive.read(name, budget.left());
            budget.spend(code.size());
            return code;
        };
        auto& root = std::get<Weights>(file.content).root;
        if (root) explain_script(*root, code_of);
        return file;
    } catch (const Error&) {
        throw Error(texts.script_without_weights);
    }
}

ForeignFile read_legacy(std::string_view bytes) {
    Budget budget(bytes.size());
    const auto next = [&] {
        Pickle pickle = read_pickle(bytes);
        bytes.remove_prefix(pickle.size);
        return pickle;
    };
    next();  // the magic number
    next();  // the protocol's version
    const Pickle system = next();
    const Pickle pickle = next();
    LegacyStorages storages(pickle, bytes);
    if (const Ref* little = system.find(system.root, "little_endian"))
        if (const auto* flag = system.as<bool>(*little)) storages.big_endian = !*flag;
    return make_file(pickle, storages, budget);
}

}  // namespace

bool is_pytorch(std::string_view bytes) {
    if (!Archive::begins_like_one(bytes)) return bytes.size() > kMagicAt && is_legacy(bytes);
    if (!Archive::available()) return false;
    try {
        const Archive archive(bytes);
        return folder_of(archive).has_value() ||
               std::ranges::any_of(archive.names(),
                                   [](const std::string& name) { return name.ends_with("/model.json"); });
    } catch (const Error&) {
        return false;
    }
}

ForeignFile read_pytorch(ForeignBytes file) {
    const std::string bytes = std::move(file.bytes);
    if (Archive::begins_like_one(bytes)) return read_zip(bytes);
    if (bytes.size() > kMagicAt && is_legacy(bytes)) return read_legacy(bytes);
    if (bytes.starts_with("version https://git-lfs")) throw Error(texts.git_lfs);
    if (bytes.size() > kTarHeader && bytes.substr(0, kTarHeader).find(kTarName) != std::string::npos)
        throw Error(texts.tar_format);
    throw Error(texts.not_pytorch);
}

}  // namespace convoscope::models::pytorch
