#include "models/open.h"

#include "base/error.h"
#include "base/file.h"
#include "models/model_file.h"
#include "models/safetensors.h"
#include "models/sniff.h"

namespace convoscope::models {
namespace {

/// Whether another program wrote these tensors: what is damaged counts as ours, whose reader says what is
/// wrong.
bool is_foreign(const std::filesystem::path& path) {
    try {
        const auto file = convoscope::open_file(path, kMaximumModelFile);
        return !parse_safetensors(*file).metadata.contains("convoscope");
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

Opened open_file(const std::filesystem::path& path, const std::function<ImportOptions()>& options) {
    const bool tensors = kind_of({"", beginning_of_file(path, 1 << 16), {}}) == FileKind::Safetensors;
    if (tensors && !is_foreign(path)) return {load_model(path), nullptr};
    auto imported = std::make_shared<const Imported>(import_file(path, options()));
    return {imported->model, imported};
}

}  // namespace convoscope::models
