// `convoscope ledger`: what a unit's value is the sum of.

#include "explain/ledger.h"
#include "explain/class_of.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <optional>

#include "base/error.h"
#include "base/number.h"
#include "cli/commands/explain.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"

namespace convoscope::cli {
namespace {

constexpr std::size_t kLines = 20;  // that are told one by one

struct LedgerOptions {
    std::string input;    ///< a picture, a stroke file that holds one drawing, or FILE#N
    std::string unit;     ///< its address; empty: the winner's logit
    std::string against;  ///< a class's name; empty: none
    int paths = 0;
    std::string model = default_model;
    canvas::PreprocessOptions preprocessing;
    bool json = false;
};

void describe(Syntax& syntax, LedgerOptions& options) {
    syntax.option("INPUT", options.input, help_texts.activations_input)->required();
    syntax.option("--unit", options.unit, help_texts.explain_unit, "ADDRESS");
    syntax.option("--against", options.against, help_texts.ledger_against, "CLASS");
    syntax.option("--paths", options.paths, help_texts.ledger_paths, "N")->check(CLI::Range(0, 10'000));
    syntax.without(options.preprocessing);
    syntax.model(options.model);
    syntax.json(options.json, help_texts.one_object);
    syntax.footer(help_texts.ledger_footer,
                  "  convoscope ledger seven.png\n"
                  "  convoscope ledger drawings.jsonl#3 --against 8 --json\n"
                  "  convoscope ledger seven.png --unit conv2.pre/9/3/4 --paths 10");
}

Json to_json(const nn::Architecture& architecture, const explain::Ledger& ledger,
             const std::vector<explain::Path>& paths, bool with_paths) {
    Json lines = Json::array();
    for (const explain::Contribution& line : ledger.contributions)
        lines.push_back(
            {{"unit", nn::format_address(architecture, line.unit)}, {"value", readable(line.value)}});
    Json json{{"unit", explain::format_target(architecture, ledger.target)},
              {"value", readable(ledger.value)},
              {"mean", readable(ledger.mean)},
              {"bias", readable(ledger.bias)},
              {"contributions", lines}};
    if (!with_paths) return json;
    json["paths"] = Json::array();
    for (const explain::Path& path : paths) {
        Json units = Json::array();
        for (const nn::Unit& unit : path.units) units.push_back(nn::format_address(architecture, unit));
        json["paths"].push_back({{"value", readable(path.value)}, {"units", units}});
    }
    return json;
}

std::string number(float value) { return fixed(static_cast<double>(value), 4); }

/// The largest one by one, the others as one line.
std::string lines_of(const nn::Architecture& architecture, const explain::Ledger& ledger, Language language) {
    std::vector<explain::Contribution> lines = ledger.contributions;
    std::ranges::stable_sort(lines, std::greater(),
                             [](const explain::Contribution& line) { return std::abs(line.value); });
    Table table("lr");
    table.add({texts.ledger_bias.in(language), number(ledger.bias)});
    for (std::size_t i = 0; i < std::min(kLines, lines.size()); ++i)
        table.add({nn::format_address(architecture, lines[i].unit), number(lines[i].value)});
    float rest = 0;
    for (std::size_t i = kLines; i < lines.size(); ++i) rest += lines[i].value;
    if (lines.size() > kLines)
        table.add({Message(texts.ledger_others, lines.size() - kLines).in(language), number(rest)});
    return table.text();
}

void print(const nn::Architecture& architecture, const explain::Ledger& ledger,
           const std::vector<explain::Path>& paths, Language language) {
    const auto line = [language](const Message& message) { std::cout << message.in(language) << "\n"; };
    std::cout << explain::format_target(architecture, ledger.target);
    if (ledger.against) std::cout << " - " << explain::format_target(architecture, {*ledger.against, true});
    std::cout << " = " << number(ledger.value) << "\n";
    if (ledger.mean != 0) line({texts.ledger_mean, number(ledger.mean), number(ledger.value - ledger.mean)});
    std::cout << "\n" << lines_of(architecture, ledger, language);
    if (paths.empty()) return;
    std::cout << "\n";
    line(texts.ledger_paths);
    Table table("rl");
    for (const explain::Path& path : paths) {
        std::string units;
        for (const nn::Unit& one : path.units)
            units += (units.empty() ? "" : " < ") + nn::format_address(architecture, one);
        table.add({number(path.value), units});
    }
    std::cout << table.text();
}

int run(const LedgerOptions& options, const Speech& speech) {
    const nn::ModelPtr model = open_model(options.model);
    std::optional<int> against;
    if (!options.against.empty()) against = explain::class_of(*model, options.against);
    const auto workspace = read_one_input(model, options.input, options.preprocessing);
    const explain::Ledger ledger =
        explain::ledger(*model, *workspace, target_of(*model, *workspace, options.unit), against);
    std::vector<explain::Path> paths;
    if (options.paths > 0) paths = explain::strongest_paths(*model, *workspace, ledger, options.paths);
    if (options.json)
        std::cout << to_text(to_json(model->architecture, ledger, paths, options.paths > 0)) << "\n";
    else
        print(model->architecture, ledger, paths, speech.language);
    return 0;
}

}  // namespace

Command ledger_command() {
    return command<LedgerOptions>({"ledger", help_texts.ask, help_texts.ledger,
                                   "INPUT [--unit ADDRESS] [--against CLASS] [--model M] [--json]", describe,
                                   run});
}

}  // namespace convoscope::cli
