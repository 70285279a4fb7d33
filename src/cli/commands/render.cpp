#include "cli/commands/render.h"

#include <algorithm>
#include <vector>

#include "app/offscreen.h"
#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/syntax.h"
#include "cli/texts.h"
#include "gl/load.h"
#include "studio/saved_view.h"

namespace convoscope::cli {
namespace {

/// By when everything that moves has come to rest, seconds.
constexpr double kAtRest = 60;

/// Text keeps its share of a picture of the usual size; in a smaller one it stays readable.
float scale_of_size(const RenderOptions& options) {
    const RenderOptions usual;
    return std::max(1.0f, std::min(static_cast<float>(options.width) / static_cast<float>(usual.width),
                                   static_cast<float>(options.height) / static_cast<float>(usual.height)));
}

/// The picture is that of a window on a monitor of this density: a saved view's own scale is on top of it.
float density_of(const RenderOptions& options) {
    return options.scale ? static_cast<float>(*options.scale) : scale_of_size(options);
}

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
    if (options.scale) saved.settings.interface_scale = 1;
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

void describe(Syntax& syntax, RenderOptions& options) {
    syntax.option("OUT.png", options.output, help_texts.render_output)->required();
    syntax.size(options.width, options.height, help_texts.size);
    auto* image = syntax.option("--image", options.image, help_texts.image, "FILE");
    const auto read_strokes = [&options](const std::string& words) {
        const DrawingAddress address = parse_drawing_address(words);
        options.strokes = address.file;
        options.stroke_index = address.index.value_or(0);
    };
    syntax.app()
        .add_option_function<std::string>("--strokes", read_strokes, syntax.in(help_texts.render_strokes))
        ->option_text("FILE[#N]")
        ->excludes(image);
    syntax.option("--select", options.select, help_texts.select, "ADDRESS")->expected(1)->take_all();
    const auto show = [&options](bool panels) { return [&options, panels] { options.panels = panels; }; };
    auto* panels = syntax.app().add_flag_callback("--panels", show(true), syntax.in(help_texts.panels));
    syntax.app()
        .add_flag_callback("--no-panels", show(false), syntax.in(help_texts.no_panels))
        ->excludes(panels);
    syntax.option("--state", options.state, help_texts.state, "FILE");
    syntax.option("--time", options.time, help_texts.time, "SECONDS");
    syntax.option("--theme", options.theme, help_texts.theme, "THEME")
        ->check(CLI::IsMember({"dark", "light"}));
    syntax.option("--scale", options.scale, help_texts.scale, "S")->check(CLI::Range(0.25, 8.0));
    syntax.option("--preset", options.preset, help_texts.preset, "NAME")
        ->check(CLI::IsMember({"stage", "original", "flat", "side", "answer"}));
    syntax.option("--do", options.script, help_texts.script, "SCRIPT");
    syntax.flag("--gles", options.embedded, help_texts.gles);
    syntax.without(options.preprocessing);
    syntax.model(options.model);
    syntax.footer(
        {},
        "  convoscope render seven.png --image my-seven.jpg\n"
        "  convoscope render wall.png --size 3840x2160 --strokes drawings.jsonl#3 --select conv2/9/3/4\n"
        "  convoscope render flat.png --do \"view.flat; unit.pin conv1/0/3/4\"");
}

int run(const RenderOptions& options, const Speech& speech) {
    studio::SavedView saved = options.state ? studio::load_view(*options.state) : studio::SavedView{};
    const nn::ModelPtr model = open_model(options.model);
    apply(options, saved);
    saved.settings.language = speech.language;
    const auto drawing = drawing_of(options, saved);
    if (!saved.view.selection.empty()) check_address(*model, saved.view.selection);

    app::Offscreen offscreen(model, saved.settings, options.width, options.height, 0,
                             options.embedded ? gl::Api::Embedded : gl::Api::Desktop);
    offscreen.set_density(density_of(options));
    studio::Studio& studio = offscreen.app().studio();
    studio.view() = saved.view;
    // The first frames let the interface find its sizes; then the drawing arrives.
    offscreen.draw(0);
    studio.preprocessing = options.preprocessing;
    if (drawing) studio.canvas.replace(*drawing);
    if (options.state) studio::see_features(studio, saved.features, options.state->string());
    run_script(studio, options.script);
    if (options.time) {
        offscreen.draw(0);  // the drawing's first frame
        offscreen.draw(*options.time);
    } else {
        studio.settle();
        studio.finish();
        if (!options.script.empty())
            offscreen.draw(0);  // what commands open makes the scene glide from here on
        const double end = options.script.empty() ? 0 : kAtRest;
        offscreen.draw(end);
        offscreen.draw(end);
        const auto behind = [](const auto& exhibit) { return exhibit->stage.pages().behind(); };
        while (std::ranges::any_of(studio.exhibits(), behind))
            offscreen.draw(end);  // the largest layers come one after the other
    }
    const gl::Pixels pixels = offscreen.read_pixels();
    write_file(options.output, canvas::encode_png(pixels.rgba, pixels.width, pixels.height, 4));
    return 0;
}

}  // namespace

Command render_command() {
    return command<RenderOptions>(
        {"render", help_texts.look, help_texts.render, "OUT.png [options]", describe, run});
}

}  // namespace convoscope::cli
