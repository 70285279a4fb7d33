#include "models/open.h"

#include <utility>

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

OpenJob::OpenJob(std::filesystem::path path, std::function<ImportOptions()> options)
    : path_(std::move(path)), options_(std::move(options)), shown_(std::make_shared<ImportProgress>()) {}

bool OpenJob::step() {
    if (import_) return import_->step();
    const bool tensors = kind_of({"", beginning_of_file(path_, 1 << 16), {}}) == FileKind::Safetensors;
    if (tensors && !is_foreign(path_)) {
        own_ = load_model(path_);
        return false;
    }
    import_.emplace(
        path_.filename().string(), [path = path_] { return bytes_of_file(path); }, options_(), shown_);
    return true;
}

float OpenJob::progress() const { return import_ ? import_->progress() : 0; }

Opened OpenJob::result() {
    if (own_) return {own_, nullptr};
    const auto imported = std::make_shared<const Imported>(import_->result());
    return {imported->model, imported};
}

Opened open_file(const std::filesystem::path& path, const std::function<ImportOptions()>& options) {
    OpenJob job(path, options);
    while (job.step()) {
    }
    return job.result();
}

}  // namespace convoscope::models
