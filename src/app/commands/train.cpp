#include <iostream>
#include <memory>

#include "app/assets.h"
#include "app/commands/commands.h"
#include "app/interrupt.h"
#include "app/progress_line.h"
#include "app/table.h"
#include "base/error.h"
#include "data/mnist.h"
#include "data/stroke_set.h"
#include "nn/model_file.h"
#include "train/recipes.h"

namespace convoscope::app {

namespace {

namespace fs = std::filesystem;

/// Better now than after an hour of training.
void check_writable(const fs::path& output) {
    const fs::path folder = output.has_parent_path() ? output.parent_path() : ".";
    std::error_code failure;
    if (!fs::is_directory(folder, failure))
        throw Error("cannot write " + output.string() + ": there is no folder " + folder.string() +
                    "; make it first");
    if (fs::is_directory(output, failure))
        throw Error("cannot write " + output.string() + ": it is a folder; name a file");
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
    return default_data_folder(recipe.data == train::Recipe::Data::Fashion ? "fashion-mnist" : "mnist");
}

std::optional<fs::path> stroke_file(const train::Recipe& recipe, const TrainCommandOptions& options) {
    if (recipe.data != train::Recipe::Data::Digits) {
        if (options.strokes)
            throw Error("--strokes " + options.strokes->string() + ": drawings of digits do not go with " +
                        recipe.name + "; leave them out");
        return std::nullopt;
    }
    if (!options.use_strokes) return std::nullopt;
    return options.strokes ? options.strokes : default_stroke_file();
}

void report(const train::Trainer& trainer, const train::Sets& sets) {
    const train::Progress progress = trainer.progress();
    std::cout << "after " << progress.epoch << (progress.epoch == 1 ? " epoch: " : " epochs: ");
    for (std::size_t i = 0; i < sets.held_out.size(); ++i)
        std::cout << (i == 0 ? "" : " and ") << percent(trainer.evaluations()[i].accuracy(), 2)
                  << " % of the " << grouped(static_cast<long long>(sets.held_out[i].part.count))
                  << (i == 0 ? " held-out pictures" : " held-out drawings");
    std::cout << " read rightly\n";
}

}  // namespace

int run_train(const TrainCommandOptions& options) {
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

    Interrupt interrupt;  // before the trainer's threads begin
    train::Trainer trainer(recipe.architecture, settings, sets.training, sets.held_out);
    {
        ProgressLine line;
        while (!trainer.finished()) {
            trainer.step();
            line.show(trainer.progress());
            if (interrupt.requested()) trainer.stop();
        }
    }

    nn::Model model = *trainer.averaged();
    model.name = output.stem().string();
    nn::save_model(model, output);
    std::cout << (interrupt.requested() ? "stopped; " : "") << "wrote " << output.string() << "\n";
    report(trainer, sets);
    std::cout << "on the test half:  convoscope evaluate --data " << folder.string() << " --model "
              << output.string() << "\n";
    if (strokes)
        std::cout << "on drawings that took no part:  convoscope evaluate --strokes " << strokes->string()
                  << " --first " << sets.first_unseen_drawing << " --placement any --model "
                  << output.string() << "\n";
    return 0;
}

}  // namespace convoscope::app
