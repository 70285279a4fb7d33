#include "features/models/doctor_parts.h"

#include <imgui_stdlib.h>

#include "base/error.h"
#include "features/models/texts.h"
#include "models/class_names.h"
#include "models/class_sets.h"
#include "ui/lines.h"

/// What of the doctor's page has an entry a class or a tensor.
namespace convoscope::models_shown {
namespace {

constexpr std::size_t kMostTensors = 200;

void use_names(studio::Studio& studio, const std::string& names) {
    State& state = studio.parts.of<State>();
    try {
        name_classes(studio, names);
        state.complaint = {};
        state.names.reset();
        ++state.field;
    } catch (const Error& error) {
        state.complaint = error.message();
    }
}

/// The sets that have as many names.
void sets(Doctor& doctor) {
    const std::size_t wanted = doctor.architecture.classes.size();
    std::vector<const models::ClassSet*> fitting;
    for (const models::ClassSet& set : models::class_sets())
        if (names_of(set).size() == wanted) fitting.push_back(&set);
    if (fitting.empty()) return;
    ImGui::SetNextItemWidth(doctor.width);
    if (!ImGui::BeginCombo("##sets", doctor.frame.words(texts.choose_set))) return;
    for (const models::ClassSet* set : fitting)
        if (ImGui::Selectable(doctor.frame.words(set->title)))
            doctor.frame.intents.change(
                [id = std::string(set->id)](studio::Studio& studio) { use_names(studio, id); });
    ImGui::EndCombo();
}

void names_field(Doctor& doctor) {
    const State& state = doctor.frame.studio.parts.of<State>();
    const ui::Look& look = doctor.frame.look;
    const char* use = doctor.frame.words(texts.use_names);
    const float button = ui::text_size(look.fonts.body, look.fonts.body->FontSize, use).x + look.px(20);
    std::string names = state.names ? *state.names : models::class_names_text(doctor.architecture.classes);
    ImGui::SetNextItemWidth(doctor.width - button - look.px(6));
    const std::string id = "##names" + std::to_string(state.field);
    const bool entered = ImGui::InputTextWithHint(id.c_str(), doctor.frame.words(texts.names_hint), &names,
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    if (ImGui::IsItemEdited())
        doctor.frame.intents.change(
            [names](studio::Studio& studio) { studio.parts.of<State>().names = names; });
    ui::explain(look, doctor.frame.words(texts.names_help));
    ImGui::SameLine(0, look.px(6));
    if (ImGui::Button(use, {button, 0}) || entered)
        doctor.frame.intents.change([names](studio::Studio& studio) { use_names(studio, names); });
    if (!state.complaint.empty()) statement(doctor, doctor.frame.words(state.complaint));
}

void tensor_line(Doctor& doctor, const models::doctor::TensorUse& tensor) {
    std::string words = tensor.name + " " + models::doctor::shape_text(tensor.shape);
    if (!tensor.used) words += " · " + std::string(doctor.frame.words(texts.of_no_layer));
    const ui::Look& look = doctor.frame.look;
    ImFont* font = look.fonts.small;
    // Names, in which no word is a technical term.
    ImGui::PushFont(font);
    ImGui::PushStyleColor(ImGuiCol_Text, look.colours.quiet);
    ImGui::TextUnformatted(ui::shortened(font, font->FontSize, doctor.width, words, ui::Keep::End).c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

}  // namespace

std::vector<const models::doctor::TensorUse*> listed_tensors(const models::Imported& imported) {
    std::vector<const models::doctor::TensorUse*> listed;
    for (const bool used : {false, true})
        for (const models::doctor::TensorUse& one : imported.tensors)
            if (one.used == used && listed.size() < kMostTensors) listed.push_back(&one);
    return listed;
}

void classes_part(Doctor& doctor) {
    const Report& report = doctor.report;
    heading(doctor, doctor.frame.words(texts.part_classes));
    if (report.classes_guessed) {
        const models::ClassSet* seems = report.imported->seems;
        const bool is_used = seems && names_of(*seems) == doctor.architecture.classes;
        if (seems)
            remark(doctor,
                   doctor.frame.words(Message(
                       is_used || seems->names.empty() ? texts.seems_to_be : texts.may_be, seems->title)));
        remark(doctor, doctor.frame.words(texts.names_are_guessed));
    }
    sets(doctor);
    names_field(doctor);
}

void tensors_part(Doctor& doctor) {
    const auto& tensors = doctor.report.imported->tensors;
    if (tensors.empty()) return;
    heading(doctor, doctor.frame.words(texts.part_tensors));
    const auto listed = listed_tensors(*doctor.report.imported);
    for (const models::doctor::TensorUse* tensor : listed) tensor_line(doctor, *tensor);
    if (listed.size() < tensors.size())
        remark(doctor, doctor.frame.words(Message(texts.more_tensors, tensors.size() - listed.size())));
}

}  // namespace convoscope::models_shown
