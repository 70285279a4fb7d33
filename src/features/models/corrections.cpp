#include <algorithm>
#include <charconv>
#include <utility>

#include "base/error.h"
#include "features/models/models.h"
#include "features/models/texts.h"
#include "models/class_sets.h"

/// What somebody corrected of what was guessed, kept for the files' content.
namespace convoscope::models_shown {
namespace {

using studio::Studio;

constexpr std::size_t kMostCorrections = 64;
constexpr std::size_t kLongestName = 200;  ///< bytes, as in our own files

std::string hexadecimal(std::uint64_t number) {
    char digits[16];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, 16).ptr;
    return {digits, end};
}

std::string trimmed(std::string_view words) {
    const std::size_t first = words.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(words.substr(first, words.find_last_not_of(" \t\r\n") - first + 1));
}

std::vector<std::string> split(std::string_view words) {
    std::vector<std::string> names;
    while (true) {
        const std::size_t end = std::min(words.find_first_of(",\n"), words.size());
        names.push_back(trimmed(words.substr(0, end)));
        if (end == words.size()) return names;
        words.remove_prefix(end + 1);
    }
}

/// A set's, or those that are typed.
std::vector<std::string> names_in(const std::string& words) {
    const models::ClassSet* set = models::class_set(words);
    return set ? models::names_of(*set) : split(words);
}

/// The place of the report on the model shown, to be changed.
Report* report_to_change(State& state, const nn::Model* model) {
    const auto found = state.reports.find(model);
    if (found == state.reports.end()) return nullptr;
    auto copy = std::make_shared<Report>(*found->second);
    Report* report = copy.get();
    found->second = std::move(copy);
    return report;
}

}  // namespace

const Report* shown_report(const Studio& studio) {
    const State& state = studio.parts.of<State>();
    const auto found = state.reports.find(&studio.exhibit().model());
    return found == state.reports.end() ? nullptr : found->second.get();
}

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
    all.insert(all.begin(), {content, report->chosen.network, report->chosen.shown,
                             studio.exhibit().architecture().classes});
    if (all.size() > kMostCorrections) all.resize(kMostCorrections);
}

void forget(Studio& studio) {
    const Report* report = shown_report(studio);
    if (!report) return;
    const std::string content = hexadecimal(report->imported->content);
    std::erase_if(studio.parts.of<Settings>().corrections,
                  [&](const Correction& one) { return one.content == content; });
    begin_opening(studio, report->path);
}

nn::ModelPtr with_classes(const nn::Model& model, std::vector<std::string> classes) {
    const std::size_t wanted = model.architecture.classes.size();
    if (classes.size() != wanted) throw Error(texts.wrong_number_of_classes, classes.size(), wanted);
    for (const std::string& name : classes)
        if (name.empty() || name.size() > kLongestName ||
            std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
            throw Error(texts.wrong_class_name);
    auto next = std::make_shared<nn::Model>(model);
    next->architecture.classes = std::move(classes);
    return next;
}

void name_classes(Studio& studio, const std::string& names) {
    State& state = studio.parts.of<State>();
    const nn::ModelPtr before = studio.exhibit().model_pointer();
    const nn::ModelPtr next = with_classes(*before, names_in(names));
    studio.show_model(next);
    if (Report* report = report_to_change(state, before.get())) {
        report->classes_guessed = false;
        report->corrected = true;
        auto moved = state.reports.extract(before.get());
        moved.key() = next.get();
        state.reports.insert(std::move(moved));
    }
    remember(studio);
}

}  // namespace convoscope::models_shown
