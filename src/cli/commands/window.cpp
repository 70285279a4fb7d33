#include "cli/commands/window.h"

#include "app/autosave.h"
#include "app/window_loop.h"
#include "base/job.h"
#include "canvas/files.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/syntax.h"
#include "features/models/models.h"

namespace convoscope::cli {
namespace {

void describe(Syntax& syntax, WindowOptions& options) {
    const auto read = [&options](const std::vector<std::string>& words) { options.input = words.front(); };
    syntax.app().add_option_function<std::vector<std::string>>("INPUT", read,
                                                               syntax.in(help_texts.window_input));
    syntax.model(options.model);
    syntax.flag("--fresh", options.fresh, help_texts.fresh);
    syntax.option("--do", options.script, help_texts.script, "SCRIPT");
    const auto example = [&syntax](const std::string& line, const Text& words) {
        return "  convoscope" + line + std::string(24 - line.size(), ' ') + syntax.in(words);
    };
    syntax.footer(help_texts.tells_more, example("", help_texts.example_window) + "\n" +
                                             example(" seven.png", help_texts.example_open) + "\n" +
                                             example(" classify seven.png", help_texts.example_classify) +
                                             "\n" +
                                             example(" evaluate --data DIR", help_texts.example_evaluate));
}

int run(const WindowOptions& options, const Speech& speech) {
    const models::Opened opened = open_any_model(options.model);
    std::optional<canvas::Drawing> drawing;
    if (options.input) drawing = canvas::load_drawing(*options.input);

    app::Autosave autosave;
    app::WindowLoop loop(opened.model, {}, allowed_threads(), &autosave);
    studio::Studio& studio = loop.app().studio();
    std::optional<canvas::Drawing> left;
    if (options.fresh) {
        autosave.start_fresh(loop.app());
    } else {
        autosave.load_settings(loop.app());
        left = autosave.load_drawing();
    }
    if (speech.asked_for) studio.settings.language = speech.language;
    // A drawing given on the command line lies over the one that was left: undo brings that back.
    for (std::optional<canvas::Drawing>* next : {&left, &drawing})
        if (*next && !(*next)->blank()) studio.canvas.replace(*std::move(*next));
    if (opened.imported) models_shown::note_import(studio, opened.imported, options.model);
    run_script(studio, options.script);
    if (studio.canvas.drawing().blank() && studio.settings.motion && options.script.empty())
        studio.run("help.welcome");
    loop.run();
    return 0;
}

}  // namespace

Command window_command() {
    return command<WindowOptions>({"", help_texts.look, help_texts.program,
                                   "[INPUT] [options]\n       convoscope COMMAND [options]", describe, run});
}

}  // namespace convoscope::cli
