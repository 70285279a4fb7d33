#include "cli/commands/inspect.h"

#include <algorithm>
#include <iostream>

#include "base/error.h"
#include "base/number.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/json_text.h"
#include "cli/model_summary.h"
#include "cli/syntax.h"
#include "cli/table.h"
#include "cli/texts.h"
#include "models/architecture_json.h"
#include "models/bundled.h"
#include "nn/ops/operator.h"
#include "nn/statistics.h"
#include "platform/desktop/assets.h"

namespace convoscope::cli {

namespace {

std::int64_t all_multiplications(const nn::Architecture& architecture) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < architecture.nodes.size(); ++i)
        sum += multiplications(architecture, static_cast<int>(i));
    return sum;
}

/// "5x5", with what differs from the usual: "5x5 /2" for a stride, "+2" for padding.
std::string kernel_text(const nn::Node& node) {
    if (node.kernel_height == 0) return "";
    std::string text = std::to_string(node.kernel_height) + "x" + std::to_string(node.kernel_width);
    if (node.stride != nn::Steps()) text += " /" + nn::words_of(node.stride);
    if (node.padding != nn::Padding()) text += " +" + nn::words_of(node.padding);
    return text;
}

double share_of_zeros(const nn::Statistics& statistics) {
    return static_cast<double>(statistics.zeros) /
           static_cast<double>(std::max<std::size_t>(1, statistics.count));
}

Json to_json(const nn::Statistics& statistics) {
    return {{"min", readable(statistics.minimum)},
            {"max", readable(statistics.maximum)},
            {"mean", statistics.mean},
            {"std", statistics.deviation},
            {"zeros", share_of_zeros(statistics)}};
}

Json layer_json(const nn::Model& model, int index) {
    const nn::Node& node = model.architecture.nodes[index];
    const nn::Parameters& parameters = model.parameters()[index];
    Json inputs = Json::array();
    for (const int input : node.inputs) inputs.push_back(model.architecture.nodes[input].name);
    Json layer{{"name", node.name},
               {"op", node.op->name},
               {"activation", models::name_of(node.activation)},
               {"inputs", inputs},
               {"shape", {node.output.channels, node.output.height, node.output.width}}};
    if (node.kernel_height != 0) {
        layer["kernel"] = {node.kernel_height, node.kernel_width};
        layer["stride"] =
            node.stride.is_even() ? Json(node.stride.rows) : Json{node.stride.rows, node.stride.columns};
        const nn::Padding& padding = node.padding;
        layer["padding"] = padding.is_even() ? Json(padding.top)
                                             : Json{padding.top, padding.left, padding.bottom, padding.right};
    }
    layer["parameters"] = parameters.weight.size() + parameters.bias.size() + parameters.mean.size() +
                          parameters.variance.size();
    layer["macs"] = multiplications(model.architecture, index);
    if (!parameters.weight.empty()) {
        layer["weight"] = to_json(nn::statistics_of(parameters.weight));
        layer["weight"]["shape"] = nn::weight_shape(model.architecture, index);
        layer["bias"] = to_json(nn::statistics_of(parameters.bias));
    }
    return layer;
}

/// The least and the greatest value of all channels.
nn::ChannelRange whole_range(const nn::InputSpec& input) {
    nn::ChannelRange whole = input.range(0);
    for (int channel = 1; channel < input.shape.channels; ++channel) {
        const nn::ChannelRange range = input.range(channel);
        whole = {std::min(whole.low, range.low), std::max(whole.high, range.high)};
    }
    return whole;
}

Json to_json(const nn::InputSpec& input) {
    const nn::ChannelRange whole = whole_range(input);
    Json json{{"shape", {input.shape.channels, input.shape.height, input.shape.width}},
              {"low", readable(whole.low)},
              {"high", readable(whole.high)}};
    for (const nn::ChannelRange& range : input.channels)
        json["channels"].push_back({readable(range.low), readable(range.high)});
    return json;
}

Json to_json(const nn::Model& model, const std::string& file) {
    const nn::Architecture& architecture = model.architecture;
    Json layers = Json::array();
    for (std::size_t i = 0; i < architecture.nodes.size(); ++i)
        layers.push_back(layer_json(model, static_cast<int>(i)));
    return {{"name", model.name},
            {"file", file},
            {"input", to_json(architecture.input)},
            {"classes", architecture.classes},
            {"temperature", readable(architecture.temperature)},
            {"unsure_below", readable(architecture.unsure_below)},
            {"parameters", model.parameter_count()},
            {"macs", all_multiplications(architecture)},
            {"weighted_layers", nn::weighted_layers(architecture)},
            {"layers", layers}};
}

/// Where it came from, and what the file calls its layers.
void add_import(Json& json, const models::Imported& imported) {
    json["format"] = imported.format;
    json["producer"] = imported.producer;
    json["skipped"] = Json::array();
    for (const Message& skipped : imported.skipped) json["skipped"].push_back(skipped.in(Language::English));
    for (std::size_t i = 0; i < imported.origins.size() && i < json["layers"].size(); ++i)
        json["layers"][i]["origin"] = imported.origins[i];
}

