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

/// A network that was never shown starts with the present view and colours, seen whole, and with nothing
/// selected.
scene::ViewState first_view(scene::ViewState present) {
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

/// What it is and how well it reads, where the file does not say all of that.
void tell(Studio& studio, const nn::Model& model, const models::Imported& imported) {
    const Message what(texts.imported, model.name, imported.format);
    if (imported.of > 0)
        studio.notify({texts.reads, what, imported.chosen.right, imported.of});
    else if (imported.seems)
        studio.notify({texts.seems, what, imported.seems->title});
    else if (!imported.says_all)
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
           bool again) {
    models::OpenJob job(path, std::move(options));
    State& state = studio.parts.of<State>();
    auto progress = job.shown();
    state.opening = {studio.runner().start(std::move(job)), std::move(progress), path, again};
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
                                  const std::string& path, const Report* before) {
    auto report = std::make_shared<Report>();
    auto without_model = std::make_shared<models::Imported>(*imported);
    without_model->model = nullptr;  // under other names of classes it would be held twice
    report->imported = std::move(without_model);
    report->path = path;
    report->chosen = imported->chosen;
    report->attempts = imported->attempts;
    report->networks = imported->networks;
    report->classes_named = imported->classes_chosen;
    report->classes_guessed = !imported->classes_known && !imported->classes_chosen;
    if (before) {
        report->attempts = merged(before->attempts, imported->attempts, false);
        report->networks = merged(before->networks, imported->networks, true);
        report->corrected = true;
    }
    return report;
}

/// The shown model, tried otherwise, takes its own place. It may have been given names meanwhile.
void replace(Studio& studio, const models::Opened& opened, const Report& before) {
    const std::vector<std::string> classes = studio.exhibit().architecture().classes;
    const bool keeps_names =
        before.classes_named && classes.size() == opened.model->architecture.classes.size();
    studio.show_model(keeps_names ? with_classes(opened.model, classes) : opened.model);
    const auto report = report_on(opened.imported, before.path, &before);
    report->classes_named = keeps_names;
    report->classes_guessed = report->classes_guessed && !keeps_names;
    studio.parts.of<State>().report = report;
    remember(studio);
}

/// Whether what somebody chose for this content earlier was taken.
bool is_corrected(const Studio& studio, const models::Imported& imported) {
    const Correction* chosen = correction_of(studio.parts.of<Settings>(), imported.content);
    return chosen && (imported.classes_chosen ||
                      (chosen->network == imported.chosen.network && chosen->shown == imported.chosen.shown));
}

void take(Studio& studio, const Opening& opening, const models::Opened& opened) {
    const Report* present = shown_report(studio);
    if (opening.again && opened.imported && present) {
        replace(studio, opened, *present);
        tell(studio, *opened.model, *opened.imported);
        return;
    }
    std::shared_ptr<Report> report;
    if (opened.imported) {
        report = report_on(opened.imported, opening.path, nullptr);
        report->corrected = is_corrected(studio, *opened.imported);
    }
    show_model(studio, opened.model, report);
    if (report) {
        tell(studio, *opened.model, *opened.imported);
        if (opened.imported->is_doubtful() && !report->corrected) open_doctor(studio);
    }
    std::error_code ignored;
    note_recent(studio, fs::absolute(opening.path, ignored).string());
}

}  // namespace

void show_model(Studio& studio, nn::ModelPtr model, std::shared_ptr<const Report> report) {
    State& state = studio.parts.of<State>();
    Before before{studio.exhibit().model_pointer(), studio.view(), state.report};
    studio.show_model(model);
    close_doctor(studio);
    state.opening = {};
    if (const auto known = std::ranges::find(state.shown, model, &Before::model);
        known != state.shown.end()) {
        studio.view() = std::move(known->view);
        state.report = std::move(known->report);
        state.shown.erase(known);
    } else {
        studio.view() = first_view(before.view);
        state.report = std::move(report);
    }
    state.shown.push_back(std::move(before));
    if (state.shown.size() > kMostKept)
        state.shown.erase(state.shown.begin());  // each holds all of its weights
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
        return one ? std::optional(models::Choice{one->network, one->shown, one->classes}) : std::nullopt;
    };
    start(studio, path, options_for(studio, known, true), false);
}

void try_choice(Studio& studio, models::Choice choice) {
    const Report* report = shown_report(studio);
    if (!report) return;
    if (report->classes_named) choice.classes = studio.exhibit().architecture().classes;
    const auto chosen = [choice](std::uint64_t) { return std::optional(choice); };
    start(studio, report->path, options_for(studio, chosen, false), true);
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
    state.report = report_on(imported, path, nullptr);
    if (correction_of(studio.parts.of<Settings>(), imported->content))
        begin_opening(studio, path);  // as it was corrected
    else if (imported->is_doubtful())
        open_doctor(studio);
}

}  // namespace convoscope::models_shown
