// `convoscope import`: what a file of another program is, what was guessed of it and how well it reads.

#include "cli/commands/import.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>

#include "base/error.h"
#include "base/fields_json.h"
#include "base/number.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/model_summary.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "models/architecture_json.h"
#include "models/model_file.h"
#include "models/options.h"
#include "nn/ops/operator.h"

namespace convoscope::cli {
namespace {

constexpr float kMean = 0.1307f;
constexpr float kDeviation = 0.3081f;

bool near(float a, float b) { return std::abs(a - b) < 1e-4f; }

/// Whether the ends are those of MNIST's mean and deviation, with light ink.
bool is_normalised(float paper, float ink) {
    return near(paper, -kMean / kDeviation) && near(ink, (1 - kMean) / kDeviation);
}

Json layer_json(const nn::Model& model, std::size_t index) {
    const nn::Node& node = model.architecture.nodes[index];
    const nn::Parameters& own = model.parameters()[index];
    return {{"name", node.name},
            {"op", node.op->name},
            {"shape", {node.output.channels, node.output.height, node.output.width}},
            {"parameters", own.weight.size() + own.bias.size() + own.mean.size() + own.variance.size()}};
}

/// Where they are not as usual.
void tell_placement(nn::Placement placement, bool transposed, Json& json) {
    if (placement != nn::Placement::Pad) json["placement"] = fields::name_of_choice(placement);
    if (transposed) json["transposed"] = true;
}

Json attempt_json(const models::Attempt& attempt, int of) {
    Json json;
    for (const models::doctor::Guess& guess : attempt.guesses)
        json["guessed"].push_back(guess.what + ": " + guess.value);
    const models::Showing& shown = attempt.shown;
    json["range"] = {readable(shown.range.paper), readable(shown.range.ink)};
    tell_placement(shown.placement, shown.transposed, json);
    json["reads"] = {{"right", attempt.right}, {"of", of}};
    return json;
}

Json to_json(const models::Imported& imported) {
    const nn::Architecture& architecture = imported.model->architecture;
    Json json;
    json["format"] = imported.format;
    if (!imported.producer.empty()) json["producer"] = imported.producer;
    json["layers"] = Json::array();
    for (std::size_t i = 0; i < architecture.nodes.size(); ++i) {
        json["layers"].push_back(layer_json(*imported.model, i));
        if (i < imported.origins.size() && imported.origins[i] != architecture.nodes[i].name)
            json["layers"].back()["origin"] = imported.origins[i];
    }
    json["input"] = input_json(architecture.input);
    json["classes"] = architecture.classes;
    json["guessed"] = Json::array();
    for (const models::doctor::Guess& guess : imported.chosen.guesses)
        json["guessed"].push_back(guess.what + ": " + guess.value);
    if (imported.of > 0) json["guessed"].push_back("range");
    if (imported.seems) {
        json["seems"] = imported.seems->id;
        json["guessed"].push_back("classes");
    }
    json["reads"] = {{"right", imported.chosen.right}, {"of", imported.of}};
    json["alternatives"] = Json::array();
    for (const models::Attempt& attempt : imported.alternatives)
        json["alternatives"].push_back(attempt_json(attempt, imported.of));
    json["skipped"] = Json::array();
    for (const Message& skipped : imported.skipped) json["skipped"].push_back(skipped.in(Language::English));
    return json;
}

/// What else the file may be, with what that has other than what was chosen.
void tell_other(const models::Imported& imported, const models::Attempt& other,
                const std::function<void(const Message&)>& line) {
    Message words(texts.import_else, other.right, imported.of, significant(other.shown.range.paper, 4),
                  significant(other.shown.range.ink, 4));
    const auto add = [&](const Message& more) { words = Message(texts.import_else_with, words, more); };
    const models::Showing& chosen = imported.chosen.shown;
    if (other.shown.placement != chosen.placement)
        add(other.shown.placement == nn::Placement::Resize ? texts.import_else_resized
                                                           : texts.import_else_padded);
    if (other.shown.preprocessing != chosen.preprocessing)
        add(other.shown.preprocessing == nn::Preprocessing::Fit ? texts.import_else_cut
                                                                : texts.import_else_as_mnist);
    if (other.shown.transposed != chosen.transposed)
        add(other.shown.transposed ? texts.import_else_turned : texts.import_else_upright);
    for (const models::doctor::Guess& guess : other.guesses) {
        const auto same = [&](const models::doctor::Guess& mine) {
            return mine.what == guess.what && mine.value == guess.value;
        };
        if (std::ranges::none_of(imported.chosen.guesses, same)) add(guess.text);
    }
    line(words);
}

void tell(const models::Imported& imported, Language language) {
    const auto line = [&](const Message& words) { std::cout << words.in(language) << "\n"; };
    const nn::Architecture& architecture = imported.model->architecture;
    line(
        {texts.import_what, imported.model->name, imported.format,
         imported.producer.empty() ? Message(texts.import_no_producer) : Message::verbatim(imported.producer),
         architecture.nodes.size(), imported.model->parameter_count()});
    if (imported.of > 0)
        line({texts.import_reads, imported.chosen.right, imported.of,
              significant(imported.chosen.shown.range.paper, 4),
              significant(imported.chosen.shown.range.ink, 4)});
    else if (!imported.origins.empty() && !imported.says_all)
        line(texts.import_not_tried);
    if (architecture.input.placement == nn::Placement::Resize) line(texts.import_resized);
    if (architecture.input.transposed) line(texts.import_transposed);
    for (const models::doctor::Guess& guess : imported.chosen.guesses)
        line({texts.import_guessed, guess.text});
    if (imported.seems) line({texts.import_seems, imported.seems->title});
    for (const models::Attempt& other : imported.alternatives) tell_other(imported, other, line);
    for (const Message& skipped : imported.skipped) line({texts.import_skipped, skipped});
}

void describe(Syntax& syntax, ImportCommandOptions& options) {
    syntax.option("FILE", options.file, help_texts.import_file)->required();
    syntax.option("--out", options.output, help_texts.import_output, "M.safetensors");
    syntax.json(options.json, help_texts.one_object);
    syntax.footer(help_texts.import_footer,
                  "  convoscope import lenet.pth\n"
                  "  convoscope import lenet.onnx --out lenet.safetensors --json");
}

constexpr const char* kOwnFormat = "Convoscope";

models::Imported own(const nn::ModelPtr& model) {
    models::Imported imported;
    imported.model = model;
    imported.format = imported.producer = kOwnFormat;
    return imported;
}

int run(const ImportCommandOptions& options, const Speech& speech) {
    const models::Opened opened = models::open_file(options.file, import_options);
    // One of Convoscope's own says all of itself: nothing is guessed.
    const models::Imported imported = opened.imported ? *opened.imported : own(opened.model);
    if (options.output) models::save_model(*imported.model, *options.output);
    if (options.json)
        std::cout << to_text(to_json(imported)) << "\n";
    else
        tell(imported, speech.language);
    return 0;
}

}  // namespace

/// Of a network for photographs whose channels differ: mean and deviation of each, of what is dark as 0 and
/// light as 1.
void tell_channels(const nn::InputSpec& input, Json& json) {
    json["mean"] = json["deviation"] = Json::array();
    for (int channel = 0; channel < input.shape.channels; ++channel) {
        const nn::ChannelRange range = input.range(channel);
        const float deviation = 1 / std::abs(range.high - range.low);
        json["mean"].push_back(readable(-std::min(range.low, range.high) * deviation));
        json["deviation"].push_back(readable(deviation));
    }
}

void read_channels(const Json& json, bool dark, nn::InputSpec& input, const auto& number, const auto& wrong) {
    const auto channels = static_cast<std::size_t>(input.shape.channels);
    const Json& mean = json["mean"];
    const Json& deviation = json["deviation"];
    if (!mean.is_array() || mean.size() != channels) wrong("mean");
    if (!deviation.is_array() || deviation.size() != channels) wrong("deviation");
    for (std::size_t channel = 0; channel < channels; ++channel) {
        const float of = number(deviation[channel], "deviation");
        if (of == 0) wrong("deviation");
        const float low = -number(mean[channel], "mean") / of;
        input.channels.push_back(dark ? nn::ChannelRange{low + 1 / of, low}
                                      : nn::ChannelRange{low, low + 1 / of});
    }
}

Json input_json(const nn::InputSpec& input) {
    Json json{{"shape", {input.shape.channels, input.shape.height, input.shape.width}}};
    if (!input.channels.empty()) {
        tell_channels(input, json);
    } else if (is_normalised(input.low, input.high)) {
        json["mean"] = readable(kMean);
        json["deviation"] = readable(kDeviation);
    } else {
        json["range"] = {readable(input.low), readable(input.high)};
    }
    json["ink"] = input.is_ink_dark() ? "dark" : "light";
    if (input.preprocessing != nn::Preprocessing::Mnist)
        json["preprocessing"] = fields::name_of_choice(input.preprocessing);
    if (input.seen != 1) json["seen"] = readable(input.seen);
    tell_placement(input.placement, input.transposed, json);
    return json;
}

void read_input_json(const std::string& text, nn::InputSpec& input) {
    const auto wrong = [&](const char* what) { throw Error(texts.wrong_input_json, what); };
    Json json = Json::parse(text, nullptr, false);
    if (json.is_object() && json.contains("input")) json = json["input"];  // all that import --json prints
    if (!json.is_object()) wrong("{");
    const auto number = [&](const Json& value, const char* what) {
        if (!value.is_number() || !std::isfinite(value.get<double>())) wrong(what);
        return static_cast<float>(value.get<double>());
    };
    const bool dark = json.contains("ink") && json["ink"] == "dark";
    input.channels.clear();
    if (json.contains("mean") && json["mean"].is_array()) {
        if (!json.contains("deviation")) wrong("deviation");
        read_channels(json, dark, input, number, wrong);
    } else if (json.contains("mean") || json.contains("deviation")) {
        if (!json.contains("mean") || !json.contains("deviation")) wrong("mean");
        const float mean = number(json["mean"], "mean");
        const float deviation = number(json["deviation"], "deviation");
        if (deviation == 0) wrong("deviation");
        input.low = ((dark ? 1.0f : 0.0f) - mean) / deviation;
        input.high = ((dark ? 0.0f : 1.0f) - mean) / deviation;
    } else if (json.contains("range")) {
        const Json& range = json["range"];
        if (!range.is_array() || range.size() != 2) wrong("range");
        input.low = number(range[0], "range");
        input.high = number(range[1], "range");
        if (input.low == input.high) wrong("range");
        if (json.contains("ink") && (input.low > input.high) != dark) std::swap(input.low, input.high);
    } else {
        wrong("range");
    }
    if (json.contains("placement")) {
        const Json& wanted = json["placement"];
        const auto placement = wanted.is_string()
                                   ? fields::choice_named<nn::Placement>(wanted.get<std::string>())
                                   : std::nullopt;
        if (!placement) wrong("placement");
        input.placement = *placement;
    }
    if (json.contains("preprocessing")) {
        const Json& wanted = json["preprocessing"];
        const auto preprocessing = wanted.is_string()
                                       ? fields::choice_named<nn::Preprocessing>(wanted.get<std::string>())
                                       : std::nullopt;
        if (!preprocessing) wrong("preprocessing");
        input.preprocessing = *preprocessing;
    }
    if (json.contains("seen")) {
        input.seen = number(json["seen"], "seen");
        if (!(input.seen > 0 && input.seen <= 1)) wrong("seen");
    }
    if (json.contains("transposed")) {
        if (!json["transposed"].is_boolean()) wrong("transposed");
        input.transposed = json["transposed"].get<bool>();
    }
}

Command import_command() {
    return command<ImportCommandOptions>({"import", help_texts.look, help_texts.import_model,
                                          "FILE [--out M.safetensors] [--json]", describe, run});
}

}  // namespace convoscope::cli
