// `convoscope explain`: a heat map of one drawing.

#include "cli/commands/explain.h"

#include <cmath>
#include <iostream>

#include "base/error.h"
#include "base/fields_json.h"
#include "base/file.h"
#include "base/number.h"
#include "cli/heat_picture.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/syntax.h"
#include "cli/texts.h"
#include "data/npz.h"

namespace convoscope::cli {

explain::Target target_of(const nn::Model& model, const nn::Workspace& workspace,
                          const std::string& address) {
    const nn::Architecture& architecture = model.architecture;
    if (address.empty()) return explain::winner(architecture, workspace);
    if (const auto target = explain::parse_target(architecture, address)) return *target;
    const explain::Target after{{architecture.nodes.size() > 1 ? 1 : 0, 0, 0, 0}, false};
    const explain::Target before{after.unit, true};
    throw Error(texts.no_such_target, address, model.name, explain::format_target(architecture, after),
                explain::format_target(architecture, before));
}

namespace {

std::vector<std::string> method_names() {
    std::vector<std::string> names;
    for (const auto& one : names_of(explain::Method{})) names.emplace_back(one.name);
    return names;
}

void describe(Syntax& syntax, ExplainOptions& options) {
    constexpr int kMost = 1'000'000;
    syntax.option("INPUT", options.input, help_texts.activations_input)->required();
    syntax.option("--method", options.method, help_texts.explain_method, "M")
        ->required()
        ->check(CLI::IsMember(method_names()));
    syntax.option("--unit", options.unit, help_texts.explain_unit, "ADDRESS");
    syntax.option("--out", options.output, help_texts.explain_output, "OUT")->required();
    syntax.option("--layer", options.layer, help_texts.explain_layer, "L");
    syntax.option("--steps", options.steps, help_texts.explain_steps, "N")->check(CLI::Range(1, kMost));
    syntax.option("--patch", options.settings.patch, help_texts.explain_patch, "N")
        ->check(CLI::Range(1, kMost));
    syntax.option("--stride", options.settings.stride, help_texts.explain_stride, "N")
        ->check(CLI::Range(1, kMost));
    syntax.option("--noise", options.settings.noise, help_texts.explain_noise, "X")
        ->check(CLI::Range(0.0, 100.0));
    syntax.option("--seed", options.settings.seed, help_texts.explain_seed, "N");
    syntax.without(options.preprocessing);
    syntax.threads(options.threads);
    syntax.model(options.model);
    syntax.footer(
        help_texts.explain_footer,
        "  convoscope explain seven.png --method integrated --out seven-why.png\n"
        "  convoscope explain drawings.jsonl#3 --method gradcam --layer conv1 --out three.npy\n"
        "  convoscope explain seven.png --method occlusion --unit fc1.pre/17 --patch 7 --out fc1.png");
}

explain::HeatMapOptions settings_of(const ExplainOptions& options, const nn::Model& model) {
    explain::HeatMapOptions settings = options.settings;
    if (options.steps > 0) settings.steps = settings.samples = options.steps;
    if (options.layer.empty()) return settings;
    settings.layer = model.architecture.find(options.layer);
    if (settings.layer < 0) throw Error(texts.no_such_layer, options.layer, model.name);
    return settings;
}

std::string number(float value) { return significant(static_cast<double>(value), 5); }

void say(const nn::Architecture& architecture, const explain::HeatMap& map, const ExplainOptions& options,
         Language language) {
    const auto line = [language](const Message& message) { std::cout << message.in(language) << "\n"; };
    line({texts.explained, options.method, explain::format_target(architecture, map.target),
          number(map.value)});
    if (map.method == explain::Method::GradCam)
        line({texts.by_layer, architecture.nodes[static_cast<std::size_t>(map.layer)].name});
    if (map.method == explain::Method::Integrated)
        line({texts.integrated_check, number(map.value - map.blank + map.residual), number(map.blank),
              number(map.value), number(map.value - map.blank), number(map.residual)});
    if (map.method == explain::Method::Occlusion) line({texts.covered_all, number(map.blank)});
}

bool is_numpy(const std::filesystem::path& output) {
    const std::string ending = output.extension().string();
    if (ending != ".npy" && ending != ".png") throw Error(texts.unknown_heat_map, output);
    return ending == ".npy";
}

int run(const ExplainOptions& options, const Speech& speech) {
    const bool numpy = is_numpy(options.output);
    const nn::ModelPtr model = open_model(options.model);
    const auto workspace = read_one_input(model, options.input, options.preprocessing);
    const std::span<const float> input = workspace->activations(0);
    const explain::HeatMap map = explain::heat_map(model, target_of(*model, *workspace, options.unit), input,
                                                   *fields::choice_named<explain::Method>(options.method),
                                                   settings_of(options, *model), options.threads);
    const nn::Shape& shape = map.shape;
    if (numpy) {
        const std::vector<int> extents = shape.is_flat()
                                             ? std::vector<int>{shape.channels}
                                             : std::vector<int>{shape.channels, shape.height, shape.width};
        data::write_npy(options.output, {"", extents, map.values});
        say(model->architecture, map, options, speech.language);
        return 0;
    }
    float end = 0;
    for (const float value : map.plane()) end = std::max(end, std::abs(value));
    write_file(options.output, heat_picture(model->architecture.input, input, map, end));
    say(model->architecture, map, options, speech.language);
    std::cout << Message(texts.scale_end, number(end)).in(speech.language) << "\n";
    return 0;
}

}  // namespace

Command explain_command() {
    return command<ExplainOptions>({"explain", help_texts.ask, help_texts.explain,
                                    "INPUT --method M [--unit ADDRESS] --out OUT [--model M]", describe,
                                    run});
}

}  // namespace convoscope::cli
