#include "train/evaluate.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include "app/assets.h"
#include "app/commands/commands.h"
#include "app/inputs.h"
#include "app/json_text.h"
#include "app/table.h"
#include "base/error.h"
#include "data/idx.h"
#include "data/mnist.h"
#include "data/stroke_set.h"

namespace convoscope::app {

namespace {

struct NamedSet {
    std::string name;
    std::shared_ptr<const data::LabelledImages> images;
};

NamedSet load_set(const EvaluateOptions& options, const nn::InputSpec& input) {
    const auto share = [](data::LabelledImages images) {
        return std::make_shared<const data::LabelledImages>(std::move(images));
    };
    if (options.strokes) {
        const auto drawings = data::load_labelled_drawings(*options.strokes);
        return {options.strokes->string(),
                share(train::place(drawings, options.placement, options.seed, 0, preprocessing_for(input)))};
    }
    if (options.images)
        return {options.images->string(), share(data::load_idx_images(*options.images, *options.labels))};
    const std::filesystem::path folder = options.data ? *options.data : default_data_folder();
    return {"the test half of " + folder.string(), share(data::load_mnist_half(folder, "t10k"))};
}

/// @throws Error when there are no pictures in it
train::Part chosen_part(const NamedSet& set, const EvaluateOptions& options) {
    train::Part part = train::whole(set.images);
    if (part.count == 0) throw Error(set.name + ": holds no pictures, nothing to evaluate");
    if (options.first >= part.count)
        throw Error(set.name + ": holds " + std::to_string(part.count) + " pictures, none from --first " +
                    std::to_string(options.first) + " on (they are counted from 0)");
    part.first = options.first;
    part.count = std::min(part.count - part.first, options.count.value_or(part.count));
    if (part.count == 0) throw Error("--count 0: there is nothing to evaluate");
    return part;
}

Json to_json(const train::Evaluation& evaluation) {
    return {{"count", evaluation.count},
            {"accuracy", evaluation.accuracy()},
            {"confusion", evaluation.confusion},
            {"ece", evaluation.calibration_error()},
            {"seconds", evaluation.seconds}};
}

/// A row a true class, a column a class that was read; how often, and how much of the row is right.
std::string confusion_table(const train::Evaluation& evaluation, const std::vector<std::string>& classes) {
    Table table(std::string(classes.size() + 1, 'r') + "rr");
    std::vector<std::string> head{"true \\ read"};
    head.insert(head.end(), classes.begin(), classes.end());
    head.insert(head.end(), {" ", "right"});
    table.add(head);
    for (std::size_t truth = 0; truth < classes.size(); ++truth) {
        std::vector<std::string> row{classes[truth]};
        long total = 0;
        for (const long count : evaluation.confusion[truth]) {
            row.push_back(count == 0 ? "." : std::to_string(count));
            total += count;
        }
        const double right = static_cast<double>(evaluation.confusion[truth][truth]);
        row.insert(row.end(), {"", total == 0 ? "" : percent(right / static_cast<double>(total)) + " %"});
        table.add(row);
    }
    return table.text();
}

}  // namespace

int run_evaluate(const EvaluateOptions& options) {
    const nn::ModelPtr model = open_model(options.model);
    const NamedSet set = load_set(options, model->architecture.input);
    train::Workers workers(options.threads);
    const train::Evaluation evaluation = train::evaluate(*model, chosen_part(set, options), workers);
    if (options.json) {
        std::cout << to_text(to_json(evaluation)) << "\n";
        return 0;
    }
    std::cout << model->name << " on " << set.name << "\n"
              << grouped(static_cast<long long>(evaluation.count)) << " pictures, "
              << grouped(static_cast<long long>(evaluation.count - evaluation.correct))
              << " read wrongly, accuracy " << percent(evaluation.accuracy(), 2) << " %, in "
              << fixed(evaluation.seconds, 2) << " s\n"
              << "its probabilities are " << percent(evaluation.calibration_error(), 2)
              << " % off on the average (expected calibration error, 15 bins)\n\n"
              << confusion_table(evaluation, model->architecture.classes);
    return 0;
}

}  // namespace convoscope::app
