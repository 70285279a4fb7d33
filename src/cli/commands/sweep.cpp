// `convoscope sweep`: one change of the input over its range, and where the answer breaks.

#include "cli/commands/sweep.h"

#include <iostream>

#include "base/number.h"
#include "base/words.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "explain/passes.h"

namespace convoscope::cli {
namespace {

std::vector<std::string> ids() {
    std::vector<std::string> ids;
    for (const explain::Transform& transform : explain::transforms()) ids.emplace_back(transform.id);
    return ids;
}

void describe(Syntax& syntax, SweepOptions& options) {
    syntax.option("INPUT", options.input, help_texts.activations_input)->required();
    syntax
        .option("--transform", options.transform,
                Message(help_texts.sweep_transform, joined_in_lines(ids(), 80)), "T")
        ->required()
        ->check(CLI::IsMember(ids()));
    syntax.option("--from", options.from, help_texts.sweep_from, "A");
    syntax.option("--to", options.to, help_texts.sweep_to, "A");
    syntax.option("--points", options.points, help_texts.sweep_points, "N")
        ->check(CLI::Range(1, explain::kMostSweepPoints));
    syntax.option("--layer", options.others.noisy_layer, help_texts.sweep_layer, "L");
    syntax.option("--seed", options.others.seed, help_texts.sweep_seed, "N");
    syntax.without(options.preprocessing);
    syntax.threads(options.threads);
    syntax.model(options.model);
    syntax.json(options.json, help_texts.one_object);
    syntax.footer(help_texts.sweep_footer,
                  "  convoscope sweep seven.png --transform rotate --from -90 --to 90\n"
                  "  convoscope sweep drawings.jsonl#3 --transform layer_noise --layer conv2 --json");
}

Json to_json(const explain::Sweep& sweep, const nn::Architecture& architecture) {
    Json values = Json::array(), probabilities = Json::array(), flips = Json::array();
    for (std::size_t i = 0; i < sweep.values.size(); ++i) {
        values.push_back(readable(sweep.values[i]));
        Json row = Json::array();
        for (const float probability : sweep.probabilities[i]) row.push_back(readable(probability));
        probabilities.push_back(std::move(row));
    }
    for (const explain::SweepFlip& flip : sweep.flips)
        flips.push_back({{"at", readable(flip.at)},
                         {"from", architecture.classes[flip.from]},
                         {"to", architecture.classes[flip.to]}});
    return {{"transform", sweep.transform},
            {"values", values},
            {"classes", architecture.classes},
            {"probabilities", probabilities},
            {"flips", flips}};
}

std::string amount_text(float amount) { return significant(static_cast<double>(amount), 5); }

void print(const explain::Sweep& sweep, const explain::Transform& transform,
           const nn::Architecture& architecture, Language language) {
    const auto say = [language](const Message& message) { return message.in(language); };
    std::cout << say(Message(texts.sweep_over, transform.title, amount_text(sweep.values.front()),
                             amount_text(sweep.values.back()), explain::words_of(transform.measure),
                             sweep.flips.size()))
              << "\n";
    for (const explain::SweepFlip& flip : sweep.flips)
        std::cout << "  "
                  << say(Message(texts.sweep_flip, amount_text(flip.closer), architecture.classes[flip.from],
                                 architecture.classes[flip.to]))
                  << "\n";
    std::cout << "\n";
    Table table("rlrlr");
    for (std::size_t i = 0; i < sweep.values.size(); ++i) {
        const std::vector<float>& row = sweep.probabilities[i];
        std::vector<std::string> cells{amount_text(sweep.values[i])};
        const std::vector<int> best = ranking(row);
        for (std::size_t k = 0; k < 2 && k < best.size(); ++k) {
            cells.push_back(architecture.classes[best[k]]);
            cells.push_back(say(Message(texts.share, percent(row[best[k]]))));
        }
        table.add(std::move(cells));
    }
    std::cout << table.text();
}

int run(const SweepOptions& options, const Speech& speech) {
    const nn::ModelPtr model = open_model(options.model);
    const explain::Transform& transform = *explain::transform_named(options.transform);
    explain::SweepPlan plan = explain::whole_range(transform, options.others, model->architecture);
    plan.from = options.from.value_or(plan.from);
    plan.to = options.to.value_or(plan.to);
    plan.points = options.points;
    const int threads = options.threads > 0 ? options.threads : allowed_threads();
    const auto numbers = read_one_input(model, options.input, options.preprocessing);
    const auto seen = numbers->activations(0);
    explain::SweepJob job(model, {seen.begin(), seen.end()}, plan, threads);
    while (job.step()) {
    }
    const explain::Sweep sweep = job.result();
    if (options.json)
        std::cout << to_text(to_json(sweep, model->architecture)) << "\n";
    else
        print(sweep, transform, model->architecture, speech.language);
    return 0;
}

}  // namespace

Command sweep_command() {
    return command<SweepOptions>({"sweep", help_texts.ask, help_texts.sweep,
                                  "INPUT --transform T [--from A] [--to A] [--points N] [--model M] [--json]",
                                  describe, run});
}

}  // namespace convoscope::cli