std::string layer_table(const nn::Model& model, Language language) {
    Table table("lllllrrrrrrr");
    std::vector<std::string> head;
    for (const Text& column :
         {texts.layer, texts.operation, texts.kernel, texts.then, texts.shape, texts.parameter_column,
          texts.macs, texts.minimum, texts.maximum, texts.mean, texts.deviation, texts.zeros})
        head.emplace_back(column.in(language));
    table.add(head);
    for (std::size_t i = 0; i < model.architecture.nodes.size(); ++i) {
        const nn::Node& node = model.architecture.nodes[i];
        const nn::Parameters& parameters = model.parameters()[i];
        std::vector<std::string> row{node.name, words_of(*node.op, language), kernel_text(node),
                                     words_of(node.activation).in(language),
                                     nn::shape_words(node.output, " x ")};
        if (!parameters.weight.empty()) {
            const nn::Statistics weights = nn::statistics_of(parameters.weight);
            row.insert(
                row.end(),
                {grouped(static_cast<long long>(parameters.weight.size() + parameters.bias.size())),
                 grouped(multiplications(model.architecture, static_cast<int>(i))), fixed(weights.minimum, 4),
                 fixed(weights.maximum, 4), fixed(weights.mean, 4), fixed(weights.deviation, 4),
                 Message(texts.share, percent(share_of_zeros(weights))).in(language)});
        }
        table.add(row);
    }
    return table.text();
}

void print_model(const nn::Model& model, const std::string& file, Language language) {
    const nn::Architecture& architecture = model.architecture;
    const nn::InputSpec& input = architecture.input;
    const Message counts(texts.multiplications, grouped(static_cast<long long>(model.parameter_count())),
                         grouped(all_multiplications(architecture)));
    const Message settings(texts.input, nn::shape_words(input.shape, " x "),
                           significant(whole_range(input).low, 6), significant(whole_range(input).high, 6),
                           architecture.classes.size(), significant(architecture.temperature, 6),
                           percent(architecture.unsure_below, 0));
    std::cout << model.name << "  (" << file << ")\n"
              << counts.in(language) << "\n"
              << settings.in(language) << "\n"
              << Message(texts.weighted_layers, architecture.nodes.size(), nn::weighted_layers(architecture))
                     .in(language)
              << "\n\n"
              << layer_table(model, language) << "\n"
              << texts.of_the_weights.in(language) << "\n";
}

int list_models(bool json, Language language) {
    Json models = Json::array();
    Table table("lrl");
    for (const std::string& name : models::bundled_models(platform::assets_folder())) {
        const std::string file = models::bundled_file(platform::assets_folder(), name).string();
        const nn::ModelPtr model = open_model(name);
        models.push_back({{"name", name},
                          {"file", file},
                          {"parameters", model->parameter_count()},
                          {"classes", model->architecture.classes}});
        table.add({name,
                   Message(texts.parameters, grouped(static_cast<long long>(model->parameter_count())))
                       .in(language),
                   file});
    }
    if (json)
        std::cout << to_text({{"models", models}}) << "\n";
    else if (models.empty())
        std::cout << texts.no_models.in(language) << "\n";
    else
        std::cout << table.text();
    return 0;
}

void describe(Syntax& syntax, InspectOptions& options) {
    auto* model = syntax.option("MODEL", options.model, help_texts.inspect_model);
    syntax.model(options.model);
    model->excludes("--model");
    syntax.json(options.json, help_texts.one_object);
    syntax.footer({},
                  "  convoscope inspect\n"
                  "  convoscope inspect lenet5 --json");
}

int run(const InspectOptions& options, const Speech& speech) {
    if (!options.model) return list_models(options.json, speech.language);
    const std::string file = models::find_model(platform::assets_folder(), *options.model).string();
    const models::Opened opened = open_any_model(*options.model);
    if (options.json) {
        Json json = to_json(*opened.model, file);
        if (opened.imported) add_import(json, *opened.imported);
        std::cout << to_text(json) << "\n";
        return 0;
    }
    print_model(*opened.model, file, speech.language);
    if (!opened.imported) return 0;
    const models::Imported& imported = *opened.imported;
    std::cout << Message(texts.came_from, imported.format,
                         imported.producer.empty() ? Message(texts.import_no_producer)
                                                   : Message::verbatim(imported.producer))
                     .in(speech.language)
              << "\n";
    for (const Message& skipped : imported.skipped)
        std::cout << Message(texts.import_skipped, skipped).in(speech.language) << "\n";
    return 0;
}

}  // namespace

Command inspect_command() {
    return command<InspectOptions>(
        {"inspect", help_texts.ask, help_texts.inspect, "[MODEL] [--json]", describe, run});
}

}  // namespace convoscope::cli
