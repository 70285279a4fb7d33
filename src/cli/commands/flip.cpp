// `convoscope flip`: the few pixels that make the network answer otherwise.

#include "cli/commands/flip.h"

#include <algorithm>
#include <iostream>

#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "canvas/files.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "data/own_digits.h"
#include "explain/class_of.h"
#include "explain/flip.h"
#include "explain/flip_picture.h"
#include "platform/desktop/assets.h"

namespace convoscope::cli {
namespace {

/// About the picture's longer side, pixels.
constexpr int kPictureSide = 640;

void describe(Syntax& syntax, FlipOptions& options) {
    syntax.option("INPUT", options.input, help_texts.activations_input)->required();
    syntax.option("--to", options.to, help_texts.flip_to, "CLASS")->required();
    syntax.option("--out", options.output, help_texts.flip_output, "F.png")->required();
    syntax.without(options.preprocessing);
    syntax.model(options.model);
    syntax.json(options.json, help_texts.one_object);
    syntax.footer(help_texts.flip_footer,
                  "  convoscope flip three.png --to 8 --out marks.png\n"
                  "  convoscope flip drawings.jsonl#3 --to 9 --out marks.png --json");
}

/// The program's own digits. Whatever they are to the network, some may be of the class that is wanted.
explain::FlipExamples examples_for(const nn::Architecture& architecture) {
    return explain::flip_examples(architecture, train::whole(std::make_shared<const data::LabelledImages>(
                                                    data::load_own_digits(platform::assets_folder()))));
}

Json to_json(const explain::InputFlip& flip, const nn::Architecture& architecture) {
    return {{"from", architecture.classes[flip.from]},
            {"to", architecture.classes[flip.to]},
            {"pixels", flip.pixels.size()},
            {"l2", flip.l2},
            {"probability", readable(flip.probability)}};
}

Message words(const explain::InputFlip& flip, const nn::Architecture& architecture) {
    const auto added = std::ranges::count_if(flip.pixels, [](const auto& pixel) { return pixel.ink > 0; });
    return Message(texts.flipped, architecture.classes[flip.from], architecture.classes[flip.to],
                   flip.pixels.size(), added, static_cast<std::ptrdiff_t>(flip.pixels.size()) - added,
                   fixed(flip.l2, 3), percent(flip.probability));
}

int run(const FlipOptions& options, const Speech& speech) {
    const nn::ModelPtr model = open_model(options.model);
    const nn::Architecture& architecture = model->architecture;
    const int to = explain::class_of(*model, options.to);
    const auto numbers = read_one_input(model, options.input, options.preprocessing);
    const auto seen = numbers->activations(0);
    const std::vector<float> input(seen.begin(), seen.end());
    explain::FlipJob job(model, input, {.to = to}, examples_for(architecture));
    while (job.step()) {
    }
    const explain::InputFlip flip = job.result();
    if (!flip.found) throw Error(texts.not_flipped, options.input, architecture.classes[to], flip.steps);
    const explain::MarkedPicture picture =
        explain::marked_picture(architecture.input, input, flip, kPictureSide);
    write_file(options.output, canvas::encode_png(picture.rgb, picture.width, picture.height, 3));
    std::cout << (options.json ? to_text(to_json(flip, architecture))
                               : words(flip, architecture).in(speech.language))
              << "\n";
    return 0;
}

}  // namespace

Command flip_command() {
    return command<FlipOptions>({"flip", help_texts.ask, help_texts.flip,
                                 "INPUT --to CLASS --out F.png [--without STEP,...] [--model M] [--json]",
                                 describe, run});
}

}  // namespace convoscope::cli
