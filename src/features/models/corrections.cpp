#include <algorithm>
#include <charconv>
#include <utility>

#include "base/error.h"
#include "features/models/models.h"
#include "features/models/texts.h"
#include "models/class_names.h"
#include "models/class_sets.h"

/// What somebody corrected of what was guessed, kept for the files' content.
namespace convoscope::models_shown {
namespace {

using studio::Studio;

constexpr std::size_t kMostCorrections = 64;
/// Bytes of the settings' file, of which more than 2^20 are not read.
constexpr std::size_t kMostBytes = 1 << 19;
constexpr std::size_t kIndented = 6;  ///< blanks before each line of one that is in a file

std::string hexadecimal(std::uint64_t number) {
    char digits[16];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, 16).ptr;
    return {digits, end};
}

/// A set's, or those that are typed.
std::vector<std::string> names_in(const std::string& words) {
    const models::ClassSet* set = models::class_set(words);
    return set ? models::names_of(*set) : models::split_class_names(words);
}

/// Bytes that it takes in the settings' file.
std::size_t size_of(const Correction& one) {
    using fields::Json;
    const std::string text = fields::to_json(one).dump(2, ' ', false, Json::error_handler_t::replace);
    return text.size() + kIndented * static_cast<std::size_t>(1 + std::ranges::count(text, '\n'));
}

/// The oldest go, and names that alone are too much.
void keep_few(std::vector<Correction>& all) {
    if (all.size() > kMostCorrections) all.resize(kMostCorrections);
    if (size_of(all.front()) > kMostBytes) all.front().classes.clear();
    std::size_t bytes = 0;
    const auto is_too_much = [&bytes](const Correction& one) {
        bytes += size_of(one);
        return bytes > kMostBytes;
    };
    all.erase(std::ranges::find_if(all, is_too_much), all.end());
}

}  // namespace

const Report* shown_report(const Studio& studio) { return studio.parts.of<State>().report.get(); }

const Correction* correction_of(const Settings& settings, std::uint64_t content) {
    const auto found = std::ranges::find(settings.corrections, hexadecimal(content), &Correction::content);
    return found == settings.corrections.end() ? nullptr : &*found;
}

void remember(Studio& studio) {
    const Report* report = shown_report(studio);
    if (!report) return;
    std::vector<Correction>& all = studio.parts.of<Settings>().corrections;
    const std::string content = hexadecimal(report->imported->content);
    std::erase_if(all, [&](const Correction& one) { return one.content == content; });
    const std::vector<std::string>& classes = studio.exhibit().architecture().classes;
    all.insert(all.begin(), {content, report->chosen.network, report->chosen.shown,
                             report->classes_named ? classes : std::vector<std::string>()});
    keep_few(all);
}

void forget(Studio& studio) {
    const Report* report = shown_report(studio);
    if (!report) return;
    const std::string content = hexadecimal(report->imported->content);
    std::erase_if(studio.parts.of<Settings>().corrections,
                  [&](const Correction& one) { return one.content == content; });
    begin_opening(studio, report->path);
}

nn::ModelPtr with_classes(const nn::ModelPtr& model, std::vector<std::string> classes) {
    const std::vector<std::string>& present = model->architecture.classes;
    if (classes.size() != present.size())
        throw Error(texts.wrong_number_of_classes, classes.size(), present.size());
    if (!std::ranges::all_of(classes, models::is_class_name)) throw Error(texts.wrong_class_name);
    if (classes == present) return model;
    auto next = std::make_shared<nn::Model>(*model);
    next->architecture.classes = std::move(classes);
    return next;
}

void name_classes(Studio& studio, const std::string& names) {
    const nn::ModelPtr before = studio.exhibit().model_pointer();
    const nn::ModelPtr next = with_classes(before, names_in(names));
    if (next != before) studio.show_model(next);
    State& state = studio.parts.of<State>();
    if (!state.report) return;
    auto report = std::make_shared<Report>(*state.report);
    report->classes_guessed = false;
    report->classes_named = report->corrected = true;
    state.report = std::move(report);
    remember(studio);
}

}  // namespace convoscope::models_shown
