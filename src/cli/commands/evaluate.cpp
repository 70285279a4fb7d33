#include "cli/commands/evaluate.h"

#include "studio/exhibit.h"
#include "train/evaluate.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/number.h"
#include "cli/commands/import.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "data/idx.h"
#include "data/known_sets.h"
#include "data/stroke_set.h"
#include "platform/desktop/assets.h"

namespace convoscope::cli {

namespace {

/// What is to be read, and where it comes from.
struct NamedPart {
    Message name;
    train::Part part;
};

/// Which of `total` pictures: first and count.
/// @throws Error when there are none
std::pair<std::size_t, std::size_t> chosen(const Message& name, std::size_t total,
                                           const EvaluateOptions& options) {
    if (total == 0) throw Error(texts.no_pictures, name);
    check_first(name, total, options.first);
    const std::size_t count = std::min(total - options.first, options.count.value_or(total));
    if (count == 0) throw Error(texts.count_is_zero);
    return {options.first, count};
}

/// Rasterises no more than was asked for.
NamedPart load_drawings(const EvaluateOptions& options, const nn::InputSpec& input) {
    const Message name = Message::verbatim(options.strokes->string());
    const std::vector<canvas::Drawing> drawings = data::load_labelled_drawings(*options.strokes);
    const auto [first, count] = chosen(name, drawings.size(), options);
    data::LabelledImages images =
        train::place(std::span(drawings).subspan(first, count), options.placement, options.seed, first,
                     studio::preprocessing_for(input, options.preprocessing));
    return {name, train::whole(std::make_shared<const data::LabelledImages>(std::move(images)))};
}

NamedPart load_part(const EvaluateOptions& options, const nn::Architecture& architecture) {
    if (options.strokes) return load_drawings(options, architecture.input);
    data::NamedSet set;
    if (options.images) {
        set.name = Message::verbatim(options.images->string());
        set.images = std::make_shared<const data::LabelledImages>(
            data::load_idx_images(*options.images, *options.labels));
    } else {
        set = data::labelled_set(options.data, architecture.classes, platform::assets_folder());
    }
    const auto [first, count] = chosen(set.name, set.images->count(), options);
    return {set.name, {set.images, first, count}};
}

Json to_json(const train::Evaluation& evaluation) {
    return {{"count", evaluation.count},
            {"accuracy", evaluation.accuracy()},
            {"confusion", evaluation.confusion},
            {"ece", evaluation.calibration_error()},
            {"seconds", evaluation.seconds}};
}

/// A row a true class, a column a class that was read; how often, and how much of the row is right.
std::string confusion_table(const train::Evaluation& evaluation, const std::vector<std::string>& classes,
                            Language language) {
    Table table(std::string(classes.size() + 1, 'r') + "rr");
    std::vector<std::string> head{texts.true_and_read.in(language)};
    head.insert(head.end(), classes.begin(), classes.end());
    head.insert(head.end(), {" ", texts.right.in(language)});
    table.add(head);
    for (std::size_t truth = 0; truth < classes.size(); ++truth) {
        std::vector<std::string> row{classes[truth]};
        long total = 0;
        for (const long count : evaluation.confusion[truth]) {
            row.push_back(count == 0 ? "." : std::to_string(count));
            total += count;
        }
        const double right = static_cast<double>(evaluation.confusion[truth][truth]);
        row.insert(
            row.end(),
            {"", total == 0
                     ? ""
                     : Message(texts.share, percent(right / static_cast<double>(total))).in(language)});
        table.add(row);
    }
    return table.text();
}

void describe(Syntax& syntax, EvaluateOptions& options) {
    using train::Placement;
    auto* data = syntax.option("--data", options.data, help_texts.evaluate_data, "DIR");
    auto* images =
        syntax.option("--images", options.images, help_texts.evaluate_images, "FILE")->excludes(data);
    auto* labels = syntax.option("--labels", options.labels, help_texts.evaluate_labels, "FILE");
    images->needs(labels);
    labels->needs(images);
    auto* strokes = syntax.option("--strokes", options.strokes, help_texts.evaluate_strokes, "FILE");
    strokes->excludes(data)->excludes(images);
    syntax.option("--placement", options.placement, help_texts.placement, "HOW")
        ->needs(strokes)
        ->transform(CLI::CheckedTransformer(std::map<std::string, Placement>{{"drawn", Placement::AsDrawn},
                                                                             {"large", Placement::Large},
                                                                             {"any", Placement::Anywhere}})
                        .description(""));
    syntax.option("--seed", options.seed, help_texts.placement_seed, "S");
    syntax.without(options.preprocessing)->needs(strokes);
    syntax.option("--first", options.first, help_texts.first, "N");
    syntax.option("--count", options.count, help_texts.count, "N");
    syntax.model(options.model);
    syntax.option("--input", options.input, help_texts.evaluate_input, "JSON");
    syntax.threads(options.threads);
    syntax.json(options.json, help_texts.one_object);
    syntax.footer(
        help_texts.evaluate_footer,
        "  convoscope evaluate --data data/mnist\n"
        "  convoscope evaluate --strokes drawings.jsonl --placement any --model mine.safetensors --json\n"
        "  convoscope evaluate --strokes drawings.jsonl --placement any --without crop,scale,centre");
}

int run(const EvaluateOptions& options, const Speech& speech) {
    nn::ModelPtr model = open_model(options.model);
    if (!options.input.empty()) {
        nn::Model other = *model;
        read_input_json(options.input, other.architecture.input);
        model = std::make_shared<const nn::Model>(std::move(other));
    }
    const NamedPart data = load_part(options, model->architecture);
    Workers workers(options.threads);
    const train::Evaluation evaluation = train::evaluate(*model, data.part, workers);
    if (options.json) {
        std::cout << to_text(to_json(evaluation)) << "\n";
        return 0;
    }
    const auto tell = [&speech](const Message& line) { std::cout << line.in(speech.language) << "\n"; };
    tell({texts.evaluated, model->name, data.name});
    tell({texts.accuracy, grouped(static_cast<long long>(evaluation.count)),
          grouped(static_cast<long long>(evaluation.count - evaluation.correct)),
          percent(evaluation.accuracy(), 2), fixed(evaluation.seconds, 2)});
    tell({texts.calibration, percent(evaluation.calibration_error(), 2)});
    std::cout << "\n" << confusion_table(evaluation, model->architecture.classes, speech.language);
    return 0;
}

}  // namespace

Command evaluate_command() {
    return command<EvaluateOptions>({"evaluate", help_texts.ask, help_texts.evaluate,
                                     "[--data DIR | --images F --labels F | --strokes F] [options]", describe,
                                     run});
}

}  // namespace convoscope::cli
