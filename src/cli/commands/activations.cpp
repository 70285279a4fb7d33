#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/inputs.h"
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

}  // namespace

int run_activations(const ActivationsOptions& options) {
    const nn::ModelPtr model = open_model(options.model);
    studio::Exhibit exhibit(model);
    Runner runner(0);
    exhibit.read_to_the_end(canvas::Canvas(the_drawing(options.input)), options.preprocessing, runner);
    if (!exhibit.numbers()) throw Error(texts.blank_drawing, options.input);
    studio::save_activations(*model, *exhibit.numbers(), options.output);
    return 0;
}

}  // namespace convoscope::cli
