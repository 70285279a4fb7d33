#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "data/own_digits.h"
#include "features/models/models.h"
#include "features/models/texts.h"
#include "models/model_file.h"
#include "models/sniff.h"

namespace convoscope::models_shown {
namespace {

namespace fs = std::filesystem;
using studio::Studio;

constexpr std::size_t kMostRecent = 8;
constexpr std::size_t kMostKept = 8;  ///< models that the way back leads to
constexpr std::size_t kBeginning = 1 << 16;
constexpr std::size_t kLargestJson = 1 << 24;  ///< of a file that may be a network's description

void note_recent(Studio& studio, const std::string& file) {
    std::vector<std::string>& recent = studio.parts.of<Settings>().recent;
    std::erase(recent, file);
    recent.insert(recent.begin(), file);
    if (recent.size() > kMostRecent) recent.resize(kMostRecent);
}

/// The way that it was seen when another took its place; a network that was never shown starts with the
/// present view and colours, seen whole, and with nothing selected.
scene::ViewState view_of(const State& state, const nn::Model& model, scene::ViewState present) {
    if (const auto found = state.views.find(&model); found != state.views.end()) return found->second;
    const scene::ViewState fresh;
    if (!present.preset) present.preset = present.home;
    present.selection.clear();
    present.pins.clear();
    present.inspected_layer.clear();
    present.layers.clear();
    present.folded_blocks.reset();
    present.zoom.clear();
    present.sweep = fresh.sweep;
    present.pulse = fresh.pulse;
    return present;
}

/// What it is and how well it reads.
void tell(Studio& studio, const nn::Model& model, const models::Imported& imported) {
    const Message what(texts.imported, model.name, imported.format);
    if (imported.of > 0)
        studio.notify({texts.reads, what, imported.chosen.right, imported.of});
    else if (imported.seems)
        studio.notify({texts.seems, what, imported.seems->title});
    else
        studio.notify({texts.not_tried, what});
}

/// What is asked for on the job's thread. The studio may change meanwhile: it gets copies.
std::function<models::ImportOptions()> options_for(
    const Studio& studio, std::function<std::optional<models::Choice>(std::uint64_t)> choice, bool try_all) {
    return [hdf5 = studio.plain_hdf5(), assets = studio.assets(), choice = std::move(choice), try_all] {
        models::ImportOptions options;
        options.hdf5 = hdf5;
        options.exam = models::exam_of(data::load_own_digits(assets));
        options.choice = choice;
        if (!try_all) options.time = std::chrono::milliseconds(0);
        return options;
    };
}

void start(Studio& studio, const std::string& path, std::function<models::ImportOptions()> options,
           std::shared_ptr<const Report> again) {
    models::OpenJob job(path, std::move(options));
    State& state = studio.parts.of<State>();
    auto progress = job.shown();
    state.opening = {studio.runner().start(std::move(job)), std::move(progress), path, std::move(again)};
}

/// The best attempt of each way and network, those of `more` instead of older ones of the same.
std::vector<models::Attempt> merged(std::vector<models::Attempt> known,
                                    const std::vector<models::Attempt>& more, bool by_network) {
    for (const models::Attempt& one : more) {
        std::erase_if(known, [&](const models::Attempt& other) {
            return other.network == one.network &&
                   (by_network ? one.right >= other.right : other.shown == one.shown);
        });
        const bool is_there = by_network && std::ranges::any_of(known, [&](const models::Attempt& other) {
                                  return other.network == one.network;
                              });
        if (!is_there) known.push_back(one);
    }
    std::ranges::stable_sort(known, std::ranges::greater(), &models::Attempt::right);
    return known;
}

std::shared_ptr<Report> report_on(const std::shared_ptr<const models::Imported>& imported,
                                  const std::string& path, const std::shared_ptr<const Report>& before) {
    auto report = std::make_shared<Report>();
    report->imported = imported;
    report->path = path;
    report->chosen = imported->chosen;
    report->attempts = imported->attempts;
    report->networks = imported->networks;
    report->classes_guessed = !imported->classes_known;
    if (before) {
        report->attempts = merged(before->attempts, imported->attempts, false);
        report->networks = merged(before->networks, imported->networks, true);
        report->corrected = true;
    }
    return report;
}

/// The shown model, tried otherwise, takes its own place.
void replace(Studio& studio, const nn::ModelPtr& model, const std::shared_ptr<const Report>& before,
             const std::shared_ptr<const models::Imported>& imported) {
    State& state = studio.parts.of<State>();
    const nn::ModelPtr old = studio.exhibit().model_pointer();
    const bool names_fit = old->architecture.classes.size() == model->architecture.classes.size();
    const nn::ModelPtr next = names_fit ? with_classes(*model, old->architecture.classes) : model;
    studio.show_model(next);
    const auto report = report_on(imported, before->path, before);
    report->classes_guessed = before->classes_guessed;
    state.reports.erase(old.get());
    state.reports[next.get()] = report;
    remember(studio);
}

/// Names and the like that somebody gave this content earlier.
nn::ModelPtr corrected(const Studio& studio, const models::Opened& opened, Report& report) {
    const Correction* correction = correction_of(studio.parts.of<Settings>(), opened.imported->content);
    if (!correction) return opened.model;
    report.corrected = true;
    if (correction->classes.size() != opened.model->architecture.classes.size()) return opened.model;
    report.classes_guessed =
        report.classes_guessed && correction->classes == opened.model->architecture.classes;
    return with_classes(*opened.model, correction->classes);
}

void take(Studio& studio, const Opening& opening, const models::Opened& opened) {
    State& state = studio.parts.of<State>();
    if (opening.again && opened.imported) {
        replace(studio, opened.model, opening.again, opened.imported);
        tell(studio, *opened.model, *opened.imported);
        return;
    }
    nn::ModelPtr model = opened.model;
    std::shared_ptr<Report> report;
    if (opened.imported) {
        report = report_on(opened.imported, opening.path, nullptr);
        model = corrected(studio, opened, *report);
    }
    show_model(studio, model);
    if (report) {
        const bool opens = opened.imported->is_doubtful() && !report->corrected;
        state.reports[model.get()] = std::move(report);
        tell(studio, *model, *opened.imported);
        if (opens) open_doctor(studio);
    }
    std::error_code ignored;
    note_recent(studio, fs::absolute(opening.path, ignored).string());
}

}  // namespace

void show_model(Studio& studio, const nn::ModelPtr& model) {
    State& state = studio.parts.of<State>();
    const nn::ModelPtr before = studio.exhibit().model_pointer();
    scene::ViewState view = view_of(state, *model, studio.view());
    studio.show_model(model);
    close_doctor(studio);
    state.views[before.get()] = std::exchange(studio.view(), std::move(view));
    std::erase(state.shown, model);
    state.shown.push_back(before);
    if (state.shown.size() > kMostKept) {  // each holds all of its weights
        state.views.erase(state.shown.front().get());
        state.reports.erase(state.shown.front().get());
        state.shown.erase(state.shown.begin());
    }
    studio.notify(
        Message(texts.shown, model->name, model->architecture.nodes.size(), model->parameter_count()));
}

/// What is a model that cannot be opened counts: opening it says why.
bool is_model(const fs::path& path) {
    using models::FileKind;
    const std::string beginning = beginning_of_file(path, kBeginning);
    if (beginning.starts_with("PK")) return true;  // no picture and no drawing is a zip file
    const bool is_json = beginning.find_first_not_of(" \t\r\n\xef\xbb\xbf") == beginning.find('{') &&
                         beginning.find('{') != std::string::npos;
    // What a JSON file is may stand anywhere in it; it is small.
    std::error_code failure;
    const bool whole = is_json && fs::file_size(path, failure) <= kLargestJson && !failure;
    const models::ForeignBytes bytes{
        path.filename().string(), whole ? read_file(path, kLargestJson) : beginning, {}};
    switch (models::kind_of(bytes)) {
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
        case FileKind::GitLfsPointer:
        case FileKind::TensorFlow:
        case FileKind::TensorFlowLite:
        case FileKind::Matlab:
        case FileKind::KerasLayers:
        case FileKind::TorchExport:
        case FileKind::ScikitLearn:
        case FileKind::Pickle:
        case FileKind::OnnxTensor:
        case FileKind::Zip:
        case FileKind::BrokenZip:
        case FileKind::Compressed:
            return true;
        default:
            return path.extension() == ".safetensors";
    }
}

void begin_opening(Studio& studio, const std::string& path) {
    const auto known = [corrections = studio.parts.of<Settings>().corrections](
                           std::uint64_t content) -> std::optional<models::Choice> {
        const Settings settings{{}, corrections};
        const Correction* one = correction_of(settings, content);
        return one ? std::optional(models::Choice{one->network, one->shown}) : std::nullopt;
    };
    start(studio, path, options_for(studio, known, true), nullptr);
}

void try_choice(Studio& studio, const models::Choice& choice) {
    const State& state = studio.parts.of<State>();
    const auto found = state.reports.find(studio.exhibit().model_pointer().get());
    if (found == state.reports.end()) return;
    const auto chosen = [choice](std::uint64_t) { return std::optional(choice); };
    start(studio, found->second->path, options_for(studio, chosen, false), found->second);
}

void advance_opening(Studio& studio) {
    State& state = studio.parts.of<State>();
    if (!state.opening.job.done()) return;
    Opening opening = std::exchange(state.opening, {});
    studio.touch();
    if (const auto opened = opening.job.take()) take(studio, opening, *opened);
}

void finish_opening(Studio& studio) {
    while (studio.parts.of<State>().opening.job.active()) {
        studio.runner().run_for(std::chrono::milliseconds(10));
        if (studio.runner().threads() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        advance_opening(studio);
    }
}

void note_import(Studio& studio, std::shared_ptr<const models::Imported> imported, const std::string& path) {
    State& state = studio.parts.of<State>();
    const nn::ModelPtr model = studio.exhibit().model_pointer();
    state.reports[model.get()] = report_on(imported, path, nullptr);
    if (correction_of(studio.parts.of<Settings>(), imported->content))
        begin_opening(studio, path);  // as it was corrected
    else if (imported->is_doubtful())
        open_doctor(studio);
}

}  // namespace convoscope::models_shown
