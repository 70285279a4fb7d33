#include <gtest/gtest.h>

#include <set>
#include <typeinfo>

#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/commands/activations.h"
#include "cli/commands/bench.h"
#include "cli/commands/classify.h"
#include "cli/commands/evaluate.h"
#include "cli/commands/inspect.h"
#include "cli/commands/render.h"
#include "cli/commands/train.h"
#include "cli/commands/window.h"
#include "cli/syntax.h"

namespace convoscope::cli {
namespace {

template <class Options>
Options parse(const std::vector<std::string>& arguments) {
    return std::any_cast<Options>(parse_command_line(arguments).options);
}

TEST(Parse, TheWindowTakesAFileAModelAndFresh) {
    const auto bare = parse<WindowOptions>({});
    EXPECT_FALSE(bare.input);
    EXPECT_EQ(bare.model, "lenet5");
    EXPECT_FALSE(bare.fresh);
    const auto full = parse<WindowOptions>({"seven.png", "--model", "mine.safetensors", "--fresh"});
    EXPECT_EQ(*full.input, "seven.png");
    EXPECT_EQ(full.model, "mine.safetensors");
    EXPECT_TRUE(full.fresh);
}

TEST(Parse, RenderHasEverythingOfTheContract) {
    const auto bare = parse<RenderOptions>({"render", "out.png"});
    EXPECT_EQ(bare.output, "out.png");
    EXPECT_EQ(bare.width, 1280);
    EXPECT_EQ(bare.height, 720);
    EXPECT_FALSE(bare.panels);
    EXPECT_FALSE(bare.image || bare.strokes || bare.state || bare.time || bare.theme || bare.scale ||
                 bare.preset);

    const auto full = parse<RenderOptions>({"render",
                                            "out.png",
                                            "--size",
                                            "800x600",
                                            "--strokes",
                                            "d.jsonl#3",
                                            "--select",
                                            "conv2/9/3/4",
                                            "--no-panels",
                                            "--state",
                                            "s.json",
                                            "--time",
                                            "1.5",
                                            "--theme",
                                            "light",
                                            "--scale",
                                            "2",
                                            "--preset",
                                            "flat",
                                            "--model",
                                            "m",
                                            "--do",
                                            "view.flat; file.quit"});
    EXPECT_EQ(full.script, "view.flat; file.quit");
    EXPECT_EQ(full.width, 800);
    EXPECT_EQ(full.height, 600);
    EXPECT_EQ(*full.strokes, "d.jsonl");
    EXPECT_EQ(full.stroke_index, 3);
    EXPECT_EQ(full.select, std::vector<std::string>{"conv2/9/3/4"});
    EXPECT_EQ(full.panels, false);
    EXPECT_EQ(*full.state, "s.json");
    EXPECT_EQ(*full.time, 1.5);
    EXPECT_EQ(*full.theme, "light");
    EXPECT_EQ(*full.scale, 2.0);
    EXPECT_EQ(*full.preset, "flat");
    EXPECT_EQ(full.model, "m");
    EXPECT_EQ(parse<RenderOptions>({"render", "out.png", "--panels"}).panels, true);
    EXPECT_EQ(*parse<RenderOptions>({"render", "o.png", "--image", "7.png"}).image, "7.png");
}

TEST(Parse, ActivationsHaveOneInputAndOneOutput) {
    const auto bare = parse<ActivationsOptions>({"activations", "d.jsonl#3", "--out", "a.npz"});
    EXPECT_EQ(bare.input, "d.jsonl#3");
    EXPECT_EQ(bare.output, "a.npz");
    EXPECT_EQ(bare.model, "lenet5");
    EXPECT_EQ(bare.preprocessing, canvas::PreprocessOptions{});
    const auto full = parse<ActivationsOptions>(
        {"activations", "7.png", "--out", "a.npz", "--model", "m", "--without", "crop,centre"});
    EXPECT_EQ(full.model, "m");
    EXPECT_FALSE(full.preprocessing.crop || full.preprocessing.centre);
    EXPECT_TRUE(full.preprocessing.scale);
}

TEST(Parse, TheModelMayStandBeforeOrBehindTheCommand) {
    EXPECT_EQ(parse<ClassifyOptions>({"--model", "m", "classify", "a.png"}).model, "m");
    EXPECT_EQ(parse<ClassifyOptions>({"classify", "a.png", "--model=m"}).model, "m");
    EXPECT_TRUE(parse<EvaluateOptions>({"--json", "evaluate"}).json);
    EXPECT_FALSE(parse<InspectOptions>({"inspect"}).model);
    EXPECT_EQ(*parse<InspectOptions>({"inspect", "m"}).model, "m");
    EXPECT_EQ(*parse<InspectOptions>({"inspect", "--model", "m"}).model, "m");
}

TEST(Parse, TrainingOptions) {
    const auto options = parse<TrainCommandOptions>({"train",
                                                     "--data",
                                                     "d",
                                                     "--out",
                                                     "m.safetensors",
                                                     "--epochs",
                                                     "3",
                                                     "--seed",
                                                     "18446744073709551615",
                                                     "--batch",
                                                     "32",
                                                     "--learning-rate",
                                                     "0.01",
                                                     "--threads",
                                                     "2",
                                                     "--no-augment",
                                                     "--no-strokes",
                                                     "mlp",
                                                     "--teacher",
                                                     "a.safetensors",
                                                     "--teacher",
                                                     "b.safetensors"});
    EXPECT_EQ(options.recipe, "mlp");
    EXPECT_EQ(options.teachers, (std::vector<std::string>{"a.safetensors", "b.safetensors"}));
    EXPECT_FALSE(options.use_strokes);
    EXPECT_EQ(*options.data, "d");
    EXPECT_EQ(options.output, "m.safetensors");
    EXPECT_EQ(options.epochs, 3);
    EXPECT_EQ(options.seed, 18446744073709551615u);
    EXPECT_EQ(options.batch, 32);
    EXPECT_EQ(options.learning_rate, 0.01);
    EXPECT_EQ(options.threads, 2);
    EXPECT_FALSE(options.augment);
    EXPECT_EQ(parse<TrainCommandOptions>({"train"}).recipe, "lenet5");
    EXPECT_FALSE(parse<TrainCommandOptions>({"train"}).epochs);
    EXPECT_TRUE(parse<TrainCommandOptions>({"train"}).use_strokes);
}

TEST(Parse, PlacesOfDrawings) {
    const auto options = parse<EvaluateOptions>({"evaluate", "--strokes", "s.jsonl", "--placement", "any",
                                                 "--seed", "4", "--first", "10", "--count", "20"});
    EXPECT_EQ(options.placement, train::Placement::Anywhere);
    EXPECT_EQ(options.seed, 4u);
    EXPECT_EQ(options.first, 10u);
    EXPECT_EQ(options.count, 20u);
}

TEST(Parse, BenchAloneMeansAll) {
    EXPECT_EQ(parse<BenchOptions>({"bench"}).which, "");
    const auto options = parse<BenchOptions>({"bench", "render", "--size", "640x480", "--json"});
    EXPECT_EQ(options.which, "render");
    EXPECT_EQ(options.width, 640);
    EXPECT_TRUE(options.json);
    EXPECT_FALSE(options.still);
    EXPECT_TRUE(parse<BenchOptions>({"bench", "render", "--still"}).still);
    EXPECT_EQ(parse<BenchOptions>({"bench", "layers", "--isa", "avx2"}).isa, "avx2");
}

// What is in the list is what can be run: nothing falls through to another command.
TEST(Parse, EachCommandOfTheListIsTheOneThatRuns) {
    const std::vector<Command> commands = all_commands();
    std::set<std::string> names;
    for (const Command& command : commands) {
        EXPECT_TRUE(names.insert(command.name).second) << command.name << " is there twice";
        CLI::App app;
        Common common;
        Syntax syntax(app, Language::English, common);
        const std::string type = command.describe(syntax)().options.type().name();
        EXPECT_NE(type, typeid(std::string).name());
        std::vector<std::string> line;
        if (!command.name.empty()) line.push_back(command.name);
        if (command.name == "render") line.push_back("o.png");
        if (command.name == "classify") line.push_back("a.png");
        if (command.name == "import") line.push_back("a.onnx");
        if (command.name == "export") line.insert(line.end(), {"lenet5", "a.onnx"});
        if (command.name == "maximize") line.insert(line.end(), {"fc1/3", "--out", "a.png"});
        if (command.name == "sweep") line.insert(line.end(), {"a.png", "--transform", "rotate"});
        if (command.name == "flip") line.insert(line.end(), {"a.png", "--to", "3", "--out", "o.png"});
        if (command.name == "confusion") line.insert(line.end(), {"--out", "o.png"});
        if (command.name == "explain")
            line.insert(line.end(), {"a.png", "--method", "gradient", "--out", "o.png"});
        if (command.name == "ledger") line.push_back("a.png");
        if (command.name == "activations") line.insert(line.end(), {"a.png", "--out", "a.npz"});
        EXPECT_EQ(parse_command_line(line).options.type().name(), type) << command.name;
    }
}

TEST(Parse, WhatACommandDoesNotKnowIsRefusedBeforeItToo) {
    EXPECT_THROW(parse<TrainCommandOptions>({"--model", "m", "train"}), UsageError);
    EXPECT_THROW(parse<RenderOptions>({"--json", "render", "o.png"}), UsageError);
    EXPECT_THROW(parse<WindowOptions>({"--json"}), UsageError);
}

TEST(Parse, TheWindowRunsCommands) {
    EXPECT_EQ(parse<WindowOptions>({"--do", "view.flat"}).script, "view.flat");
}

TEST(Parse, FilesMayBeginWithACommandsName) {
    EXPECT_EQ(*parse<WindowOptions>({"train.png"}).input, "train.png");
    EXPECT_EQ(parse<ClassifyOptions>({"classify", "train"}).inputs.front(), "train");
    EXPECT_EQ(*parse<WindowOptions>({"--", "--odd.png"}).input, "--odd.png");
}

}  // namespace
}  // namespace convoscope::cli
