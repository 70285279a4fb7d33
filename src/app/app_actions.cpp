// What intents do: the half of App that changes state and files.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "app/activations_file.h"
#include "app/app.h"
#include "app/assets.h"
#include "app/state_file.h"
#include "base/error.h"
#include "base/file.h"
#include "base/words.h"
#include "canvas/files.h"
#include "ui/key_bindings.h"
#include "ui/text.h"

namespace convoscope::app {
namespace {

using ui::Action;

constexpr std::array<float, 8> kInterfaceScales{1.0f, 1.25f, 1.5f, 1.75f, 2.0f, 2.5f, 3.0f, 4.0f};
constexpr float kPenStep = 1.15f;

template <typename... Functions>
struct Overload : Functions... {
    using Functions::operator()...;
};
template <typename... Functions>
Overload(Functions...) -> Overload<Functions...>;

/// "~/x" as the shell understands it.
std::filesystem::path expand_home(const std::string& path) {
    const char* home = std::getenv("HOME");
    if (home && path.starts_with("~/")) return std::filesystem::path(home) / path.substr(2);
    return path;
}

/// "drawing.jsonl", or "drawing-2.jsonl" where that is taken, and so on.
std::string free_name(const std::string& stem, const std::string& extension) {
    std::error_code ignored;
    std::string name = stem + extension;
    for (int number = 2; std::filesystem::exists(name, ignored); ++number)
        name = stem + "-" + std::to_string(number) + extension;
    return name;
}

std::string suggested_name(Action what) {
    switch (what) {
        case Action::Save:
            return free_name("drawing", ".jsonl");
        case Action::SavePicture:
            return free_name("drawing", ".png");
        case Action::SaveView:
            return free_name("view", ".json");
        case Action::SaveActivations:
            return free_name("activations", ".npz");
        case Action::PictureOfAnySize:
            return free_name("convoscope", ".png");
        default:
            return {};
    }
}

}  // namespace

void App::apply(const ui::Intents& intents) {
    for (const ui::Intent& intent : intents) {
        dirty_ = true;
        std::visit(
            Overload{
                [&](Action action) { apply(action); },
                [&](const ui::SetPenWidth& set) { settings_.pen_share = set.share; },
                [&](const ui::SetPanelWidth& set) { settings_.panels.width = set.points; },
                [&](const ui::SetPalette& set) { settings_.view.palette = set.palette; },
                [&](const ui::SetInspectorWidth& set) { settings_.panels.inspector_width = set.points; },
                [&](const ui::SelectUnit& chosen) { select(chosen.unit, chosen.add); },
                [&](const ui::Unpin& pin) { unpin(pin.unit); },
                [&](const ui::SetPage& set) { settings_.view.page = set.page; },
                [&](const ui::InspectLayer& layer) { inspect(session_.architecture().find(layer.name)); },
                [&](const ui::SetDisplay& set) { set_display(set.layer, set.display); },
                [&](const ui::SetEdges& set) { settings_.view.edges = set.edges; },
                [&](const ui::SetPace& set) { settings_.view.pace = set.pace; },
                [&](const ui::SetMark& set) { settings_.view.mark = set.mark; },
                [&](const ui::SetFixedScale& set) { settings_.view.fixed = set.range; },
                [&](const ui::OpenFile& file) { open_typed(file.path); },
                [&](const ui::SaveFile& file) { save(file); }},
            intent);
    }
}

void App::apply(Action action) {
    dirty_ = true;
    canvas::Canvas& canvas = session_.canvas();
    switch (action) {
        case Action::Clear:
            canvas.clear();
            break;
        case Action::Undo:
            canvas.undo();
            break;
        case Action::Redo:
            canvas.redo();
            break;
        case Action::Pen:
            eraser_ = false;
            break;
        case Action::Eraser:
            eraser_ = true;
            break;
        case Action::WiderPen:
            settings_.pen_share = std::min(settings_.pen_share * kPenStep, ui::kThickestPen);
            break;
        case Action::NarrowerPen:
            settings_.pen_share = std::max(settings_.pen_share / kPenStep, ui::kThinnestPen);
            break;
        case Action::NextSample:
            next_sample();
            break;
        case Action::ToggleCrop:
        case Action::ToggleScaling:
        case Action::ToggleCentring:
            toggle_step(action);
            break;
        case Action::Open:
        case Action::Save:
        case Action::SavePicture:
        case Action::SaveView:
        case Action::SaveNumbers:
        case Action::SaveActivations:
        case Action::PictureOfAnySize:
            open_dialog(action);
            break;
        case Action::Screenshot:
            request_screenshot();
            break;
        case Action::ToggleHelp:
            help_ = !help_;
            break;
        case Action::LetGo:
            let_go();
            break;
        case Action::Quit:
            quit_ = true;
            break;
        default:
            apply_view(action);
            break;
    }
}

void App::apply_view(Action action) {
    scene::ViewState& view = settings_.view;
    switch (action) {
        case Action::ResetView:
            set_view(view.preset.value_or(view.home));
            break;
        case Action::ViewStage:
            set_view(scene::Preset::Stage);
            break;
        case Action::ViewOriginal:
            set_view(scene::Preset::Original);
            break;
        case Action::ViewFlat:
            set_view(scene::Preset::Flat);
            break;
        case Action::ViewSide:
            set_view(scene::Preset::Side);
            break;
        case Action::ViewAnswer:
            set_view(scene::Preset::Answer);
            break;
        case Action::NextPalette:
            view.palette =
                static_cast<scene::Palette>((static_cast<int>(view.palette) + 1) % scene::kPaletteCount);
            break;
        case Action::NextScale:
            view.scale = static_cast<scene::Scale>((static_cast<int>(view.scale) + 1) % scene::kScaleCount);
            break;
        case Action::ToggleTheme:
            view.theme = view.theme == scene::Theme::Dark ? scene::Theme::Light : scene::Theme::Dark;
            break;
        case Action::LargerInterface: {
            const auto* larger = std::upper_bound(kInterfaceScales.begin(), kInterfaceScales.end(),
                                                  view.interface_scale + 0.01f);
            // What would be larger than the window has room for is the last step.
            const bool capped = look_.scale < surface_.density * view.interface_scale;
            view.interface_scale =
                capped || larger == kInterfaceScales.end() ? kInterfaceScales.front() : *larger;
            break;
        }
        case Action::TogglePanels:
            if (view.motion) stage_.glide_from_here(now_);
            view.panels = !view.panels;
            if (!view.panels) notify(ui::filled(ui::Text::PanelsHidden, ui::key_of(action)));
            break;
        case Action::ToggleMotion:
            view.motion = !view.motion;
            notify(ui::text(view.motion ? ui::Text::MotionOn : ui::Text::MotionOff));
            break;
        default:
            apply_ask(action);
            break;
    }
}

void App::set_view(scene::Preset preset) {
    if (settings_.view.motion) stage_.glide_from_here(now_);
    settings_.view.preset = preset;
    settings_.view.arrangement = scene::arrangement_of(preset);
}

void App::open(const std::filesystem::path& path) {
    try {
        open_or_throw(path);
    } catch (const Error& error) {
        notify(error.what());
    }
    dirty_ = true;
}

void App::open_typed(const std::string& typed) {
    try {
        open_or_throw(expand_home(typed));
        dialog_.reset();
    } catch (const Error& error) {
        if (dialog_) dialog_->complaint = error.what();
    }
}

void App::open_or_throw(const std::filesystem::path& path) {
    if (path.extension() == ".json") {  // what was seen
        SavedState state = load_state(path);
        if (settings_.view.motion) stage_.glide_from_here(now_);
        settings_.view = state.view;
        playing_ = pulsing_ = false;
        if (state.drawing) session_.canvas().replace(*std::move(state.drawing));
        if (!state.model.empty() && state.model != session_.model().name)
            notify(ui::filled(ui::Text::StateOfAnotherModel, state.model));
        return;
    }
    if (path.extension() != ".jsonl") {
        session_.canvas().replace(canvas::load_drawing(path));
        return;
    }
    auto drawings = canvas::load_drawings(path);
    if (drawings.empty()) throw Error("cannot open '" + path.string() + "': it holds no drawing");
    if (drawings.size() > 1) notify(ui::filled(ui::Text::OneOfMany, std::to_string(drawings.size())));
    session_.canvas().replace(std::move(drawings.front()));
}

void App::open_dialog(Action what) {
    const bool of_the_drawing =
        what == Action::Save || what == Action::SavePicture || what == Action::SaveActivations;
    const bool nothing_to_save = (of_the_drawing && session_.canvas().drawing().blank()) ||
                                 (what == Action::SaveNumbers && !has_numbers());
    if (nothing_to_save) {
        notify(ui::text(what == Action::SaveNumbers ? ui::Text::NoNumbersToSave : ui::Text::NothingToSave));
        return;
    }
    dialog_ = ui::FileDialog{};
    dialog_->what = what;
    dialog_->path = what == Action::SaveNumbers ? free_name(numbers_name(), ".csv") : suggested_name(what);
    dialog_->width = 2 * surface_.width;
    dialog_->height = 2 * surface_.height;
}

void App::save(const ui::SaveFile& request) {
    const std::filesystem::path path = expand_home(request.path);
    std::error_code ignored;
    if (dialog_ && std::filesystem::exists(path, ignored) && dialog_->replacing != request.path) {
        dialog_->replacing = request.path;
        dialog_->complaint = ui::text(ui::Text::Exists);
        return;
    }
    try {
        write_request(request, path);
        dialog_.reset();
        if (request.what != Action::PictureOfAnySize) notify_saved(path);
    } catch (const Error& error) {
        if (dialog_) dialog_->complaint = error.what();
    }
}

void App::write_request(const ui::SaveFile& request, const std::filesystem::path& path) {
    const canvas::Drawing& drawing = session_.canvas().drawing();
    switch (request.what) {
        case Action::SaveView:
            save_state({settings_.view, session_.model().name,
                        drawing.blank() ? std::nullopt : std::optional(drawing)},
                       path);
            break;
        case Action::SavePicture:
            canvas::save_png(session_.reading().steps.drawn, path);
            break;
        case Action::SaveNumbers:
            write_file(path, numbers_csv());
            break;
        case Action::SaveActivations:
            save_activations(session_.model(), session_.workspace(), path);
            break;
        case Action::PictureOfAnySize:
            picture_ = PictureRequest{path, request.width, request.height};
            break;
        default:
            canvas::save_drawings({&drawing, 1}, path);
            break;
    }
}

void App::notify_saved(const std::filesystem::path& path) {
    std::error_code ignored;
    notify(ui::filled(ui::Text::Saved, std::filesystem::absolute(path, ignored).string()));
}

void App::toggle_step(Action action) {
    canvas::PreprocessOptions taken = session_.preprocessing();
    bool& step = action == Action::ToggleCrop      ? taken.crop
                 : action == Action::ToggleScaling ? taken.scale
                                                   : taken.centre;
    step = !step;
    session_.set_preprocessing(taken);
    uploaded_revision_ = 0;  // the steps' pictures are others, though the drawing is the same
    std::vector<std::string> left_out;
    const auto name = [&left_out](bool is_taken, ui::Text key) {
        if (!is_taken) left_out.emplace_back(ui::text(key));
    };
    name(taken.crop, ui::Text::StepCropped);
    name(taken.scale, ui::Text::StepScaled);
    name(taken.centre, ui::Text::StepCentred);
    if (left_out.empty())
        notice_.clear();
    else
        notify(ui::filled(ui::Text::StepsLeftOut, joined(left_out)));
}

void App::next_sample() {
    try {
        const auto drawings = canvas::load_drawings(assets_folder() / "drawings" / "digits.jsonl");
        sample_ = (sample_ + 1) % static_cast<int>(drawings.size());
        session_.canvas().replace(drawings[sample_]);
    } catch (const Error& error) {
        notify(error.what());
    }
}

void App::request_screenshot() {
    std::error_code ignored;
    int number = 1;
    std::filesystem::path path;
    do path = "convoscope-" + std::to_string(number++) + ".png";
    while (std::filesystem::exists(path, ignored));
    picture_ = PictureRequest{path, 0, 0};
}

}  // namespace convoscope::app
