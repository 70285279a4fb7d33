#include "studio/samples.h"

#include <algorithm>

#include "canvas/files.h"
#include "nn/zoo.h"

namespace convoscope::studio {
namespace {

/// Whether a model could say all of these.
bool has_all(const std::vector<std::string>& classes, const std::vector<std::string>& names) {
    return std::ranges::all_of(
        names, [&](const std::string& name) { return std::ranges::find(classes, name) != classes.end(); });
}

}  // namespace

Samples load_samples(const std::filesystem::path& assets, const std::vector<std::string>& classes) {
    const std::vector<std::string> clothes = nn::fashion().classes;
    const bool wears = has_all(classes, clothes);
    const std::vector<std::string> names = wears ? clothes : nn::lenet5().classes;
    Samples samples;
    samples.drawings =
        canvas::load_drawings(assets / "drawings" / (wears ? "fashion.jsonl" : "digits.jsonl"));
    for (const canvas::Drawing& drawing : samples.drawings) {
        const auto label = static_cast<std::size_t>(drawing.label.value_or(-1));
        samples.names.push_back(label < names.size() ? names[label] : "");
    }
    return samples;
}

}  // namespace convoscope::studio
