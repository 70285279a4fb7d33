#include "train/doubt.h"
#include "studio/exhibit.h"

#include <cstddef>
#include <filesystem>
#include <iostream>
#include <optional>
#include <span>
#include <string>

#include "base/error.h"
#include "cli/command.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "data/folders.h"
#include "data/stroke_set.h"
#include "train/strokes.h"
#include "train/texts.h"

namespace convoscope::cli {

namespace {

constexpr double kKept = 0.99;
constexpr std::uint64_t kSeed = 1;

struct DoubtOptions {
    std::string model = default_model;
    std::optional<std::filesystem::path>
        strokes;               ///< labelled digits; not said: found, see default_stroke_file()
    std::size_t first = 0;     ///< the first of them to read, from 0
    std::size_t count = 2000;  ///< scribbles, letters and figures to draw, of each
    int threads = 0;           ///< 0: all cores
    bool json = false;
};

/// How often one set is "unsure": at the model's own threshold, and at the one that keeps 99 % of the digits.
struct Doubt {
    Text name;
    std::size_t count = 0;
    double own = 0;
    double at_kept = 0;
};

std::vector<canvas::Drawing> load_digits(const DoubtOptions& options) {
    const auto file = options.strokes ? options.strokes : data::default_stroke_file();
    if (!file) throw Error(texts.no_digits);
    std::vector<canvas::Drawing> drawings = data::load_labelled_drawings(*file);
    check_first(Message::verbatim(file->string()), drawings.size(), options.first);
    const std::span<const canvas::Drawing> chosen = std::span(drawings).subspan(options.first);
    return train::placed(chosen, train::Placement::Anywhere, kSeed, options.first);
}

Json to_json(float threshold, float keeping, std::span<const Doubt> doubts) {
    Json sets = Json::array();
    for (const Doubt& doubt : doubts)
        sets.push_back({{"name", doubt.name.english},
                        {"count", doubt.count},
                        {"unsure", doubt.own},
                        {"unsure_keeping_99", doubt.at_kept}});
    return {{"threshold", readable(threshold)}, {"threshold_keeping_99", readable(keeping)}, {"sets", sets}};
}

void print(const std::string& model, float threshold, float keeping, std::span<const Doubt> doubts,
           Language language) {
    const auto in = [language](const Message& message) { return message.in(language); };
    Table table("lrrr");
    table.add({"", in(texts.drawings), in({texts.unsure_below, percent(threshold)}),
               in({texts.below, percent(keeping)})});
    for (const Doubt& doubt : doubts)
        table.add({doubt.name.in(language), grouped(static_cast<long long>(doubt.count)),
                   in({texts.share, percent(doubt.own)}), in({texts.share, percent(doubt.at_kept)})});
    std::cout << in({texts.how_often_unsure, model}) << "\n\n" << table.text();
}

void describe(Syntax& syntax, DoubtOptions& options) {
    syntax.option("--strokes", options.strokes, help_texts.doubt_strokes, "FILE");
    syntax.option("--first", options.first, help_texts.doubt_first, "N");
    syntax.option("--count", options.count, help_texts.doubt_count, "N")->check(CLI::Range(1, 1'000'000));
    syntax.model(options.model);
    syntax.threads(options.threads);
    syntax.json(options.json, help_texts.one_object);
    syntax.footer(help_texts.doubt_footer,
                  "  convoscope doubt --strokes drawings.jsonl\n"
                  "  convoscope doubt --model mine.safetensors --json");
}

int run(const DoubtOptions& options, const Speech& speech) {
    const nn::ModelPtr model = open_model(options.model);
    Workers workers(options.threads);
    std::vector<train::DoubtfulSet> sets{{train::texts.digits, load_digits(options)}};
    for (train::DoubtfulSet& set : train::doubtful_sets(options.count, sets[0].drawings, kSeed))
        sets.push_back(std::move(set));

    std::vector<std::vector<float>> sureness;
    for (const train::DoubtfulSet& set : sets)
        sureness.push_back(train::sureness(*model, set.drawings, workers,
                                           studio::preprocessing_for(model->architecture.input)));
    const float own = model->architecture.unsure_below;
    const float keeping = train::threshold_keeping(sureness[0], kKept);
    std::vector<Doubt> doubts;
    for (std::size_t i = 0; i < sets.size(); ++i)
        doubts.push_back({sets[i].name, sets[i].drawings.size(), train::share_below(sureness[i], own),
                          train::share_below(sureness[i], keeping)});
    if (options.json)
        std::cout << to_text(to_json(own, keeping, doubts)) << "\n";
    else
        print(model->name, own, keeping, doubts, speech.language);
    return 0;
}

}  // namespace

Command doubt_command() {
    return command<DoubtOptions>(
        {"doubt", help_texts.ask, help_texts.doubt, "[--strokes F] [--model M] [--json]", describe, run});
}

}  // namespace convoscope::cli
