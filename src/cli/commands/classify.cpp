#include "cli/commands/classify.h"

#include <algorithm>
#include <iostream>

#include "base/error.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/report.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "studio/exhibit.h"

namespace convoscope::cli {

namespace {

constexpr std::size_t kNamedInJson = 10;

/// Most probable first; none over a blank drawing.
std::vector<int> named_classes(const studio::Reading& reading) {
    return reading.verdict.kind == nn::VerdictKind::Blank ? std::vector<int>{}
                                                          : ranking(reading.probabilities);
}

Json to_json(const std::string& input, std::size_t index, const canvas::Drawing& drawing,
             const nn::Architecture& architecture, const studio::Reading& reading) {
    Json top = Json::array();
    for (const int k : named_classes(reading)) {
        if (top.size() == kNamedInJson) break;
        top.push_back(
            {{"class", architecture.classes[k]}, {"probability", readable(reading.probabilities[k])}});
    }
    return {{"input", input},
            {"index", index},
            {"label", drawing.label ? Json(*drawing.label) : Json(nullptr)},
            {"verdict", verdict_text(architecture, reading.verdict)},
            {"top", top}};
}

/// "seven.png  7  99.3 %  (then 1  0.4 %)"; an unsure one names its two best in the brackets.
std::vector<std::string> to_row(const std::string& name, const nn::Architecture& architecture,
                                const studio::Reading& reading, Language language) {
    const auto share = [language](float probability) {
        return Message(texts.share, percent(probability)).in(language);
    };
    const auto named = [&](int k) {
        return architecture.classes[k] + "  " + share(reading.probabilities[k]);
    };
    const std::vector<int> best = named_classes(reading);
    std::vector<std::string> row{name, verdict_words(architecture, reading.verdict).in(language)};
    if (best.empty()) return row;
    const Message second = best.size() > 1 ? Message(texts.then_second, named(best[1])) : Message();
    if (reading.verdict.kind == nn::VerdictKind::Unsure) {
        row.insert(row.end(), {"", Message(texts.two_in_brackets, named(best[0]), second).in(language)});
    } else {
        row.insert(row.end(),
                   {share(reading.verdict.probability), Message(texts.in_brackets, second).in(language)});
    }
    return row;
}

void describe(Syntax& syntax, ClassifyOptions& options) {
    syntax.option("INPUT", options.inputs, help_texts.classify_input)->required();
    syntax.without(options.preprocessing);
    syntax.model(options.model);
    syntax.json(options.json, help_texts.object_a_line);
    syntax.footer(help_texts.classify_footer,
                  "  convoscope classify seven.png four.jpg\n"
                  "  convoscope classify drawings.jsonl --json\n"
                  "  convoscope classify small-and-in-a-corner.png --without crop,scale");
}

int run(const ClassifyOptions& options, const Speech& speech) {
    const nn::ModelPtr model = open_model(options.model);
    Runner runner(allowed_threads());
    Table table("llrl");
    int status = 0;
    for (const std::string& input : options.inputs) {
        try {
            const DrawingAddress address = parse_drawing_address(input);
            const std::string file = address.file.string();
            const std::vector<canvas::Drawing> drawings = load_inputs(address);
            for (std::size_t i = 0; i < drawings.size(); ++i) {
                const std::size_t index = address.index ? static_cast<std::size_t>(*address.index) : i;
                studio::Exhibit exhibit(model);
                exhibit.read_to_the_end(canvas::Canvas(drawings[i]), options.preprocessing, runner);
                const studio::Reading& reading = exhibit.reading();
                const std::string name = drawings.size() > 1 ? file + "#" + std::to_string(index) : input;
                if (options.json)
                    std::cout << to_text(to_json(file, index, drawings[i], model->architecture, reading))
                              << "\n";
                else
                    table.add(to_row(name, model->architecture, reading, speech.language));
            }
        } catch (const Error& error) {  // the other files are read nevertheless
            report_error(error.in(speech.language));
            status = 1;
        }
    }
    std::cout << table.text();
    return status;
}

}  // namespace

Command classify_command() {
    return command<ClassifyOptions>({"classify", help_texts.ask, help_texts.classify,
                                     "INPUT... [--without STEP,...] [--model M] [--json]", describe, run});
}

}  // namespace convoscope::cli
