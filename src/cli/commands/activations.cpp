#include "cli/commands/activations.h"

#include "base/error.h"
#include "base/workers.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/syntax.h"
#include "cli/texts.h"
#include "models/bundled.h"
#include "models/npz_reader.h"
#include "models/safetensors.h"
#include "platform/desktop/assets.h"
#include "studio/activations_file.h"

namespace convoscope::cli {

namespace {

void describe(Syntax& syntax, ActivationsOptions& options) {
    syntax.option("INPUT", options.input, help_texts.activations_input)->required();
    syntax.option("--out", options.output, help_texts.activations_output, "F.npz")->required();
    syntax.flag("--raw", options.raw, help_texts.raw);
    syntax.without(options.preprocessing);
    syntax.model(options.model);
    syntax.footer(help_texts.activations_footer,
                  "  convoscope activations seven.png --out seven.npz\n"
                  "  convoscope activations drawings.jsonl#3 --out three.npz --model mlp");
}

/// A network and how the file that it came from counts its input and its output.
struct Read {
    nn::ModelPtr model;
    models::FileInput input;
    models::FileOutput output;
};

/// Nobody asks the doctor: numbers go in as they are.
Read open_raw(const std::string& name) {
    const auto untried = [] {
        models::ImportOptions options = import_options();
        options.exam = {};
        return options;
    };
    const models::Opened opened = models::open_model(platform::assets_folder(), name, untried);
    if (opened.imported) return {opened.model, opened.imported->input, opened.imported->output};
    const nn::Architecture& architecture = opened.model->architecture;
    const nn::Shape& shape = architecture.input.shape;
    const int last = static_cast<int>(architecture.nodes.size()) - 1;
    return {opened.model,
            {{1, shape.channels, shape.height, shape.width}, {}},
            {last, false, false, {}, {1, architecture.output().output.size()}}};
}

models::GraphTensor the_array(const std::string& input) {
    const models::ForeignFile file = models::read_numpy(models::bytes_of_file(input));
    const auto& tensors = std::get<models::Weights>(file.content).tensors;
    if (tensors.size() != 1) throw Error(texts.raw_one_array, input, tensors.size());
    models::GraphTensor array = tensors[0].second;
    if (array.is_whole()) array.values.assign(array.integers.begin(), array.integers.end());
    return array;
}

std::vector<int> small(const std::vector<std::int64_t>& shape) { return {shape.begin(), shape.end()}; }

/// Of several inputs the values of the last one, and all results.
int run_raw(const ActivationsOptions& options) {
    const Read read = open_raw(options.model);
    const models::GraphTensor array = the_array(options.input);
    nn::Workspace workspace(read.model->architecture);
    const std::size_t each = workspace.input().size();
    if (array.values.empty() || array.values.size() % each != 0)
        throw Error(texts.raw_size, options.input, array.values.size(), each,
                    models::format_shape({read.input.shape.begin(), read.input.shape.end()}));
    std::vector<float> results;
    Workers workers;
    for (std::size_t first = 0; first < array.values.size(); first += each) {
        models::load_input(read.input, std::span(array.values).subspan(first, each), workspace.input());
        nn::forward(*read.model, workspace, workers);
        const std::vector<float> one = models::result_of(read.output, workspace);
        results.insert(results.end(), one.begin(), one.end());
    }
    std::vector<int> shape = small(read.output.shape);
    const auto count = static_cast<int>(array.values.size() / each);
    if (count > 1) {
        if (!shape.empty() && shape[0] == 1)
            shape[0] = count;
        else
            shape.insert(shape.begin(), count);
    }
    studio::save_activations(*read.model, workspace, options.output, {{"result", shape, results}});
    return 0;
}

int run(const ActivationsOptions& options, const Speech&) {
    if (options.raw) return run_raw(options);
    const nn::ModelPtr model = open_model(options.model);
    const auto workspace = read_one_input(model, options.input, options.preprocessing);
    studio::save_activations(*model, *workspace, options.output);
    return 0;
}

}  // namespace

Command activations_command() {
    return command<ActivationsOptions>({"activations", help_texts.look, help_texts.activations,
                                        "INPUT --out F.npz [--raw | --without STEP,...] [--model M]",
                                        describe, run});
}

}  // namespace convoscope::cli
