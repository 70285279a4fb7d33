#include "cli/inputs.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <system_error>
#include <utility>

#include "app/hdf5_child.h"
#include "base/error.h"
#include "base/file.h"
#include "canvas/files.h"
#include "cli/texts.h"
#include "data/own_digits.h"
#include "models/bundled.h"
#include "nn/address.h"
#include "platform/desktop/assets.h"
#include "studio/exhibit.h"

namespace convoscope::cli {

namespace {

/// A stroke file begins with a brace; no picture does.
bool is_stroke_file(const std::filesystem::path& path) {
    if (path.extension() == ".jsonl") return true;
    const std::string beginning = beginning_of_file(path, 4096);
    const std::size_t first = beginning.find_first_not_of(" \t\r\n\v\f");
    return first != std::string::npos && beginning[first] == '{';
}

}  // namespace

models::ImportOptions import_options() {
    models::ImportOptions options;
    options.hdf5 = app::hdf5_in_child(system_language());
    options.exam = models::exam_of(data::load_own_digits(platform::assets_folder()));
    return options;
}

models::Opened open_any_model(const std::string& model) {
    return models::open_model(platform::assets_folder(), model, import_options);
}

nn::ModelPtr open_model(const std::string& model) { return open_any_model(model).model; }

DrawingAddress parse_drawing_address(const std::string& text) {
    std::error_code ignored;
    const std::size_t hash = text.rfind('#');
    if (hash == std::string::npos || std::filesystem::exists(text, ignored)) return {text, std::nullopt};
    int index = 0;
    const char* end = text.data() + text.size();
    const auto [after, failure] = std::from_chars(text.data() + hash + 1, end, index);
    if (failure != std::errc() || after != end || index < 0) return {text, std::nullopt};
    return {text.substr(0, hash), index};
}

std::vector<canvas::Drawing> load_inputs(const DrawingAddress& address) {
    if (!address.index && is_stroke_file(address.file)) return canvas::load_drawings(address.file);
    return {canvas::load_drawing(address.file, address.index.value_or(0))};
}

canvas::Drawing load_one_input(const std::string& input) {
    std::vector<canvas::Drawing> drawings = load_inputs(parse_drawing_address(input));
    if (drawings.size() != 1)
        throw Error(texts.several_drawings, input, drawings.size(), drawings.size() - 1);
    return std::move(drawings.front());
}

std::shared_ptr<const nn::Workspace> read_one_input(const nn::ModelPtr& model, const std::string& input,
                                                    const canvas::PreprocessOptions& preprocessing) {
    studio::Exhibit exhibit(model);
    Runner runner(allowed_threads());
    exhibit.read_to_the_end(canvas::Canvas(load_one_input(input)), preprocessing, runner);
    if (!exhibit.numbers()) throw Error(texts.blank_drawing, input);
    return exhibit.shared_workspace();
}

void check_first(const Message& name, std::size_t total, std::size_t first) {
    if (first >= total) throw Error(texts.none_from, name, total, first);
}

void run_script(studio::Studio& studio, const std::string& script) {
    for (const studio::Call& call : studio::parse_script(script)) {
        studio.run(call.id, call.argument);
        studio.finish();
    }
}

void check_address(const nn::Model& model, const std::string& address) {
    const nn::Architecture& architecture = model.architecture;
    if (nn::parse_address(architecture, address)) return;
    throw Error(texts.no_such_unit, address, model.name,
                nn::format_address(architecture, {architecture.nodes.size() > 1 ? 1 : 0, 0, 0, 0}));
}

std::vector<int> ranking(std::span<const float> probabilities) {
    std::vector<int> classes(probabilities.size());
    std::iota(classes.begin(), classes.end(), 0);
    std::ranges::stable_sort(classes,
                             [probabilities](int a, int b) { return probabilities[a] > probabilities[b]; });
    return classes;
}

std::string verdict_text(const nn::Architecture& architecture, const nn::Verdict& verdict) {
    switch (verdict.kind) {
        case nn::VerdictKind::Blank:
            return "blank";
        case nn::VerdictKind::Unsure:
            return "unsure";
        case nn::VerdictKind::Class:
            break;
    }
    return architecture.classes[verdict.best];
}

Message verdict_words(const nn::Architecture& architecture, const nn::Verdict& verdict) {
    if (verdict.kind == nn::VerdictKind::Blank) return texts.blank;
    if (verdict.kind == nn::VerdictKind::Unsure) return texts.unsure;
    return Message::verbatim(architecture.classes[verdict.best]);
}

}  // namespace convoscope::cli
