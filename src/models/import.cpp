#include "models/import.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "models/class_names.h"
#include "models/content_hash.h"
#include "models/texts.h"

namespace convoscope::models {
namespace {

constexpr std::size_t kAlternatives = 5;
constexpr double kReadsWell = 0.9;

/// The best of the attempts that were not chosen.
std::vector<Attempt> alternatives(const TrialResult& tried) {
    std::vector<Attempt> all;
    for (const Attempt& attempt : tried.attempts) {
        const bool is_chosen = attempt.shown == tried.chosen.shown && attempt.network == tried.chosen.network;
        if (!is_chosen && all.size() < kAlternatives && attempt.right > 0) all.push_back(attempt);
    }
    return all;
}

void guess_classes(Imported& imported, nn::Architecture& architecture) {
    const double share = imported.of > 0 ? static_cast<double>(imported.chosen.right) / imported.of : 0;
    const auto seems = seeming_classes(architecture.input.shape, architecture.classes.size(), share);
    if (!seems) return;
    imported.seems = seems->set;
    std::vector<std::string> names = names_of(*seems->set);
    if (seems->is_likely && !names.empty()) architecture.classes = std::move(names);
}

/// The file's names stay where somebody's do not fit: settings may say anything.
/// @param chosen  by somebody
/// @param named   how many the file names
void name_classes(std::vector<std::string> chosen, std::size_t named, Imported& imported,
                  nn::Architecture& architecture) {
    const std::size_t outputs = architecture.classes.size();
    imported.classes_known = imported.says_all || named == outputs;
    imported.classes_chosen = chosen.size() == outputs && std::ranges::all_of(chosen, is_class_name);
    if (imported.classes_chosen)
        architecture.classes = std::move(chosen);
    else if (!imported.classes_known)
        guess_classes(imported, architecture);
}

}  // namespace

bool Imported::is_doubtful() const {
    return !says_all && (!chosen.guesses.empty() || of == 0 || chosen.right < kReadsWell * of);
}

struct ImportJob::Parts {
    std::string name;
    std::function<ForeignBytes()> file;
    ImportOptions options;
    std::shared_ptr<ImportProgress> shown;
    std::optional<ForeignBytes> bytes;  ///< until they are read
    std::size_t named = 0;              ///< classes that the file names
    std::vector<std::string> classes;   ///< names that somebody chose
    Imported imported;
    std::unique_ptr<Trial> trial;
};

ImportJob::ImportJob(std::string name, std::function<ForeignBytes()> file, ImportOptions options,
                     std::shared_ptr<ImportProgress> shown)
    : parts_(new Parts{
          std::move(name), std::move(file), std::move(options), std::move(shown), {}, 0, {}, {}, nullptr}) {}

bool ImportJob::step() {
    if (!parts_->bytes) {
        parts_->bytes = parts_->file();
        return true;
    }
    try {
        if (!parts_->trial) {
            read();
            return true;
        }
        const bool more = parts_->trial->step();
        parts_->shown->tried = parts_->trial->tried();
        parts_->shown->planned = parts_->trial->planned();
        return more;
    } catch (const Error& error) {
        throw Error(texts.cannot_read_model, parts_->name, error.message());
    }
}

void ImportJob::read() {
    Imported& imported = parts_->imported;
    imported.content = content_hash(parts_->bytes->bytes);
    ForeignFile file = read_foreign(std::exchange(*parts_->bytes, {}), parts_->options.hdf5);
    imported.format = file.format;
    imported.producer = file.producer;
    imported.skipped = file.skipped;
    if (const auto* weights = std::get_if<Weights>(&file.content))
        imported.tensors = doctor::uses_of(*weights);
    parts_->named = file.classes.size();
    std::optional<Choice> choice;
    if (parts_->options.choice) choice = parts_->options.choice(imported.content);
    if (choice) parts_->classes = choice->classes;
    parts_->trial = std::make_unique<Trial>(std::move(file), parts_->options.exam, parts_->options.time,
                                            std::move(choice));
}

float ImportJob::progress() const {
    const int planned = parts_->shown->planned;
    return planned > 0 ? static_cast<float>(parts_->shown->tried) / static_cast<float>(planned) : 0;
}

Imported ImportJob::result() {
    Imported& imported = parts_->imported;
    try {
        TrialResult tried = parts_->trial->result();
        imported.alternatives = alternatives(tried);
        nn::Model& model = tried.network.model;
        model.name = std::filesystem::path(parts_->name).stem().string();
        imported.input = std::move(tried.network.input);
        imported.output = std::move(tried.network.output);
        imported.origins = std::move(tried.network.origins);
        for (Message& note : tried.network.notes) imported.skipped.push_back(std::move(note));
        imported.chosen = std::move(tried.chosen);
        imported.of = tried.of;
        imported.attempts = std::move(tried.attempts);
        imported.networks = std::move(tried.networks);
        imported.says_all = tried.says_all;
        name_classes(std::move(parts_->classes), parts_->named, imported, model.architecture);
        imported.model = std::make_shared<const nn::Model>(std::move(model));
    } catch (const Error& error) {
        throw Error(texts.cannot_read_model, parts_->name, error.message());
    }
    return std::move(imported);
}

Imported import_model(ForeignBytes file, const ImportOptions& options) {
    const std::string name = file.name;
    const auto bytes = std::make_shared<ForeignBytes>(std::move(file));
    ImportJob job(
        name, [bytes] { return std::move(*bytes); }, options, std::make_shared<ImportProgress>());
    while (job.step()) {
    }
    return job.result();
}

Imported import_file(const std::filesystem::path& path, const ImportOptions& options) {
    return import_model(bytes_of_file(path), options);
}

}  // namespace convoscope::models
