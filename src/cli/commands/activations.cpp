#include "cli/commands/activations.h"

#include "base/error.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/syntax.h"
#include "cli/texts.h"
#include "studio/activations_file.h"
#include "studio/exhibit.h"

namespace convoscope::cli {

namespace {

/// @throws Error when there are several
canvas::Drawing the_drawing(const std::string& input) {
    std::vector<canvas::Drawing> drawings = load_inputs(parse_drawing_address(input));
    if (drawings.size() != 1)
        throw Error(texts.several_drawings, input, drawings.size(), drawings.size() - 1);
    return std::move(drawings.front());
}

void describe(Syntax& syntax, ActivationsOptions& options) {
    syntax.option("INPUT", options.input, help_texts.activations_input)->required();
    syntax.option("--out", options.output, help_texts.activations_output, "F.npz")->required();
    syntax.without(options.preprocessing);
    syntax.model(options.model);
    syntax.footer(help_texts.activations_footer,
                  "  convoscope activations seven.png --out seven.npz\n"
                  "  convoscope activations drawings.jsonl#3 --out three.npz --model mlp");
}

int run(const ActivationsOptions& options, const Speech&) {
    const nn::ModelPtr model = open_model(options.model);
    studio::Exhibit exhibit(model);
    Runner runner(0);
    exhibit.read_to_the_end(canvas::Canvas(the_drawing(options.input)), options.preprocessing, runner);
    if (!exhibit.numbers()) throw Error(texts.blank_drawing, options.input);
    studio::save_activations(*model, *exhibit.numbers(), options.output);
    return 0;
}

}  // namespace

Command activations_command() {
    return command<ActivationsOptions>({"activations", help_texts.look, help_texts.activations,
                                        "INPUT --out F.npz [--without STEP,...] [--model M]", describe, run});
}

}  // namespace convoscope::cli
