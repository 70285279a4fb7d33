#include "features/explain/data_set.h"

#include <utility>

#include "base/error.h"

namespace convoscope::explain_shown {

LoadSetJob::LoadSetJob(std::optional<std::filesystem::path> named, std::vector<std::string> classes,
                       std::filesystem::path assets)
    : named_(std::move(named)), classes_(std::move(classes)), assets_(std::move(assets)) {}

bool LoadSetJob::step() {
    set_ = data::labelled_set(named_, classes_, assets_);
    return false;
}

const DataSet& follow_data_set(studio::Studio& studio) {
    DataSet& own = studio.parts.of<DataSet>();
    const nn::Architecture& architecture = studio.exhibit().architecture();
    const std::string& named = studio.parts.of<Settings>().data;
    try {
        if (auto set = own.pending.take()) {
            const train::Part part = train::whole(set->images);
            train::check_fits(part, architecture);
            own.set = std::move(*set);
            studio.touch();
        }
    } catch (const Error& error) {
        own.why_not = error.message();
        studio.touch();
    }
    if (own.revision > 0 && own.classes == architecture.classes && own.named == named) return own;
    own.set.reset();
    own.why_not = {};
    own.classes = architecture.classes;
    own.named = named;
    ++own.revision;
    own.pending = studio.runner().start(
        LoadSetJob(named.empty() ? std::nullopt : std::optional<std::filesystem::path>(named), own.classes,
                   studio.assets()));
    return own;
}

const DataSet& data_set(const studio::Studio& studio) { return studio.parts.of<DataSet>(); }

}  // namespace convoscope::explain_shown
