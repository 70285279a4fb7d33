#include "app/assets.h"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <system_error>

#include "base/error.h"
#include "base/words.h"
#include "cli/texts.h"
#include "nn/model_file.h"

namespace convoscope::app {

namespace fs = std::filesystem;

namespace {

bool is_folder(const fs::path& path) {
    std::error_code failure;
    return fs::is_directory(path, failure);
}

bool is_file(const fs::path& path) {
    std::error_code failure;
    return fs::exists(path, failure) && !fs::is_directory(path, failure);
}

std::optional<fs::path> from_environment(const char* variable) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') return std::nullopt;
    return fs::path(value);
}

}  // namespace

fs::path assets_folder() {
    if (const auto named = from_environment("CONVOSCOPE_ASSETS")) {
        if (is_folder(*named)) return *named;
        throw Error(cli::texts.assets_no_folder, *named);
    }
    std::error_code failure;
    const fs::path program = fs::read_symlink("/proc/self/exe", failure);
    if (!failure) {
        const fs::path installed = program.parent_path().parent_path() / "share" / "convoscope";
        if (is_folder(installed)) return installed;
    }
    const fs::path source = CONVOSCOPE_SOURCE_ASSETS;
    if (is_folder(source)) return source;
    throw Error(cli::texts.no_assets);
}

fs::path bundled_model_file(const std::string& name) {
    return assets_folder() / "models" / (name + ".safetensors");
}

std::vector<std::string> bundled_models() {
    std::vector<std::string> names;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(assets_folder() / "models", failure))
        if (entry.path().extension() == ".safetensors") names.push_back(entry.path().stem().string());
    std::ranges::sort(names);
    return names;
}

fs::path find_model(const std::string& model) {
    const bool may_be_name = !model.empty() && model.find('/') == std::string::npos;
    if (may_be_name && is_file(bundled_model_file(model))) return bundled_model_file(model);
    const fs::path path = model;
    if (is_file(path)) return path;
    const std::string names = joined(bundled_models());
    throw Error(cli::texts.cannot_open_model, model,
                names.empty() ? Message(cli::texts.none) : Message::verbatim(names));
}

nn::ModelPtr open_model(const std::string& model) { return nn::load_model(find_model(model)); }

namespace {

/// Where data sets may lie, the likeliest first.
std::vector<fs::path> data_folders() {
    const fs::path packaged = "/usr/share/datasets";
    if (const auto named = from_environment("CONVOSCOPE_DATA")) return {*named, packaged};
    return {fs::path("../shared/data"), fs::path(CONVOSCOPE_SOURCE_DATA), packaged};
}

}  // namespace

fs::path default_data_folder(const std::string& name) {
    for (const fs::path& data : data_folders())
        if (is_folder(data / name)) return data / name;
    throw Error(cli::texts.no_data, name);
}

std::optional<fs::path> default_stroke_file() {
    for (const fs::path& data : data_folders())
        if (is_file(data / "strokes" / "pen-strokes.jsonl")) return data / "strokes" / "pen-strokes.jsonl";
    return std::nullopt;
}

}  // namespace convoscope::app
