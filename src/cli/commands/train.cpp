#include "cli/commands/train.h"

#include <iostream>
#include <limits>
#include <memory>

#include "base/error.h"
#include "base/message.h"
#include "base/words.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/progress_line.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "data/folders.h"
#include "data/mnist.h"
#include "data/stroke_set.h"
#include "models/model_file.h"
#include "platform/desktop/interrupt.h"
#include "train/recipes.h"

namespace convoscope::cli {

namespace {

namespace fs = std::filesystem;

/// Better now than after an hour of training.
void check_writable(const fs::path& output) {
    const fs::path folder = output.has_parent_path() ? output.parent_path() : ".";
    std::error_code failure;
    if (!fs::is_directory(folder, failure)) throw Error(texts.no_folder, output, folder);
    if (fs::is_directory(output, failure)) throw Error(texts.output_is_folder, output);
}

train::TrainOptions trainer_options(const train::Recipe& recipe, const TrainCommandOptions& options) {
    train::TrainOptions result = recipe.options;
    result.epochs = options.epochs.value_or(result.epochs);
    result.batch = options.batch.value_or(result.batch);
    result.learning_rate = options.learning_rate.value_or(result.learning_rate);
    result.seed = options.seed;
    result.threads = options.threads;
    if (!options.augment) result.augment = train::AugmentOptions::none();
    for (const std::string& teacher : options.teachers) result.teachers.push_back(open_model(teacher));
    return result;
}

fs::path data_folder(const train::Recipe& recipe, const TrainCommandOptions& options) {
    if (options.data) return *options.data;
    return data::default_data_folder(recipe.data == train::Recipe::Data::Fashion ? "fashion-mnist" : "mnist");
}

std::optional<fs::path> stroke_file(const train::Recipe& recipe, const TrainCommandOptions& options) {
    if (recipe.data != train::Recipe::Data::Digits) {
        if (options.strokes) throw Error(texts.no_digits_for, *options.strokes, recipe.name);
        return std::nullopt;
    }
    if (!options.use_strokes) return std::nullopt;
    return options.strokes ? options.strokes : data::default_stroke_file();
}

/// "after 3 epochs: 99.10 % of the 5,000 held-out pictures and 98.20 % of the 1,498 held-out drawings ..."
Message report(const train::Trainer& trainer, const train::Sets& sets) {
    const auto right = [&](std::size_t i) { return percent(trainer.evaluations()[i].accuracy(), 2); };
    const auto count = [&](std::size_t i) {
        return grouped(static_cast<long long>(sets.held_out[i].part.count));
    };
    const Message read = sets.held_out.size() > 1
                             ? Message(texts.both_right, right(0), count(0), right(1), count(1))
                             : Message(texts.pictures_right, right(0), count(0));
    const int epochs = trainer.progress().epoch;
    return {epochs == 1 ? texts.after_epoch : texts.after_epochs, epochs, read};
}

void describe(Syntax& syntax, TrainCommandOptions& options) {
    syntax.option("NAME", options.recipe, {help_texts.train_name, joined(train::recipe_names())})
        ->check(CLI::IsMember(train::recipe_names()));
    syntax.option("--data", options.data, help_texts.train_data, "DIR");
    auto* strokes = syntax.option("--strokes", options.strokes, help_texts.train_strokes, "FILE");
    syntax.flag("--no-strokes", options.use_strokes, help_texts.no_strokes)->excludes(strokes);
    syntax.option("--teacher", options.teachers, help_texts.teacher, "M")->expected(1)->take_all();
    syntax.option("--out", options.output, help_texts.train_output, "FILE");
    syntax.option("--epochs", options.epochs, help_texts.epochs, "N")->check(CLI::Range(1, 100000));
    syntax.option("--seed", options.seed, help_texts.train_seed, "S");
    syntax.option("--batch", options.batch, help_texts.batch, "B")->check(CLI::Range(1, 65536));
    syntax.option("--learning-rate", options.learning_rate, help_texts.learning_rate, "R")
        ->check(CLI::Range(1e-9, 10.0));
    syntax.option("--held-out", options.held_out, help_texts.held_out, "N")
        ->check(CLI::Range(1, std::numeric_limits<int>::max()));
    syntax.flag("--no-augment", options.augment, help_texts.no_augment);
    syntax.threads(options.threads);
    syntax.footer(help_texts.train_footer,
                  "  convoscope train --epochs 3 --out quick.safetensors\n"
                  "  convoscope train mlp --data data/mnist --no-strokes --seed 7 --out mine.safetensors");
}

int run(const TrainCommandOptions& options, const Speech& speech) {
    const train::Recipe recipe = train::find_recipe(options.recipe);
    const fs::path output = options.output.value_or(recipe.name + ".safetensors");
    check_writable(output);
    const train::TrainOptions settings = trainer_options(recipe, options);
    const fs::path folder = data_folder(recipe, options);
    const std::optional<fs::path> strokes = stroke_file(recipe, options);
    train::Sets sets = train::picture_sets(data::load_mnist_half(folder, "train"), options.held_out);
    if (strokes)
        train::add_strokes(sets, data::load_labelled_drawings(*strokes), recipe.stroke_share,
                           options.augment);

    platform::Interrupt interrupt;  // before the trainer's threads begin
    train::Trainer trainer(recipe.architecture, settings, sets.training, sets.held_out);
    {
        ProgressLine line(speech.language);
        while (!trainer.finished()) {
            trainer.step();
            line.show(trainer.progress());
            if (interrupt.requested()) trainer.stop();
        }
    }

    nn::Model model = *trainer.averaged();
    model.name = output.stem().string();
    models::save_model(model, output);
    const auto tell = [&speech](const Message& line) { std::cout << line.in(speech.language) << "\n"; };
    tell({interrupt.requested() ? texts.stopped_wrote : texts.wrote, output});
    tell(report(trainer, sets));
    tell({texts.on_test_half,
          "convoscope evaluate --data " + folder.string() + " --model " + output.string()});
    if (strokes)
        tell({texts.on_unseen_drawings, "convoscope evaluate --strokes " + strokes->string() + " --first " +
                                            std::to_string(sets.first_unseen_drawing) +
                                            " --placement any --model " + output.string()});
    return 0;
}

}  // namespace

Command train_command() {
    return command<TrainCommandOptions>(
        {"train", help_texts.make, help_texts.train, "[NAME] [options]", describe, run});
}

}  // namespace convoscope::cli
