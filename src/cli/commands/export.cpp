// `convoscope export`: a model for other programs.

#include "cli/commands/export.h"

#include <algorithm>
#include <cctype>

#include "base/error.h"
#include "cli/help_texts.h"
#include "cli/inputs.h"
#include "cli/syntax.h"
#include "cli/texts.h"
#include "data/npz.h"
#include "models/model_file.h"
#include "models/named_parameters.h"

namespace convoscope::cli {
namespace {

void save_safetensors(const models::Opened& opened, const std::filesystem::path& path) {
    models::save_model(*opened.model, path);
}

void save_onnx(const models::Opened& opened, const std::filesystem::path& path) {
    write_file(path,
               [&](ByteSink& sink) { models::write_onnx(*opened.model, written_output(opened), sink); });
}

void save_npz(const models::Opened& opened, const std::filesystem::path& path) {
    std::vector<data::NpzArray> arrays;
    for (const auto& one : models::parameters_to_write(*opened.model))
        arrays.push_back({one.name, {one.shape.begin(), one.shape.end()}, *one.values});
    data::write_npz(path, arrays);
}

struct Format {
    const char* ending;
    void (*save)(const models::Opened&, const std::filesystem::path&);
};
constexpr Format kFormats[] = {{".safetensors", save_safetensors}, {".onnx", save_onnx}, {".npz", save_npz}};

/// By the file's ending, in letters of any size.
const Format& format_of(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    for (const Format& format : kFormats)
        if (ending == format.ending) return format;
    throw Error(texts.unknown_export, path.string());
}

void describe(Syntax& syntax, ExportOptions& options) {
    syntax.option("MODEL", options.model, help_texts.any_model)->required();
    syntax.option("OUT", options.output, help_texts.export_output)->required();
    syntax.footer(help_texts.export_footer,
                  "  convoscope export lenet5 lenet5.onnx\n"
                  "  convoscope export lenet.h5 lenet.safetensors");
}

int run(const ExportOptions& options, const Speech&) {
    const Format& format = format_of(options.output);  // before a large model is opened
    format.save(open_any_model(options.model), options.output);
    return 0;
}

}  // namespace

models::WrittenOutput written_output(const models::Opened& opened) {
    if (!opened.imported) return models::WrittenOutput::Activations;
    if (opened.imported->output.log) return models::WrittenOutput::LogProbabilities;
    return opened.imported->output.before ? models::WrittenOutput::Logits
                                          : models::WrittenOutput::Activations;
}

Command export_command() {
    return command<ExportOptions>({"export", help_texts.make, help_texts.export_model,
                                   "MODEL OUT.{safetensors,onnx,npz}", describe, run});
}

}  // namespace convoscope::cli
