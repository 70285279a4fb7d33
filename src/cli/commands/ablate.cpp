#include "explain/ablation.h"

#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/number.h"
#include "cli/command.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "data/known_sets.h"
#include "explain/silenced_texts.h"
#include "platform/desktop/assets.h"

namespace convoscope::cli {

namespace {

struct AblateOptions {
    std::string model = default_model;
    std::vector<std::string> units;
    std::vector<std::string> maps;  ///< neither: explain::parts_to_try()
    std::optional<std::filesystem::path> data;
    int threads = 0;  ///< 0: all cores
    bool json = false;
};

void describe(Syntax& syntax, AblateOptions& options) {
    syntax.option("--unit", options.units, help_texts.ablate_unit, "ADDRESS");
    syntax.option("--map", options.maps, help_texts.ablate_map, "ADDRESS");
    syntax.option("--data", options.data, help_texts.evaluate_data, "DIR");
    syntax.model(options.model);
    syntax.threads(options.threads);
    syntax.json(options.json, help_texts.one_object);
    syntax.footer(help_texts.ablate_footer,
                  "  convoscope ablate --json\n"
                  "  convoscope ablate --map conv2/9 --map conv1/3 --unit fc1/17 --data data/mnist");
}

std::vector<std::string> parts(const nn::Model& model, const AblateOptions& options) {
    const nn::Architecture& architecture = model.architecture;
    if (options.units.empty() && options.maps.empty()) return explain::parts_to_try(architecture);
    std::vector<std::string> parts;
    for (const std::string& unit : options.units) {
        check_address(model, unit);
        parts.push_back(unit);
    }
    for (const std::string& address : options.maps) {
        const auto map = explain::parse_map(architecture, address);
        if (!map)
            throw Error(explain::silenced_texts.no_map, address, model.name,
                        explain::parts_to_try(architecture).front());
        parts.push_back(explain::format_map(architecture, *map));
    }
    return parts;
}

Json to_json(const explain::Ablation& ablation) {
    Json without = Json::array();
    for (const explain::Without& one : ablation.without)
        without.push_back({{"address", one.address}, {"accuracy", ablation.accuracy(one)}});
    return {{"accuracy", ablation.accuracy()}, {"without", without}};
}

std::string table(const explain::Ablation& ablation, Language language) {
    Table table("lrrr");
    table.add({texts.without.in(language), texts.right.in(language), texts.ablate_less.in(language),
               texts.ablate_changed.in(language)});
    for (const explain::Without& one : ablation.without) {
        const auto share = [&](double value) { return Message(texts.share, percent(value, 2)).in(language); };
        const double less = 100 * (ablation.accuracy(one) - ablation.accuracy());
        table.add({one.address, share(ablation.accuracy(one)), (less > 0 ? "+" : "") + fixed(less, 2),
                   grouped(one.changed)});
    }
    return table.text();
}

int run(const AblateOptions& options, const Speech& speech) {
    const nn::ModelPtr model = open_model(options.model);
    const data::NamedSet set =
        data::labelled_set(options.data, model->architecture.classes, platform::assets_folder());
    const int threads = options.threads == 0 ? allowed_threads() : options.threads;
    explain::AblationJob job(explain::Silencer(model), train::whole(set.images), parts(*model, options),
                             threads);
    while (job.step()) {
    }
    const explain::Ablation ablation = job.result();
    if (options.json) {
        std::cout << to_text(to_json(ablation)) << "\n";
        return 0;
    }
    const auto in = [&](const Message& message) { return message.in(speech.language); };
    std::cout << in({texts.ablated, model->name, set.words(), percent(ablation.accuracy(), 2)}) << "\n\n"
              << table(ablation, speech.language);
    return 0;
}

}  // namespace

Command ablate_command() {
    return command<AblateOptions>({"ablate", help_texts.ask, help_texts.ablate,
                                   "[--unit ADDRESS ...] [--map ADDRESS ...] [--data DIR] [options]",
                                   describe, run});
}

}  // namespace convoscope::cli
