// `convoscope maximize`: an input that excites a unit.

#include "cli/commands/maximize.h"

#include <cstdio>

#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "canvas/files.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/syntax.h"
#include "cli/texts.h"
#include "data/npz.h"
#include "explain/input_picture.h"

namespace convoscope::cli {
namespace {

constexpr int kDecimals = 4;

void describe(Syntax& syntax, MaximizeOptions& options) {
    syntax.option("ADDRESS", options.address, help_texts.maximize_address)->required();
    syntax.option("--out", options.output, help_texts.maximize_output, "F.{png,npy}")->required();
    syntax.flag("--map", options.whole_map, help_texts.maximize_map);
    syntax.option("--seed", options.climb.seed, help_texts.maximize_seed, "N");
    syntax.option("--starts", options.climb.starts, help_texts.maximize_starts, "N")
        ->check(CLI::Range(1, 1000));
    syntax.option("--steps", options.climb.steps, help_texts.maximize_steps, "N")
        ->check(CLI::Range(1, 100'000));
    syntax.model(options.model);
    syntax.footer(help_texts.maximize_footer,
                  "  convoscope maximize output.pre/3 --out three.png\n"
                  "  convoscope maximize conv2/9 --map --out stripes.npy --seed 7");
}

/// By the file's ending.
/// @throws Error when it is neither
bool is_array(const std::filesystem::path& path) {
    const std::string ending = path.extension().string();
    if (ending != ".png" && ending != ".npy") throw Error(texts.picture_or_array, path);
    return ending == ".npy";
}

void write_picture(const std::filesystem::path& path, const explain::InputPicture& picture) {
    write_file(path, canvas::encode_png(picture.pixels, picture.width, picture.height, picture.channels));
}

int run(const MaximizeOptions& options, const Speech& speech) {
    const bool array = is_array(options.output);  // before a long ascent
    const nn::ModelPtr model = open_model(options.model);
    const nn::InputSpec& input = model->architecture.input;
    explain::MaximiseJob job(model, explain::aim_at(*model, options.address, options.whole_map),
                             options.climb);
    while (job.step()) {
    }
    const explain::MaximiseJob::Result result = job.result();
    const explain::Climb& best = result.climbs.front();
    if (array)
        data::write_npy(options.output,
                        {{}, {result.shape.channels, result.shape.height, result.shape.width}, best.picture});
    else
        write_picture(options.output, explain::picture_of(input, best.picture, input.shape));
    const std::string reached = fixed(static_cast<double>(best.value), kDecimals);
    const std::string from = fixed(static_cast<double>(best.values.front()), kDecimals);
    const Text& words = options.climb.starts == 1 ? texts.maximized_once : texts.maximized;
    const Message line = options.climb.starts == 1
                             ? Message(words, options.address, reached, from)
                             : Message(words, options.address, reached, from, options.climb.starts);
    std::printf("%s\n", line.in(speech.language).c_str());
    return 0;
}

}  // namespace

Command maximize_command() {
    return command<MaximizeOptions>(
        {"maximize", help_texts.look, help_texts.maximize,
         "ADDRESS --out F.{png,npy} [--map] [--seed N] [--starts N] [--steps N] [--model M]", describe, run});
}

}  // namespace convoscope::cli
