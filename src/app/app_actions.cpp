// What intents do: the half of App that changes state and files.

#include <algorithm>
#include <array>
#include <cstdlib>

#include "app/app.h"
#include "app/assets.h"
#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"
#include "ui/text.h"

namespace convoscope::app {
namespace {

using ui::Action;

constexpr std::array<float, 5> kInterfaceScales{1.0f, 1.25f, 1.5f, 1.75f, 2.0f};
constexpr float kPenStep = 1.15f;
constexpr float kThinnestPen = 0.03f;  ///< of the canvas's height
constexpr float kThickestPen = 0.25f;

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

const char* suggested_name(Action what) {
    switch (what) {
        case Action::Save:
            return "drawing.jsonl";
        case Action::SavePicture:
            return "drawing.png";
        case Action::SaveView:
            return "view.json";
        default:
            return "";
    }
}

}  // namespace

void App::apply(const ui::Intents& intents) {
    for (const ui::Intent& intent : intents) {
        dirty_ = true;
        std::visit(Overload{[&](Action action) { apply(action); },
                            [&](const ui::SetPenWidth& set) { settings_.pen_width = set.width; },
                            [&](const ui::SetPanelWidth& set) { settings_.panels.width = set.points; },
                            [&](const ui::SetPalette& set) { settings_.view.palette = set.palette; },
                            [&](const ui::OpenFile& file) {
                                dialog_.reset();
                                open(expand_home(file.path));
                            },
                            [&](const ui::SaveFile& file) { save(file); }},
                   intent);
    }
}

void App::apply(Action action) {
    dirty_ = true;
    canvas::Canvas& canvas = session_.canvas();
    const float height = canvas.drawing().height;
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
            settings_.pen_width = std::min(settings_.pen_width * kPenStep, kThickestPen * height);
            break;
        case Action::NarrowerPen:
            settings_.pen_width = std::max(settings_.pen_width / kPenStep, kThinnestPen * height);
            break;
        case Action::NextSample:
            next_sample();
            break;
        case Action::Open:
        case Action::Save:
        case Action::SavePicture:
        case Action::SaveView:
            open_dialog(action);
            break;
        case Action::Screenshot:
            request_screenshot();
            break;
        case Action::ToggleHelp:
            help_ = !help_;
            break;
        case Action::LetGo:
            settings_.view.selection.clear();
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
            set_view(view.preset.value_or(
                view.arrangement == scene::Arrangement::Original ? scene::Preset::Original
                : view.arrangement == scene::Arrangement::Flat   ? scene::Preset::Flat
                                                                 : scene::Preset::Stage));
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
            view.scale = view.scale == scene::Scale::Layer ? scene::Scale::Map : scene::Scale::Layer;
            break;
        case Action::ToggleTheme:
            view.theme = view.theme == scene::Theme::Dark ? scene::Theme::Light : scene::Theme::Dark;
            break;
        case Action::LargerInterface: {
            const auto* larger = std::upper_bound(kInterfaceScales.begin(), kInterfaceScales.end(),
                                                  view.interface_scale + 0.01f);
            view.interface_scale = larger == kInterfaceScales.end() ? kInterfaceScales.front() : *larger;
            break;
        }
        case Action::TogglePanels:
            view.panels = !view.panels;
            break;
        case Action::ToggleMotion:
            view.motion = !view.motion;
            break;
        default:
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
        session_.canvas().replace(canvas::load_drawing(path));
        settings_.pen_width = canvas::default_pen_width(session_.canvas().drawing().height);
    } catch (const Error& error) {
        notify(error.what());
    }
    dirty_ = true;
}

void App::open_dialog(Action what) {
    const bool nothing_to_save =
        (what == Action::Save || what == Action::SavePicture) && session_.canvas().drawing().blank();
    if (nothing_to_save) return;
    dialog_ = ui::FileDialog{what, suggested_name(what), true, {}};
}

void App::save(const ui::SaveFile& request) {
    const std::filesystem::path path = expand_home(request.path);
    try {
        const canvas::Drawing& drawing = session_.canvas().drawing();
        if (request.what == Action::SaveView) {
            scene::ViewState view = settings_.view;
            if (!view.preset) view.camera = stage_.camera();
            write_file(path, scene::to_json(view));
        } else if (request.what == Action::SavePicture) {
            canvas::save_png(session_.reading().steps.drawn, path);
        } else {
            canvas::save_drawings({&drawing, 1}, path);
        }
        dialog_.reset();
        notify_saved(path);
    } catch (const Error& error) {
        if (dialog_) dialog_->complaint = error.what();
    }
}

void App::notify_saved(const std::filesystem::path& path) {
    std::string line = ui::text(ui::Text::Saved);
    line.replace(line.find("%s"), 2, path.string());
    notify(line);
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
    screenshot_ = path;
}

}  // namespace convoscope::app
