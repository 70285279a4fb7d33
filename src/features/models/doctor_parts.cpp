#include "features/models/doctor_parts.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/number.h"
#include "features/models/texts.h"
#include "models/class_sets.h"
#include "models/photo_showings.h"
#include "ui/lines.h"
#include "ui/terms.h"

namespace convoscope::models_shown {
namespace {

constexpr double kReadsAsTrained = 0.75;
constexpr std::size_t kMostSkipped = 6;

std::string words_of(const Doctor& doctor, const Message& message) { return doctor.frame.words(message); }

models::Choice choice_of(const models::Attempt& attempt) { return {attempt.network, attempt.shown}; }

void choose(Doctor& doctor, const models::Choice& choice) {
    doctor.frame.intents.change([choice](studio::Studio& studio) { try_choice(studio, choice); });
}

/// How many digits it reads in one way, as far as that was tried.
std::string score_of(const Doctor& doctor, const models::Attempt* attempt) {
    if (doctor.report.imported->of == 0) return "";
    if (!attempt || attempt->right < 0) return doctor.frame.words(texts.not_yet_tried);
    return words_of(doctor, {texts.score, attempt->right, doctor.report.imported->of});
}

const models::Attempt* attempt_of(const Report& report, const models::Choice& choice) {
    const auto found = std::ranges::find_if(report.attempts, [&](const models::Attempt& one) {
        return one.network == choice.network && one.shown == choice.shown;
    });
    return found == report.attempts.end() ? nullptr : &*found;
}

bool is_mnist(const models::InputRange& range) {
    const auto usual = models::usual_ranges();
    return range == usual[1] || (range.paper == usual[1].ink && range.ink == usual[1].paper);
}

std::string words_of_range(const Doctor& doctor, const models::InputRange& range) {
    const bool dark = range.paper > range.ink;
    if (is_mnist(range)) return doctor.frame.words(dark ? texts.range_mnist_dark : texts.range_mnist);
    return words_of(doctor, {dark ? texts.range_dark : texts.range,
                             significant(static_cast<double>(std::min(range.paper, range.ink)), 4),
                             significant(static_cast<double>(std::max(range.paper, range.ink)), 4)});
}

/// What a network has other than the one that was chosen.
std::string difference(const Doctor& doctor, const models::Attempt& other) {
    Message words;
    for (const models::doctor::Guess& guess : other.guesses) {
        const bool same = std::ranges::any_of(doctor.report.chosen.guesses, [&](const auto& mine) {
            return mine.what == guess.what && mine.value == guess.value;
        });
        if (!same) words = words.empty() ? guess.text : Message(texts.and_also, words, guess.text);
    }
    return words_of(doctor, words.empty() ? Message(texts.same_but) : words);
}

/// Two ways of showing a drawing of which one is chosen.
template <typename Value>
void pair(Doctor& doctor, const char* id, const Text& first, const Text& second,
          Value models::Showing::*field, Value of_first, Value of_second) {
    const Text labels[] = {first, second};
    const models::Showing& now = doctor.report.chosen.shown;
    const int chosen = now.*field == of_first ? 0 : 1;
    const int clicked = features::choice(doctor.frame, id, labels, chosen, doctor.width);
    if (clicked < 0 || clicked == chosen) return;
    models::Choice wanted = choice_of(doctor.report.chosen);
    wanted.shown.*field = clicked == 0 ? of_first : of_second;
    choose(doctor, wanted);
}

}  // namespace

void heading(Doctor& doctor, const std::string& title) {
    const ui::Look& look = doctor.frame.look;
    ImGui::Dummy({0, look.px(4)});
    ui::wrapped_with_terms(look, look.fonts.strong, look.colours.text, doctor.width, title);
}

void statement(Doctor& doctor, const std::string& words) {
    const ui::Look& look = doctor.frame.look;
    ui::wrapped_with_terms(look, look.fonts.body, look.colours.text, doctor.width, words);
}

void remark(Doctor& doctor, const std::string& words) {
    const ui::Look& look = doctor.frame.look;
    ui::wrapped_with_terms(look, look.fonts.small, look.colours.quiet, doctor.width, words);
}

bool option(Doctor& doctor, const std::string& words, const std::string& score, bool chosen, int index) {
    const ui::Look& look = doctor.frame.look;
    ImFont* font = look.fonts.body;
    const float size = font->FontSize;
    const float pad = look.px(6);
    const float room = ui::text_size(font, size, score.c_str()).x + 3 * pad;
    const std::string lines = ui::wrapped(font, size, doctor.width - room, words);
    const float height = ui::text_size(font, size, lines.c_str()).y + pad;
    ImGui::PushID(index);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool clicked = ImGui::InvisibleButton("option", {doctor.width, height});
    ImGui::PopID();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImU32 ground = chosen                   ? look.colours.field_active
                         : ImGui::IsItemHovered() ? look.colours.field_hover
                                                  : look.colours.field;
    list.AddRectFilled(at, {at.x + doctor.width, at.y + height}, ground, look.px(3));
    const ImU32 colour = chosen ? look.colours.accent : look.colours.text;
    const float top = at.y + 0.5f * pad;
    list.AddText(font, size, {at.x + pad, top}, colour, lines.c_str());
    const float end = at.x + doctor.width - pad - ui::text_size(font, size, score.c_str()).x;
    list.AddText(font, size, {end, top}, chosen ? colour : look.colours.quiet, score.c_str());
    return clicked && !chosen;
}

void file_part(Doctor& doctor) {
    const models::Imported& imported = *doctor.report.imported;
    heading(doctor, doctor.frame.words(texts.part_file));
    const std::string name = std::filesystem::path(doctor.report.path).filename().string();
    statement(doctor,
              imported.producer.empty()
                  ? words_of(doctor, {texts.file_and_format, name, imported.format})
                  : words_of(doctor, {texts.file_format_producer, name, imported.format, imported.producer}));
    const nn::Model& model = doctor.frame.studio.exhibit().model();
    remark(doctor, words_of(doctor, {texts.counts, model.architecture.nodes.size(),
                                     nn::weighted_layers(model.architecture), model.parameter_count()}));
    for (std::size_t i = 0; i < std::min(imported.skipped.size(), kMostSkipped); ++i)
        remark(doctor, words_of(doctor, {texts.passed_over, imported.skipped[i]}));
}

void sure_part(Doctor& doctor) {
    const Report& report = doctor.report;
    const models::Imported& imported = *report.imported;
    heading(doctor, doctor.frame.words(texts.part_sure));
    if (imported.of > 0) {
        statement(doctor, words_of(doctor, {texts.reads_digits, report.chosen.right, imported.of}));
        const double share = static_cast<double>(report.chosen.right) / imported.of;
        if (share < models::kReadsNone)
            remark(doctor, doctor.frame.words(texts.reads_badly));
        else if (share < kReadsAsTrained)
            remark(doctor, doctor.frame.words(texts.reads_half));
    } else {
        statement(doctor, doctor.frame.words(imported.says_all ? texts.says_all : texts.was_not_tried));
    }
}

void corrected_part(Doctor& doctor) {
    if (!doctor.report.corrected) return;
    ImGui::Dummy({0, doctor.frame.look.px(4)});
    remark(doctor, doctor.frame.words(texts.was_corrected));
    if (ImGui::Button(doctor.frame.words(texts.forget))) doctor.frame.intents.change(forget);
    ui::explain(doctor.frame.look, doctor.frame.words(texts.forget_help));
}

void guessed_part(Doctor& doctor) {
    if (doctor.report.chosen.guesses.empty()) return;
    heading(doctor, doctor.frame.words(texts.part_guessed));
    for (const models::doctor::Guess& guess : doctor.report.chosen.guesses)
        remark(doctor, words_of(doctor, guess.text));
}

void range_part(Doctor& doctor) {
    heading(doctor, doctor.frame.words(texts.part_shown));
    ImGui::PushID("range");
    int index = 0;
    if (doctor.report.chosen.shown.preprocessing == nn::Preprocessing::Photo) {
        for (const models::PhotoShowing& way : models::photo_showings(doctor.architecture.input.shape)) {
            models::Choice wanted = choice_of(doctor.report.chosen);
            const bool chosen = wanted.shown == way.shown;
            wanted.shown = way.shown;
            if (option(doctor, doctor.frame.words(way.words), "", chosen, index++)) choose(doctor, wanted);
        }
        ImGui::PopID();
        return;
    }
    for (const models::InputRange& range : models::usual_ranges()) {
        models::Choice wanted = choice_of(doctor.report.chosen);
        const bool chosen = wanted.shown.range == range;
        wanted.shown.range = range;
        const std::string score = score_of(doctor, attempt_of(doctor.report, wanted));
        if (option(doctor, words_of_range(doctor, range), score, chosen, index++)) choose(doctor, wanted);
    }
    ImGui::PopID();
}

/// Whether pictures are shown as photographs or as digits are: where that is a question.
void kind_part(Doctor& doctor) {
    const Text labels[] = {texts.as_photograph, texts.as_digit};
    const bool is_photo = doctor.report.chosen.shown.preprocessing == nn::Preprocessing::Photo;
    const int chosen = is_photo ? 0 : 1;
    const int clicked = features::choice(doctor.frame, "kind", labels, chosen, doctor.width);
    if (clicked < 0 || clicked == chosen) return;
    const nn::Shape& shape = doctor.architecture.input.shape;
    models::Choice wanted = choice_of(doctor.report.chosen);
    wanted.shown = clicked == 0 ? models::photo_showings(shape).front().shown : models::usual_showing(shape);
    choose(doctor, wanted);
}

void placed_part(Doctor& doctor) {
    const nn::Shape& shape = doctor.architecture.input.shape;
    const bool as_large = shape.height == 28 && shape.width == 28;
    const bool smaller = std::min(shape.height, shape.width) < 28;
    heading(doctor, words_of(doctor, {texts.part_placed, nn::shape_words(shape)}));
    using models::Showing;
    const bool is_photo = doctor.report.chosen.shown.preprocessing == nn::Preprocessing::Photo;
    if (is_photo || shape.channels == 3) kind_part(doctor);
    if (is_photo) return;
    if (!as_large && !smaller)
        pair(doctor, "placement", texts.padded, texts.resized, &Showing::placement, nn::Placement::Pad,
             nn::Placement::Resize);
    pair(doctor, "preprocessing", texts.as_mnist, texts.cut_to_ink, &Showing::preprocessing,
         nn::Preprocessing::Mnist, nn::Preprocessing::Fit);
    pair(doctor, "transposed", texts.upright, texts.turned, &Showing::transposed, false, true);
}

void networks_part(Doctor& doctor) {
    const Report& report = doctor.report;
    if (report.networks.size() < 2) return;
    heading(doctor, doctor.frame.words(texts.part_networks));
    ImGui::PushID("network");
    int index = 0;
    for (const models::Attempt& other : report.networks) {
        if (other.network == report.chosen.network) continue;
        models::Choice wanted = choice_of(other);
        if (other.right < 0) wanted.shown = report.chosen.shown;
        if (option(doctor, difference(doctor, other), score_of(doctor, &other), false, index++))
            choose(doctor, wanted);
    }
    ImGui::PopID();
}

}  // namespace convoscope::models_shown
