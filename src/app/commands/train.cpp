#include <iostream>
#include <memory>

#include "app/assets.h"
#include "app/commands/commands.h"
#include "app/interrupt.h"
#include "app/progress_line.h"
#include "app/table.h"
#include "base/error.h"
#include "data/mnist.h"
#include "nn/model_file.h"
#include "train/trainer.h"

namespace convoscope::app {

namespace {

/// Below this probability the verdict is "unsure".
constexpr float kUnsureBelow = 0.6f;

/// Better now than after an hour of training.
void check_writable(const std::filesystem::path& output) {
    const std::filesystem::path folder = output.has_parent_path() ? output.parent_path() : ".";
    std::error_code failure;
    if (!std::filesystem::is_directory(folder, failure))
        throw Error("cannot write " + output.string() + ": there is no folder " + folder.string() +
                    "; make it first");
    if (std::filesystem::is_directory(output, failure))
        throw Error("cannot write " + output.string() + ": it is a folder; name a file");
}

train::TrainOptions trainer_options(const TrainCommandOptions& options) {
    train::TrainOptions result;
    result.epochs = options.epochs;
    result.batch = options.batch;
    result.learning_rate = options.learning_rate;
    result.seed = options.seed;
    result.threads = options.threads;
    if (!options.augment) result.augment = train::AugmentOptions::none();
    return result;
}

}  // namespace

int run_train(const TrainCommandOptions& options) {
    check_writable(options.output);
    const std::filesystem::path folder = options.data ? *options.data : default_data_folder();
    const auto images = std::make_shared<const data::LabelledImages>(data::load_mnist_half(folder, "train"));
    const train::Split split = train::split_tail(images, options.held_out);

    nn::Architecture architecture = nn::lenet5();
    architecture.unsure_below = kUnsureBelow;
    Interrupt interrupt;  // before the trainer's threads begin
    train::Trainer trainer(architecture, trainer_options(options), {{split.training}}, split.held_out);
    {
        ProgressLine line;
        while (!trainer.finished()) {
            trainer.step();
            line.show(trainer.progress());
            if (interrupt.requested()) trainer.stop();
        }
    }

    nn::Model best = *trainer.best();
    best.name = options.output.stem().string();
    nn::save_model(best, options.output);
    const train::Progress progress = trainer.progress();
    std::cout << (interrupt.requested() ? "stopped; " : "") << "wrote " << options.output.string() << "\n"
              << "the best of " << progress.epoch << (progress.epoch == 1 ? " epoch" : " epochs")
              << " is epoch " << progress.best_epoch
              << "'s: " << percent(trainer.best_evaluation().accuracy(), 2) << " % of the "
              << grouped(static_cast<long long>(split.held_out.count)) << " held-out pictures read rightly\n"
              << "on the test half:  convoscope evaluate --data " << folder.string() << " --model "
              << options.output.string() << "\n";
    return 0;
}

}  // namespace convoscope::app
