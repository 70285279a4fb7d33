#include <algorithm>
#include <vector>

#include "app/offscreen.h"
#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"
#include "cli/inputs.h"
#include "cli/texts.h"
#include "cli/window_command.h"
#include "studio/saved_view.h"

namespace convoscope::cli {
namespace {

/// What the options say of the view, on top of a saved one.
void apply(const RenderOptions& options, studio::SavedView& saved) {
    scene::ViewState& view = saved.view;
    if (options.preset) {
        view.preset = scene::preset_named(*options.preset);
        if (!view.preset) throw Error(texts.cannot_render, *options.preset);
        view.arrangement = scene::arrangement_of(*view.preset);
    }
    if (options.theme)
        saved.settings.theme = *options.theme == "light" ? scene::Theme::Light : scene::Theme::Dark;
    if (options.scale) saved.settings.interface_scale = static_cast<float>(*options.scale);
    saved.settings.language = options.language;
    if (options.panels) saved.settings.panels = *options.panels;
    for (const std::string& address : options.select) {
        view.selection = address;
        if (std::ranges::find(view.pins, address) == view.pins.end()) view.pins.push_back(address);
    }
}

std::optional<canvas::Drawing> drawing_of(const RenderOptions& options, const studio::SavedView& state) {
    if (options.image) return canvas::load_drawing(*options.image);
    if (options.strokes) return canvas::load_drawing(*options.strokes, options.stroke_index);
    return state.drawing;
}

}  // namespace

int run_render(const RenderOptions& options) {
    studio::SavedView saved = options.state ? studio::load_view(*options.state) : studio::SavedView{};
    const nn::ModelPtr model = open_model(options.model);
    apply(options, saved);
    const auto drawing = drawing_of(options, saved);
    if (!saved.view.selection.empty()) check_address(*model, saved.view.selection);

    app::Offscreen offscreen(model, saved.settings, options.width, options.height);
    studio::Studio& studio = offscreen.app().studio();
    studio.view() = saved.view;
    // The first frames let the interface find its sizes; then the drawing arrives.
    offscreen.draw(0);
    studio.preprocessing = options.preprocessing;
    if (drawing) studio.canvas.replace(*drawing);
    for (const studio::Call& call : studio::parse_script(options.script)) studio.run(call.id, call.argument);
    if (options.time) {
        offscreen.draw(0);  // the drawing's first frame
        offscreen.draw(*options.time);
    } else {
        studio.settle();
        offscreen.draw(0);
        offscreen.draw(0);
    }
    const gl::Pixels pixels = offscreen.read_pixels();
    write_file(options.output, canvas::encode_png(pixels.rgba, pixels.width, pixels.height, 4));
    return 0;
}

}  // namespace convoscope::cli
