#include "app/syntax.h"

#include <limits>
#include <map>
#include <memory>

#include "app/help.h"
#include "base/words.h"
#include "nn/isa.h"
#include "train/recipes.h"

namespace convoscope::app {

namespace {

CLI::App& add_command(CLI::App& program, const std::string& name, const std::string& group,
                      const std::string& description, const std::string& usage) {
    CLI::App& command = *program.add_subcommand(name, description);
    command.group(group);
    command.formatter(std::make_shared<HelpPage>("convoscope " + name + " " + usage));
    command.set_help_flag("-h,--help", "show this page");
    command.allow_extras();  // we name them ourselves
    return command;
}

void add_model(CLI::App& command, Parsed& parsed) {
    command.add_option("--model", parsed.model, "a bundled model's name, or a file (default: lenet5)")
        ->option_text("M");
}

void add_json(CLI::App& command, Parsed& parsed, const std::string& description) {
    command.add_flag("--json", parsed.json, description);
}

CLI::Option* add_without(CLI::App& command, canvas::PreprocessOptions& preprocessing) {
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
            "leave out steps of the preprocessing: crop, scale, centre")
        ->option_text("STEP,...")
        ->delimiter(',')
        ->check(CLI::IsMember({"crop", "scale", "centre"}));
}

void add_threads(CLI::App& command, int& threads) {
    command.add_option("--threads", threads, "how many threads work (default: one a core)")
        ->option_text("N")
        ->check(CLI::Range(0, 1024));
}

void add_render(CLI::App& program, Parsed& parsed) {
    RenderOptions& options = parsed.render;
    CLI::App& command = add_command(program, "render", "Look",
                                    "draw the same picture to a file, without a window", "OUT.png [options]");
    command.add_option("OUT.png", options.output, "where the picture goes")->required();
    command.add_option("--size", parsed.render_size, "in pixels (default: 1280x720)")->option_text("WxH");
    auto* image = command.add_option("--image", options.image, "a picture of a digit (PNG, JPEG, BMP)");
    image->option_text("FILE");
    command.add_option("--strokes", parsed.render_strokes, "a stroke file; #N: its drawing N, from 0")
        ->option_text("FILE[#N]")
        ->excludes(image);
    command
        .add_option("--select", options.select,
                    "a unit to pin, such as conv2/9/3/4; may be said again:\nthe last one is explained")
        ->option_text("ADDRESS")
        ->expected(1)
        ->take_all();
    auto* panels = command.add_flag("--panels", parsed.panels, "with the panels");
    command.add_flag("--no-panels", parsed.no_panels, "the stage alone")->excludes(panels);
    command.add_option("--state", options.state, "a saved view (JSON)")->option_text("FILE");
    command.add_option("--time", options.time, "where the clock stands")->option_text("SECONDS");
    command.add_option("--theme", options.theme, "dark or light")
        ->option_text("THEME")
        ->check(CLI::IsMember({"dark", "light"}));
    command.add_option("--scale", options.scale, "size of the interface, 1 is normal")
        ->option_text("S")
        ->check(CLI::Range(0.25, 8.0));
    command.add_option("--preset", options.preset, "stage, original, flat, side or answer")
        ->check(CLI::IsMember({"stage", "original", "flat", "side", "answer"}))
        ->option_text("NAME");
    add_without(command, options.preprocessing);
    add_model(command, parsed);
    command.footer(
        "Examples:\n"
        "  convoscope render seven.png --image my-seven.jpg\n"
        "  convoscope render wall.png --size 3840x2160 --strokes drawings.jsonl#3 --select conv2/9/3/4");
}

void add_classify(CLI::App& program, Parsed& parsed) {
    CLI::App& command = add_command(program, "classify", "Ask", "read digits from pictures and stroke files",
                                    "INPUT... [--without STEP,...] [--model M] [--json]");
    command
        .add_option("INPUT", parsed.classify.inputs,
                    "pictures (PNG, JPEG, BMP), stroke files (.jsonl), or\none drawing of a stroke file: "
                    "FILE#N, from 0")
        ->required();
    add_without(command, parsed.classify.preprocessing);
    add_model(command, parsed);
    add_json(command, parsed, "one JSON object a line");
    command.footer(
        "Ink may be dark on light or light on dark. A stroke file may hold many drawings.\n\n"
        "Examples:\n"
        "  convoscope classify seven.png four.jpg\n"
        "  convoscope classify drawings.jsonl --json\n"
        "  convoscope classify small-and-in-a-corner.png --without crop,scale");
}

void add_activations(CLI::App& program, Parsed& parsed) {
    ActivationsOptions& options = parsed.activations;
    CLI::App& command =
        add_command(program, "activations", "Look", "write every unit's value to a file for NumPy",
                    "INPUT --out F.npz [--without STEP,...] [--model M]");
    command
        .add_option("INPUT", options.input,
                    "a picture (PNG, JPEG, BMP), a stroke file (.jsonl) with one\ndrawing, or one drawing of "
                    "a stroke file: FILE#N, from 0")
        ->required();
    command.add_option("--out", options.output, "where they go")->option_text("F.npz")->required();
    add_without(command, options.preprocessing);
    add_model(command, parsed);
    command.footer(
        "numpy.load() opens the file. Each layer's activations lie under its name, its pre-activations "
        "under\n"
        "NAME.pre: the unit conv2/9/3/4 is [\"conv2\"][9, 3, 4].\n\n"
        "Examples:\n"
        "  convoscope activations seven.png --out seven.npz\n"
        "  convoscope activations drawings.jsonl#3 --out three.npz --model mlp");
}

void add_evaluate(CLI::App& program, Parsed& parsed) {
    EvaluateOptions& options = parsed.evaluate;
    CLI::App& command = add_command(program, "evaluate", "Ask", "accuracy and confusion over a labelled set",
                                    "[--data DIR | --images F --labels F | --strokes F] [options]");
    auto* data = command.add_option("--data", options.data,
                                    "MNIST's four files, gzipped or not: its test half is read");
    data->option_text("DIR");
    auto* images =
        command.add_option("--images", options.images, "pictures (IDX)")->option_text("FILE")->excludes(data);
    auto* labels = command.add_option("--labels", options.labels, "their labels (IDX)")->option_text("FILE");
    images->needs(labels);
    labels->needs(images);
    auto* strokes =
        command.add_option("--strokes", options.strokes, "a stroke file whose drawings have labels");
    strokes->option_text("FILE")->excludes(data)->excludes(images);
    command
        .add_option("--placement", options.placement,
                    "where drawings lie on the pad:\n"
                    "drawn: as the file has them (default)\n"
                    "large: 80 % of the pad, in its middle\n"
                    "any: 30 to 85 % of the pad, anywhere")
        ->option_text("HOW")
        ->needs(strokes)
        ->transform(CLI::CheckedTransformer(
                        std::map<std::string, train::Placement>{{"drawn", train::Placement::AsDrawn},
                                                                {"large", train::Placement::Large},
                                                                {"any", train::Placement::Anywhere}})
                        .description(""));
    command.add_option("--seed", options.seed, "of the places anywhere (default: 1)")->option_text("S");
    add_without(command, options.preprocessing)->needs(strokes);
    command.add_option("--first", options.first, "the first to read, from 0 (default: 0)")->option_text("N");
    command.add_option("--count", options.count, "how many to read (default: all)")->option_text("N");
    add_model(command, parsed);
    add_threads(command, options.threads);
    add_json(command, parsed, "one JSON object");
    command.footer(
        "Without data: $CONVOSCOPE_DATA/mnist, else ../shared/data/mnist, else /usr/share/datasets/mnist.\n"
        "IDX pictures go to the network as they are; drawings are cropped, scaled and centred first.\n\n"
        "Examples:\n"
        "  convoscope evaluate --data data/mnist\n"
        "  convoscope evaluate --strokes drawings.jsonl --placement any --model mine.safetensors --json\n"
        "  convoscope evaluate --strokes drawings.jsonl --placement any --without crop,scale,centre");
}

void add_doubt(CLI::App& program, Parsed& parsed) {
    DoubtOptions& options = parsed.doubt;
    CLI::App& command =
        add_command(program, "doubt", "Ask", "how often it is unsure, of digits and of what is none",
                    "[--strokes F] [--model M] [--json]");
    command.add_option("--strokes", options.strokes, "a stroke file with labelled digits")
        ->option_text("FILE");
    command.add_option("--first", options.first, "the first digit to read, from 0 (default: 0)")
        ->option_text("N");
    command
        .add_option("--count", options.count,
                    "how many of each kind to draw that is no digit (default: 2000)")
        ->option_text("N")
        ->check(CLI::Range(1, 1'000'000));
    add_model(command, parsed);
    add_threads(command, options.threads);
    add_json(command, parsed, "one JSON object");
    command.footer(
        "The digits are put anywhere on the pad, 30 to 85 % as large. What is none: scribbles, letters and\n"
        "figures that the program draws itself (other letters and figures than those it is trained with),\n"
        "and the first 40 % of the ink of each digit.\n\n"
        "Examples:\n"
        "  convoscope doubt --strokes drawings.jsonl\n"
        "  convoscope doubt --model mine.safetensors --json");
}

void add_train(CLI::App& program, Parsed& parsed) {
    TrainCommandOptions& options = parsed.train;
    CLI::App& command =
        add_command(program, "train", "Make", "train a model, with progress", "[NAME] [options]");
    command
        .add_option("NAME", options.recipe,
                    "what to train (default: lenet5):\n" + joined(train::recipe_names()))
        ->check(CLI::IsMember(train::recipe_names()));
    command
        .add_option("--data", options.data,
                    "MNIST's files (or Fashion-MNIST's);\nthe training half is read, never the test half")
        ->option_text("DIR");
    auto* strokes = command.add_option("--strokes", options.strokes, "labelled drawings to learn as well");
    strokes->option_text("FILE");
    command.add_flag("--no-strokes", parsed.no_strokes, "learn no drawings")->excludes(strokes);
    command.add_option("--teacher", options.teachers, "a model to learn from as well; may be said again")
        ->option_text("M")
        ->expected(1)
        ->take_all();
    command.add_option("--out", options.output, "where the model goes (default: NAME.safetensors)")
        ->option_text("FILE");
    command.add_option("--epochs", options.epochs, "how often each picture is seen (default: the recipe's)")
        ->option_text("N")
        ->check(CLI::Range(1, 100000));
    command.add_option("--seed", options.seed, "of everything random (default: 1)")->option_text("S");
    command.add_option("--batch", options.batch, "pictures a step (default: the recipe's)")
        ->option_text("B")
        ->check(CLI::Range(1, 65536));
    command.add_option("--learning-rate", options.learning_rate, "at its peak (default: the recipe's)")
        ->option_text("R")
        ->check(CLI::Range(1e-9, 10.0));
    command
        .add_option("--held-out", options.held_out,
                    "pictures to measure and calibrate on, not learned (default: 5000)")
        ->option_text("N")
        ->check(CLI::Range(1, std::numeric_limits<int>::max()));
    command.add_flag("--no-augment", parsed.no_augment, "train on the pictures as they are");
    add_threads(command, options.threads);
    command.footer(
        "Ctrl-C stops; what was learned so far is written. The same seed on the same instruction set gives\n"
        "the same weights, however many threads work. Not said: --data is $CONVOSCOPE_DATA/mnist, else\n"
        "../shared/data/mnist (fashion: fashion-mnist there, or Debian's dataset-fashion-mnist), --strokes\n"
        "is strokes/pen-strokes.jsonl beside it, where there is one. Of the drawings 70 % are learned, the\n"
        "next 10 % are measured and calibrated on, and the rest takes no part.\n\n"
        "Examples:\n"
        "  convoscope train --epochs 3 --out quick.safetensors\n"
        "  convoscope train mlp --data data/mnist --no-strokes --seed 7 --out mine.safetensors");
}

void add_inspect(CLI::App& program, Parsed& parsed) {
    CLI::App& command =
        add_command(program, "inspect", "Ask", "layers, shapes, parameters and weight statistics of a model",
                    "[MODEL] [--json]");
    command.add_option("MODEL", parsed.inspect_model,
                       "a bundled model's name, or a file; none: lists the bundled models");
    add_model(command, parsed);
    add_json(command, parsed, "one JSON object");
    command.footer(
        "Examples:\n"
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
    CLI::App& command = add_command(program, "bench", "Make", "how fast this machine is",
                                    "[forward|layers|train|render|pen|point] [--model M] [--json]");
    command
        .add_option("WHAT", options.which,
                    "forward: one reading, every layer kept\n"
                    "layers: where its time goes, beside the processor's peak\n"
                    "train: pictures a second\n"
                    "render: frames a second, orbiting, panels shown\n"
                    "pen: from a pointer event on the pad to the finished frame\n"
                    "point: from a pointer event on the stage to the finished frame\n"
                    "none: all of them, one after the other")
        ->check(CLI::IsMember({"forward", "layers", "train", "render", "pen", "point"}));
    command
        .add_option(
            "--isa", options.isa,
            "instruction set of forward and layers: " + joined(all_isas()) + " (default: the fastest)")
        ->option_text("NAME")
        ->check(CLI::IsMember(all_isas()));
    command
        .add_option("--select", options.select, "render, pen and point: with this unit pinned and explained")
        ->option_text("ADDRESS");
    command.add_option("--size", parsed.bench_size, "of the frame, in pixels (default: 1280x720)")
        ->option_text("WxH");
    add_threads(command, options.threads);
    add_model(command, parsed);
    add_json(command, parsed, "one JSON object a line");
    command.footer(
        "Examples:\n"
        "  convoscope bench forward\n"
        "  convoscope bench layers --model mlp --isa avx2\n"
        "  convoscope bench render --size 1920x1080 --json\n"
        "  convoscope bench render --select fc1/17");
}

void add_window(CLI::App& program, Parsed& parsed) {
    program.formatter(
        std::make_shared<HelpPage>("convoscope [INPUT] [options]\n       convoscope COMMAND [options]"));
    program.require_subcommand(0, 1);
    program.add_option("INPUT", parsed.words,
                       "a picture or a stroke file to open on the canvas of the window");
    add_model(program, parsed);
    program.add_flag("--fresh", parsed.window.fresh, "start without the last drawing and settings");
    add_json(program, parsed, "JSON on stdout (classify, evaluate, doubt, inspect, bench)");
    program.set_help_flag("-h,--help", "show this page");
    program.set_version_flag("--version", "convoscope " CONVOSCOPE_VERSION, "show the version");
    program.allow_extras();
    program.footer(
        "convoscope COMMAND --help tells more about each.\n\n"
        "Examples:\n"
        "  convoscope                        draw, and watch the network think\n"
        "  convoscope seven.png              open a picture on the canvas\n"
        "  convoscope classify seven.png     read it, without a window\n"
        "  convoscope evaluate --data DIR    how often it reads MNIST's test half rightly");
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

}  // namespace convoscope::app
