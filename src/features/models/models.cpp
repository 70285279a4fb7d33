#include "features/models/models.h"

#include "base/error.h"
#include "features/models/texts.h"
#include "models/bundled.h"
#include "models/model_file.h"

namespace convoscope::models_shown {
namespace {

namespace fs = std::filesystem;
using studio::Command;
using studio::Group;
using studio::Studio;

constexpr double kProgressEvery = 0.1;  ///< seconds

/// One that was shown before is the same object, so that nothing is loaded twice and its view comes back.
nn::ModelPtr shown_before(const State& state, const std::string& name) {
    for (const Before& one : state.shown)
        if (one.model->name == name) return one.model;
    return nullptr;
}

void back(Studio& studio, const std::string&) {
    show_model(studio, studio.parts.of<State>().shown.back().model);
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
    State& state = studio.parts.of<State>();
    state.opening = {};  // who asks for another no longer wants that one, nor who asks for the present one
    if (model == studio.exhibit().model().name) return;
    if (const nn::ModelPtr known = shown_before(state, model))
        show_model(studio, known);
    else if (models::is_bundled(studio.assets(), model))
        show_model(studio, models::load_model(models::bundled_file(studio.assets(), model)));
    else
        begin_opening(studio, models::find_model(studio.assets(), model).string());
}

namespace {

std::vector<Command> commands() {
    return {{.id = "model.show",
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
                     return studio.parts.of<State>().shown.empty() ? &texts.no_previous : nullptr;
                 }},
            {.id = "model.open",
             .title = texts.key_open_model,
             .group = Group::Model,
             .keys = {{'O', studio::kControl | studio::kShift}},
             .run = ask_for_file},
            {.id = "model.cancel",
             .title = texts.cancel_opening,
             .group = Group::Model,
             .run = [](Studio& studio, const std::string&) { studio.parts.of<State>().opening = {}; },
             .refuses =
                 [](const Studio& studio) {
                     return studio.parts.of<State>().opening.job.active() ? nullptr : &texts.nothing_opens;
                 }},
            {.id = "model.doctor",
             .title = texts.show_doctor,
             .group = Group::Model,
             .run =
                 [](Studio& studio, const std::string&) {
                     doctor_is_open(studio) ? close_doctor(studio) : open_doctor(studio);
                 },
             .refuses =
                 [](const Studio& studio) { return shown_report(studio) ? nullptr : &texts.nothing_guessed; },
             .is_on = doctor_is_open},
            {.id = "model.classes",
             .title = texts.name_classes,
             .group = Group::Model,
             .run = name_classes,
             .argument = Command::Argument::Required,
             .argument_hint = "NAME, NAME ...|SET"}};
}

/// The job's news; the doctor's page closes when something is asked about.
void advance(Studio& studio) {
    try {
        advance_opening(studio);
    } catch (const Error& error) {
        studio.notify(error.message());
    }
    State& state = studio.parts.of<State>();
    if (state.doctor_open && !doctor_is_open(studio)) state.doctor_open = false;
}

}  // namespace

features::Feature feature() {
    return {.id = "models",
            .title = texts.title,
            .texts = all_of(texts),
            .commands = commands(),
            .kept = {studio::kept<Settings>("models")},
            .top = title,
            .page = features::Page{doctor_is_open, draw_doctor},
            .names =
                [](const Studio& studio, const features::Tell& tell) {
                    for (const auto& exhibit : studio.exhibits()) tell(exhibit->model().name, false);
                    for (const std::string& file : studio.parts.of<Settings>().recent) tell(file, false);
                    tell(studio.parts.of<State>().opening.path, false);
                    tell_doctor(studio, tell);
                },
            .menu = draw_menu,
            .menu_group = Group::Model,
            .advance = advance,
            .next_frame = [](const Studio& studio) -> std::optional<double> {
                const State& state = studio.parts.of<State>();
                if (!state.opening.job.active()) return std::nullopt;
                return studio.now() + (state.opening.job.done() ? 0 : kProgressEvery);
            },
            .before_input =
                [](Studio& studio, const features::Pressed& pressed) {
                    const bool lets_go =
                        pressed.command && std::string_view(pressed.command->id) == "unit.let_go";
                    if (lets_go) close_doctor(studio);
                },
            .open =
                [](Studio& studio, const fs::path& path) {
                    if (!is_model(path)) return false;
                    show(studio, path.string());
                    return true;
                },
            .finish = finish_opening};
}

}  // namespace convoscope::models_shown
