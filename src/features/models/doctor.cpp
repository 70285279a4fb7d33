#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/number.h"
#include "features/models/doctor_parts.h"
#include "features/models/models.h"
#include "features/models/texts.h"

/// The import doctor's page: what was found in another program's file, what was guessed, and what else it may
/// be, each a click away.
namespace convoscope::models_shown {
namespace {

using features::Frame;
using studio::Studio;

constexpr float kLeastColumn = 260;  ///< points
constexpr float kBetween = 20;

/// What is selected or inspected: the page gives way when that changes.
std::string asked(const Studio& studio) {
    return studio.view().selection + " " + studio.view().inspected_layer;
}

void header(Frame& frame, float width) {
    const ui::Look& look = frame.look;
    const float end = ImGui::GetCursorPosX() + width;
    const float close = look.px(26);
    ImGui::AlignTextToFramePadding();
    ImGui::PushFont(look.fonts.strong);
    ImGui::TextUnformatted(frame.words(texts.doctor));
    ImGui::PopFont();
    ImGui::SameLine(0, 0);
    ImGui::SetCursorPosX(end - close);
    if (ImGui::Button("×###close", {close, 0})) frame.intents.run("model.doctor");
    ui::explain(look, frame.words(texts.close_doctor));
}

/// One below the other, or side by side where there is room, those of the shortest column first.
void in_columns(Doctor& doctor, std::span<void (*const)(Doctor&)> parts) {
    const float whole = doctor.width;
    const float scale = doctor.frame.look.scale;
    const int fit = static_cast<int>((whole / scale + kBetween) / (kLeastColumn + kBetween));
    const int count = std::clamp(fit, 1, 3);
    const float between = doctor.frame.look.px(kBetween);
    doctor.width = std::floor((whole - between * static_cast<float>(count - 1)) / static_cast<float>(count));
    const ImVec2 start = ImGui::GetCursorPos();
    std::vector<float> ends(static_cast<std::size_t>(count), start.y);
    for (const auto part : parts) {
        const auto column = std::ranges::min_element(ends);
        const auto index = static_cast<float>(column - ends.begin());
        ImGui::SetCursorPos({start.x + index * (doctor.width + between), *column});
        ImGui::BeginGroup();
        part(doctor);
        ImGui::EndGroup();
        *column = ImGui::GetCursorPosY();
    }
    ImGui::SetCursorPos({start.x, *std::ranges::max_element(ends)});
}

}  // namespace

bool doctor_is_open(const Studio& studio) {
    const State& state = studio.parts.of<State>();
    return state.doctor_open && shown_report(studio) && state.doctor_over == asked(studio);
}

void open_doctor(Studio& studio) {
    State& state = studio.parts.of<State>();
    state.doctor_open = true;
    state.doctor_over = asked(studio);
    state.names.reset();
    state.complaint = {};
    ++state.field;
}

void close_doctor(Studio& studio) { studio.parts.of<State>().doctor_open = false; }

void draw_doctor(Frame& frame) {
    const ui::Look& look = frame.look;
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(8), look.px(5)));
    header(frame, width);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::BeginChild("doctor", {0, 0}, false, ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    Doctor doctor{frame, *shown_report(frame.studio), frame.studio.exhibit().architecture(),
                  width - ImGui::GetStyle().ScrollbarSize - look.px(2)};
    constexpr void (*kParts[])(Doctor&) = {sure_part,     file_part,      classes_part,
                                           placed_part,   range_part,     guessed_part,
                                           networks_part, corrected_part, tensors_part};
    in_columns(doctor, kParts);
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

void tell_doctor(const Studio& studio, const features::Tell& tell) {
    const Report* report = doctor_is_open(studio) ? shown_report(studio) : nullptr;
    if (!report) return;
    const models::Imported& imported = *report->imported;
    tell(imported.producer, false);
    for (const Message& one : imported.skipped) tell(studio.words(one), false);
    for (const models::Attempt& attempt : report->networks)
        for (const models::doctor::Guess& guess : attempt.guesses) tell(studio.words(guess.text), false);
    for (const models::ClassSet& set : models::class_sets()) tell(set.title.in(studio.language()), false);
    for (const models::doctor::TensorUse* one : listed_tensors(imported)) tell(one->name, false);
    const State& state = studio.parts.of<State>();
    tell(state.names.value_or(""), false);
    tell(studio.words(state.complaint), false);
}

}  // namespace convoscope::models_shown
