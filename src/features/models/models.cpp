#include "features/models/models.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "data/own_digits.h"
#include "features/models/texts.h"
#include "models/bundled.h"
#include "models/sniff.h"

namespace convoscope::models_shown {
namespace {

namespace fs = std::filesystem;
using studio::Command;
using studio::Group;
using studio::Studio;

constexpr std::size_t kMostRecent = 8;
constexpr std::size_t kMostKept = 8;  ///< models that the way back leads to

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

void show_model(Studio& studio, const nn::ModelPtr& model) {
    State& state = studio.parts.of<State>();
    const nn::ModelPtr before = studio.exhibit().model_pointer();
    scene::ViewState view = view_of(state, *model, studio.view());
    studio.show_model(model);
    state.views[before.get()] = std::exchange(studio.view(), std::move(view));
    std::erase(state.shown, model);
    state.shown.push_back(before);
    if (state.shown.size() > kMostKept) {  // each holds all of its weights
        state.views.erase(state.shown.front().get());
        state.shown.erase(state.shown.begin());
    }
    studio.notify(
        Message(texts.shown, model->name, model->architecture.nodes.size(), model->parameter_count()));
}

/// What it is and how well it reads.
void tell(Studio& studio, const models::Imported& imported) {
    const Message what(texts.imported, imported.model->name, imported.format);
    studio.notify(imported.of > 0 ? Message(texts.reads, what, imported.chosen.right, imported.of)
                                  : Message(texts.not_tried, what));
}

/// One that was shown before is the same object, so that nothing is loaded twice and its view comes back.
nn::ModelPtr shown_before(const State& state, const std::string& name) {
    for (const nn::ModelPtr& model : state.shown)
        if (model->name == name) return model;
    return nullptr;
}

void back(Studio& studio, const std::string&) {
    State& state = studio.parts.of<State>();
    const nn::ModelPtr before = state.shown.back();
    state.shown.pop_back();
    show_model(studio, before);
}

/// By what it is, and not by its name. What is a model that cannot be opened counts: opening it says why.
bool is_model(const fs::path& path) {
    using models::FileKind;
    const models::FileKind kind = models::kind_of(models::bytes_of_file(path));
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

void ask_for_file(Studio& studio, const std::string&) {
    studio.file_request = studio::FileRequest{
        .title = texts.dialog_open_model,
        .types = {{texts.types_models,
                   {".safetensors", ".keras", ".h5", ".hdf5", ".pth", ".pt", ".onnx", ".npz", ".json"}}},
        .done = [](Studio& then, const fs::path& path, int, int) { show(then, path.string()); }};
}

}  // namespace

void show(Studio& studio, const std::string& model) {
    if (model == studio.exhibit().model().name) return;
    const State& state = studio.parts.of<State>();
    if (const nn::ModelPtr known = shown_before(state, model)) {
        show_model(studio, known);
        return;
    }
    const bool bundled = models::is_bundled(studio.assets(), model);
    const auto options = [&studio] {
        models::ImportOptions all;
        all.hdf5 = studio.plain_hdf5();
        all.exam = models::exam_of(data::load_own_digits(studio.assets()));
        return all;
    };
    const models::Opened opened = models::open_model(studio.assets(), model, options);
    show_model(studio, opened.model);
    if (opened.imported) tell(studio, *opened.imported);
    std::error_code ignored;
    if (!bundled) note_recent(studio, fs::absolute(model, ignored).string());
}

features::Feature feature() {
    return {.id = "models",
            .title = texts.title,
            .texts = all_of(texts),
            .commands = {{.id = "model.show",
                          .title = texts.show_model,
                          .group = Group::Model,
                          .run = show,
                          .argument = Command::Argument::Required,
                          .argument_hint = "NAME|FILE"},
                         {.id = "model.back",
                          .title = texts.previous_model,
                          .group = Group::Model,
                          .run = back,
                          .refuses =
                              [](const Studio& studio) {
                                  return studio.parts.of<State>().shown.empty() ? &texts.no_previous
                                                                                : nullptr;
                              }},
                         {.id = "model.open",
                          .title = texts.key_open_model,
                          .group = Group::Model,
                          .keys = {{'O', studio::kControl | studio::kShift}},
                          .run = ask_for_file}},
            .kept = {studio::kept<Settings>("models")},
            .top = title,
            .names =
                [](const Studio& studio, const features::Tell& tell) {
                    for (const auto& exhibit : studio.exhibits()) tell(exhibit->model().name, false);
                    for (const std::string& file : studio.parts.of<Settings>().recent) tell(file, false);
                },
            .menu = draw_menu,
            .menu_group = Group::Model,
            .open =
                [](Studio& studio, const fs::path& path) {
                    if (!is_model(path)) return false;
                    show(studio, path.string());
                    return true;
                }};
}

}  // namespace convoscope::models_shown
