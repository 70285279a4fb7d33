#include <algorithm>
#include <vector>

#include "app/assets.h"
#include "app/inputs.h"
#include "app/offscreen.h"
#include "app/state_file.h"
#include "app/window_command.h"
#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"

namespace convoscope::app {
namespace {

/// What the options say of the view, on top of a saved one.
Settings render_settings(const RenderOptions& options, const SavedState& state) {
    Settings settings;
    scene::ViewState& view = settings.view;
    view = state.view;
    if (options.preset) {
        view.preset = scene::preset_named(*options.preset);
        if (!view.preset)
            throw Error("cannot render the view '" + *options.preset +
                        "': choose stage, original, flat, side or answer");
        view.arrangement = scene::arrangement_of(*view.preset);
    }
    if (options.theme) view.theme = *options.theme == "light" ? scene::Theme::Light : scene::Theme::Dark;
    if (options.scale) view.interface_scale = static_cast<float>(*options.scale);
    if (options.panels) view.panels = *options.panels;
    for (const std::string& address : options.select) {
        view.selection = address;
        if (std::ranges::find(view.pins, address) == view.pins.end()) view.pins.push_back(address);
    }
    return settings;
}

std::optional<canvas::Drawing> drawing_of(const RenderOptions& options, const SavedState& state) {
    if (options.image) return canvas::load_drawing(*options.image);
    if (options.strokes) return canvas::load_drawing(*options.strokes, options.stroke_index);
    return state.drawing;
}

}  // namespace

int run_render(const RenderOptions& options) {
    const SavedState state = options.state ? load_state(*options.state) : SavedState{};
    const nn::ModelPtr model = open_model(options.model);
    const Settings settings = render_settings(options, state);
    const auto drawing = drawing_of(options, state);
    if (!settings.view.selection.empty()) check_address(*model, settings.view.selection);

    Offscreen offscreen(model, settings, options.width, options.height);
    // The first frames let the interface find its sizes; then the drawing arrives.
    offscreen.draw(0);
    offscreen.app().session().set_preprocessing(options.preprocessing);
    if (drawing) offscreen.app().session().canvas().replace(*drawing);
    if (options.time) {
        offscreen.draw(0);  // the drawing's first frame
        offscreen.draw(*options.time);
    } else {
        offscreen.app().settle();
        offscreen.draw(0);
        offscreen.draw(0);
    }
    const gl::Pixels pixels = offscreen.read_pixels();
    write_file(options.output, canvas::encode_png(pixels.rgba, pixels.width, pixels.height, 4));
    return 0;
}

}  // namespace convoscope::app
