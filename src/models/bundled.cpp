#include "models/bundled.h"

#include <algorithm>
#include <system_error>

#include "base/error.h"
#include "base/words.h"
#include "models/model_file.h"
#include "models/texts.h"

namespace convoscope::models {

namespace fs = std::filesystem;

namespace {

constexpr const char* kExtension = ".safetensors";
constexpr const char* kFirst = "lenet5";

bool is_file(const fs::path& path) {
    std::error_code failure;
    return fs::exists(path, failure) && !fs::is_directory(path, failure);
}

}  // namespace

fs::path bundled_file(const fs::path& assets, const std::string& name) {
    return assets / "models" / (name + kExtension);
}

bool is_bundled(const fs::path& assets, const std::string& name) {
    return !name.empty() && name.find('/') == std::string::npos && is_file(bundled_file(assets, name));
}

std::vector<std::string> bundled_models(const fs::path& assets) {
    std::vector<std::string> names;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(assets / "models", failure))
        if (entry.path().extension() == kExtension) names.push_back(entry.path().stem().string());
    std::ranges::sort(names, [](const std::string& a, const std::string& b) {
        return (a == kFirst) != (b == kFirst) ? a == kFirst : a < b;
    });
    return names;
}

fs::path find_model(const fs::path& assets, const std::string& model) {
    if (is_bundled(assets, model)) return bundled_file(assets, model);
    if (is_file(model)) return model;
    const std::string names = joined(bundled_models(assets));
    throw Error(texts.cannot_open_model, model,
                names.empty() ? Message(texts.none) : Message::verbatim(names));
}

Opened open_model(const fs::path& assets, const std::string& model,
                  const std::function<ImportOptions()>& options) {
    if (is_bundled(assets, model)) return {load_model(bundled_file(assets, model)), nullptr};
    return open_file(find_model(assets, model), options);
}

}  // namespace convoscope::models
