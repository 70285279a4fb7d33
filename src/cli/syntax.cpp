#include "cli/syntax.h"

#include <limits>
#include <map>
#include <memory>

#include "base/message.h"
#include "base/words.h"
#include "cli/help.h"
#include "cli/help_texts.h"
#include "nn/isa.h"
#include "train/recipes.h"

namespace convoscope::cli {

namespace {

/// In the language of the help pages.
template <typename... Arguments>
std::string in(const Parsed& parsed, const Text& text, const Arguments&... arguments) {
    return Message(text, arguments...).in(parsed.language);
}

/// @param usage, examples  the same in every language, as they are typed
/// @param footer  what stands above the examples; may be nothing
void add_footer(CLI::App& command, const Parsed& parsed, const std::string& footer,
                const std::string& examples) {
    const std::string before = footer.empty() ? "" : footer + "\n\n";
    command.footer(before + in(parsed, help_texts.examples) + "\n" + examples);
}

CLI::App& add_command(CLI::App& program, const Parsed& parsed, const std::string& name, const Text& group,
                      const Text& description, const std::string& usage) {
    CLI::App& command = *program.add_subcommand(name, in(parsed, description));
    command.group(in(parsed, group));
    command.formatter(std::make_shared<HelpPage>("convoscope " + name + " " + usage, parsed.language));
    command.set_help_flag("-h,--help", in(parsed, help_texts.show_page));
    command.allow_extras();  // we name them ourselves
    return command;
}

void add_model(CLI::App& command, Parsed& parsed) {
    command.add_option("--model", parsed.model, in(parsed, help_texts.model))->option_text("M");
}

void add_json(CLI::App& command, Parsed& parsed, const Text& description) {
    command.add_flag("--json", parsed.json, in(parsed, description));
}

CLI::Option* add_without(CLI::App& command, const Parsed& parsed, canvas::PreprocessOptions& preprocessing) {
    return command
        .add_option_function<std::vector<std::string>>(
            "--without",
            [&preprocessing](const std::vector<std::string>& steps) {
                for (const std::string& step : steps) {
                    if (step == "crop") preprocessing.crop = false;
                    if (step == "scale") preprocessing.scale = false;
                    if (step == "centre") preprocessing.centre = false;
                }
            },
            in(parsed, help_texts.without))
        ->option_text("STEP,...")
        ->delimiter(',')
        ->check(CLI::IsMember({"crop", "scale", "centre"}));
}

void add_threads(CLI::App& command, const Parsed& parsed, int& threads) {
    command.add_option("--threads", threads, in(parsed, help_texts.threads))
        ->option_text("N")
        ->check(CLI::Range(0, 1024));
}

void add_render(CLI::App& program, Parsed& parsed) {
    RenderOptions& options = parsed.render;
    CLI::App& command =
        add_command(program, parsed, "render", help_texts.look, help_texts.render, "OUT.png [options]");
    command.add_option("OUT.png", options.output, in(parsed, help_texts.render_output))->required();
    command.add_option("--size", parsed.render_size, in(parsed, help_texts.size))->option_text("WxH");
    auto* image = command.add_option("--image", options.image, in(parsed, help_texts.image));
    image->option_text("FILE");
    command.add_option("--strokes", parsed.render_strokes, in(parsed, help_texts.render_strokes))
        ->option_text("FILE[#N]")
        ->excludes(image);
    command.add_option("--select", options.select, in(parsed, help_texts.select))
        ->option_text("ADDRESS")
        ->expected(1)
        ->take_all();
    auto* panels = command.add_flag("--panels", parsed.panels, in(parsed, help_texts.panels));
    command.add_flag("--no-panels", parsed.no_panels, in(parsed, help_texts.no_panels))->excludes(panels);
    command.add_option("--state", options.state, in(parsed, help_texts.state))->option_text("FILE");
    command.add_option("--time", options.time, in(parsed, help_texts.time))->option_text("SECONDS");
    command.add_option("--theme", options.theme, in(parsed, help_texts.theme))
        ->option_text("THEME")
        ->check(CLI::IsMember({"dark", "light"}));
    command.add_option("--scale", options.scale, in(parsed, help_texts.scale))
        ->option_text("S")
        ->check(CLI::Range(0.25, 8.0));
    command.add_option("--preset", options.preset, in(parsed, help_texts.preset))
        ->check(CLI::IsMember({"stage", "original", "flat", "side", "answer"}))
        ->option_text("NAME");
    add_without(command, parsed, options.preprocessing);
    add_model(command, parsed);
    add_footer(
        command, parsed, "",
        "  convoscope render seven.png --image my-seven.jpg\n"
        "  convoscope render wall.png --size 3840x2160 --strokes drawings.jsonl#3 --select conv2/9/3/4");
}

void add_classify(CLI::App& program, Parsed& parsed) {
    CLI::App& command = add_command(program, parsed, "classify", help_texts.ask, help_texts.classify,
                                    "INPUT... [--without STEP,...] [--model M] [--json]");
    command.add_option("INPUT", parsed.classify.inputs, in(parsed, help_texts.classify_input))->required();
    add_without(command, parsed, parsed.classify.preprocessing);
    add_model(command, parsed);
    add_json(command, parsed, help_texts.object_a_line);
    add_footer(command, parsed, in(parsed, help_texts.classify_footer),
               "  convoscope classify seven.png four.jpg\n"
               "  convoscope classify drawings.jsonl --json\n"
               "  convoscope classify small-and-in-a-corner.png --without crop,scale");
}

void add_activations(CLI::App& program, Parsed& parsed) {
    ActivationsOptions& options = parsed.activations;
    CLI::App& command = add_command(program, parsed, "activations", help_texts.look, help_texts.activations,
                                    "INPUT --out F.npz [--without STEP,...] [--model M]");
    command.add_option("INPUT", options.input, in(parsed, help_texts.activations_input))->required();
    command.add_option("--out", options.output, in(parsed, help_texts.activations_output))
        ->option_text("F.npz")
        ->required();
    add_without(command, parsed, options.preprocessing);
    add_model(command, parsed);
    add_footer(command, parsed, in(parsed, help_texts.activations_footer),
               "  convoscope activations seven.png --out seven.npz\n"
               "  convoscope activations drawings.jsonl#3 --out three.npz --model mlp");
}

void add_evaluate(CLI::App& program, Parsed& parsed) {
    EvaluateOptions& options = parsed.evaluate;
    CLI::App& command = add_command(program, parsed, "evaluate", help_texts.ask, help_texts.evaluate,
                                    "[--data DIR | --images F --labels F | --strokes F] [options]");
    auto* data = command.add_option("--data", options.data, in(parsed, help_texts.evaluate_data));
    data->option_text("DIR");
    auto* images = command.add_option("--images", options.images, in(parsed, help_texts.evaluate_images))
                       ->option_text("FILE")
                       ->excludes(data);
    auto* labels = command.add_option("--labels", options.labels, in(parsed, help_texts.evaluate_labels))
                       ->option_text("FILE");
    images->needs(labels);
    labels->needs(images);
    auto* strokes = command.add_option("--strokes", options.strokes, in(parsed, help_texts.evaluate_strokes));
    strokes->option_text("FILE")->excludes(data)->excludes(images);
    command.add_option("--placement", options.placement, in(parsed, help_texts.placement))
        ->option_text("HOW")
        ->needs(strokes)
        ->transform(CLI::CheckedTransformer(
                        std::map<std::string, train::Placement>{{"drawn", train::Placement::AsDrawn},
                                                                {"large", train::Placement::Large},
                                                                {"any", train::Placement::Anywhere}})
                        .description(""));
    command.add_option("--seed", options.seed, in(parsed, help_texts.placement_seed))->option_text("S");
    add_without(command, parsed, options.preprocessing)->needs(strokes);
    command.add_option("--first", options.first, in(parsed, help_texts.first))->option_text("N");
    command.add_option("--count", options.count, in(parsed, help_texts.count))->option_text("N");
    add_model(command, parsed);
    add_threads(command, parsed, options.threads);
    add_json(command, parsed, help_texts.one_object);
    add_footer(
        command, parsed, in(parsed, help_texts.evaluate_footer),
        "  convoscope evaluate --data data/mnist\n"
        "  convoscope evaluate --strokes drawings.jsonl --placement any --model mine.safetensors --json\n"
        "  convoscope evaluate --strokes drawings.jsonl --placement any --without crop,scale,centre");
}

void add_doubt(CLI::App& program, Parsed& parsed) {
    DoubtOptions& options = parsed.doubt;
    CLI::App& command = add_command(program, parsed, "doubt", help_texts.ask, help_texts.doubt,
                                    "[--strokes F] [--model M] [--json]");
    command.add_option("--strokes", options.strokes, in(parsed, help_texts.doubt_strokes))
        ->option_text("FILE");
    command.add_option("--first", options.first, in(parsed, help_texts.doubt_first))->option_text("N");
    command.add_option("--count", options.count, in(parsed, help_texts.doubt_count))
        ->option_text("N")
        ->check(CLI::Range(1, 1'000'000));
    add_model(command, parsed);
    add_threads(command, parsed, options.threads);
    add_json(command, parsed, help_texts.one_object);
    add_footer(command, parsed, in(parsed, help_texts.doubt_footer),
               "  convoscope doubt --strokes drawings.jsonl\n"
               "  convoscope doubt --model mine.safetensors --json");
}

void add_train(CLI::App& program, Parsed& parsed) {
    TrainCommandOptions& options = parsed.train;
    CLI::App& command =
        add_command(program, parsed, "train", help_texts.make, help_texts.train, "[NAME] [options]");
    command
        .add_option("NAME", options.recipe, in(parsed, help_texts.train_name, joined(train::recipe_names())))
        ->check(CLI::IsMember(train::recipe_names()));
    command.add_option("--data", options.data, in(parsed, help_texts.train_data))->option_text("DIR");
    auto* strokes = command.add_option("--strokes", options.strokes, in(parsed, help_texts.train_strokes));
    strokes->option_text("FILE");
    command.add_flag("--no-strokes", parsed.no_strokes, in(parsed, help_texts.no_strokes))->excludes(strokes);
    command.add_option("--teacher", options.teachers, in(parsed, help_texts.teacher))
        ->option_text("M")
        ->expected(1)
        ->take_all();
    command.add_option("--out", options.output, in(parsed, help_texts.train_output))->option_text("FILE");
    command.add_option("--epochs", options.epochs, in(parsed, help_texts.epochs))
        ->option_text("N")
        ->check(CLI::Range(1, 100000));
    command.add_option("--seed", options.seed, in(parsed, help_texts.train_seed))->option_text("S");
    command.add_option("--batch", options.batch, in(parsed, help_texts.batch))
        ->option_text("B")
        ->check(CLI::Range(1, 65536));
    command.add_option("--learning-rate", options.learning_rate, in(parsed, help_texts.learning_rate))
        ->option_text("R")
        ->check(CLI::Range(1e-9, 10.0));
    command.add_option("--held-out", options.held_out, in(parsed, help_texts.held_out))
        ->option_text("N")
        ->check(CLI::Range(1, std::numeric_limits<int>::max()));
    command.add_flag("--no-augment", parsed.no_augment, in(parsed, help_texts.no_augment));
    add_threads(command, parsed, options.threads);
    add_footer(command, parsed, in(parsed, help_texts.train_footer),
               "  convoscope train --epochs 3 --out quick.safetensors\n"
               "  convoscope train mlp --data data/mnist --no-strokes --seed 7 --out mine.safetensors");
}

void add_inspect(CLI::App& program, Parsed& parsed) {
    CLI::App& command =
        add_command(program, parsed, "inspect", help_texts.ask, help_texts.inspect, "[MODEL] [--json]");
    command.add_option("MODEL", parsed.inspect_model, in(parsed, help_texts.inspect_model));
    add_model(command, parsed);
    add_json(command, parsed, help_texts.one_object);
    add_footer(command, parsed, "",
               "  convoscope inspect\n"
               "  convoscope inspect lenet5 --json");
}

/// Also those that this processor lacks: asking for them is no wrong usage, but fails.
std::vector<std::string> all_isas() {
    std::vector<std::string> names;
    for (const nn::Isa isa : {nn::Isa::Baseline, nn::Isa::Avx2, nn::Isa::Avx512})
        names.push_back(nn::name_of(isa));
    return names;
}

void add_bench(CLI::App& program, Parsed& parsed) {
    BenchOptions& options = parsed.bench;
    CLI::App& command = add_command(program, parsed, "bench", help_texts.make, help_texts.bench,
                                    "[forward|layers|train|render|pen|point] [--model M] [--json]");
    command.add_option("WHAT", options.which, in(parsed, help_texts.bench_what))
        ->check(CLI::IsMember({"forward", "layers", "train", "render", "pen", "point"}));
    command.add_option("--isa", options.isa, in(parsed, help_texts.isa, joined(all_isas())))
        ->option_text("NAME")
        ->check(CLI::IsMember(all_isas()));
    command.add_option("--select", options.select, in(parsed, help_texts.bench_select))
        ->option_text("ADDRESS");
    command.add_option("--size", parsed.bench_size, in(parsed, help_texts.bench_size))->option_text("WxH");
    add_threads(command, parsed, options.threads);
    add_model(command, parsed);
    add_json(command, parsed, help_texts.object_a_line);
    add_footer(command, parsed, "",
               "  convoscope bench forward\n"
               "  convoscope bench layers --model mlp --isa avx2\n"
               "  convoscope bench render --size 1920x1080 --json\n"
               "  convoscope bench render --select fc1/17");
}

void add_window(CLI::App& program, Parsed& parsed) {
    program.option_defaults()->group(in(parsed, help_texts.options));
    program.formatter(std::make_shared<HelpPage>(
        "convoscope [INPUT] [options]\n       convoscope COMMAND [options]", parsed.language));
    program.require_subcommand(0, 1);
    program.add_option("INPUT", parsed.words, in(parsed, help_texts.window_input));
    add_model(program, parsed);
    // For the page alone: command_line.cpp takes it out of the line wherever it stands.
    program.add_option("--language", parsed.language_words, in(parsed, help_texts.language))
        ->option_text("L");
    program.add_flag("--fresh", parsed.window.fresh, in(parsed, help_texts.fresh));
    add_json(program, parsed, help_texts.window_json);
    program.set_help_flag("-h,--help", in(parsed, help_texts.show_page));
    program.set_version_flag("--version", "convoscope " CONVOSCOPE_VERSION,
                             in(parsed, help_texts.show_version));
    program.allow_extras();
    const auto example = [&parsed](const std::string& line, const Text& words) {
        return line + std::string(36 - line.size(), ' ') + in(parsed, words) + "\n";
    };
    std::string examples = example("  convoscope", help_texts.example_window) +
                           example("  convoscope seven.png", help_texts.example_open) +
                           example("  convoscope classify seven.png", help_texts.example_classify) +
                           example("  convoscope evaluate --data DIR", help_texts.example_evaluate);
    examples.pop_back();
    add_footer(program, parsed, in(parsed, help_texts.tells_more), examples);
}

}  // namespace

void describe_commands(CLI::App& program, Parsed& parsed) {
    add_window(program, parsed);
    add_classify(program, parsed);
    add_evaluate(program, parsed);
    add_doubt(program, parsed);
    add_inspect(program, parsed);
    add_render(program, parsed);
    add_activations(program, parsed);
    add_train(program, parsed);
    add_bench(program, parsed);
}

}  // namespace convoscope::cli
