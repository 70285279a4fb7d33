#include "cli/window_command.h"

#include "app/autosave.h"
#include "app/window_loop.h"
#include "base/job.h"
#include "canvas/files.h"
#include "cli/inputs.h"

namespace convoscope::cli {

int run_window(const WindowOptions& options) {
    const nn::ModelPtr model = open_model(options.model);
    std::optional<canvas::Drawing> drawing;
    if (options.input) drawing = canvas::load_drawing(*options.input);

    app::Autosave autosave;
    app::WindowLoop loop(model, {}, allowed_threads(), &autosave);
    std::optional<canvas::Drawing> left;
    if (options.fresh) {
        autosave.start_fresh(loop.app());
    } else {
        autosave.load_settings(loop.app());
        left = autosave.load_drawing();
    }
    if (options.language) loop.app().studio().settings.language = options.language;
    // A drawing given on the command line lies over the one that was left: undo brings that back.
    canvas::Canvas& canvas = loop.app().studio().canvas;
    for (std::optional<canvas::Drawing>* next : {&left, &drawing})
        if (*next && !(*next)->blank()) canvas.replace(*std::move(*next));
    loop.run();
    return 0;
}

}  // namespace convoscope::cli
