#include <algorithm>
#include <string>
#include <vector>

#include "features/ask/pages.h"
#include "features/ask/parts.h"
#include "features/ask/texts.h"
#include "nn/address.h"
#include "studio/selection.h"
#include "ui/lines.h"

namespace convoscope::ask {
namespace {

using features::command_button;
using features::Frame;
using namespace ui;

constexpr float kOneLine = 480;     ///< points from which the pages stand beside the title
constexpr float kPagesWidth = 220;  ///< and how wide they are then

/// An arrow button of the history.
void history(Frame& frame, const char* command, ImGuiDir direction) {
    ImGui::BeginDisabled(!frame.studio.can_run(command));
    if (ImGui::ArrowButton(command, direction)) frame.intents.run(command);
    ImGui::EndDisabled();
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
        tip(frame.look, frame.studio.commands().hint(command, frame.look.language).c_str());
    ImGui::SameLine(0, frame.look.px(4));
}

/// What is shown, in words: all of them where there is room. The short form to search and cite by is its tip.
void title(const Inspecting& inspecting, float room) {
    const Look& look = inspecting.look;
    const InspectorState& state = inspecting.state;
    const bool of_unit = state.view().page == scene::kUnitPage && state.unit;
    const auto width_of = [&](const std::string& words) {
        return text_size(look.fonts.strong, look.fonts.strong->FontSize, words.c_str()).x;
    };
    std::string words = studio::layer_title(state.architecture(), state.node, look.language);
    if (of_unit && width_of(inspecting.place(*state.unit)) <= room) words = inspecting.place(*state.unit);
    ImGui::PushFont(look.fonts.strong);
    ImGui::TextUnformatted(
        shortened(look.fonts.strong, look.fonts.strong->FontSize, room, words, Keep::Beginning).c_str());
    ImGui::PopFont();
    const std::string address = of_unit
                                    ? nn::format_address(state.architecture(), *state.unit)
                                    : state.architecture().nodes[static_cast<std::size_t>(state.node)].name;
    explain(look, inspecting.filled(texts.address_help, address).c_str());
}

/// Which page is open, as buttons.
void page_choice(Inspecting& inspecting, const Page& open, float width) {
    std::vector<Text> titles;
    for (const Page* page : pages()) titles.push_back(page->title);
    const int clicked =
        features::choice(inspecting.frame, "page", titles,
                         static_cast<int>(std::ranges::find(pages(), &open) - pages().begin()), width);
    if (clicked >= 0)
        inspecting.frame.intents.run("inspector.page",
                                     std::string(pages()[static_cast<std::size_t>(clicked)]->id));
}

/// Back, forward, what is shown, the pages, and the buttons that keep it or close it: in one line where there
/// is room.
void header(Inspecting& inspecting, const Page& open) {
    const Look& look = inspecting.look;
    const float start = ImGui::GetCursorPosX();
    const float end = start + inspecting.width;
    history(inspecting.frame, "unit.back", ImGuiDir_Left);
    history(inspecting.frame, "unit.forward", ImGuiDir_Right);
    const float save =
        text_size(look.fonts.body, look.fonts.body->FontSize, inspecting.words(texts.save_numbers)).x +
        look.px(16);
    const float close = look.px(26);
    const float buttons = save + close + look.px(4);
    const bool one_line = inspecting.width >= look.px(kOneLine);
    const float pages_width = one_line ? look.px(kPagesWidth + 12) : 0;
    ImGui::AlignTextToFramePadding();
    title(inspecting, end - buttons - pages_width - look.px(8) - ImGui::GetCursorPosX());
    ImGui::SameLine(0, 0);
    if (one_line) {
        ImGui::SetCursorPosX(end - buttons - pages_width);
        page_choice(inspecting, open, look.px(kPagesWidth));
        ImGui::SameLine(0, 0);
    }
    ImGui::SetCursorPosX(end - buttons);
    command_button(inspecting.frame,
                   {.id = "file.save_numbers", .label = texts.save_numbers, .size = {save, 0}});
    ImGui::SameLine(0, look.px(4));
    if (ImGui::Button("×###close", {close, 0})) inspecting.frame.intents.run("unit.let_go");
    explain(look, inspecting.frame.studio.commands().hint("unit.let_go", look.language).c_str());
    if (!one_line) page_choice(inspecting, open, inspecting.width);
}

InspectorState state_of(const studio::Studio& studio) {
    const studio::Exhibit& exhibit = studio.exhibit();
    const State& own = studio.parts.of<State>();
    InspectorState state{.exhibit = exhibit,
                         .unit = exhibit.view.inspected_layer.empty() ? exhibit.selected() : std::nullopt};
    state.calculation = state.unit ? shown_calculation(studio) : nullptr;
    state.workspace = exhibit.numbers();
    state.node = studio::asked_layer(studio);
    state.measured = own.measurement.of(studio);
    return state;
}

}  // namespace

bool inspector_is_open(const studio::Studio& studio) {
    const studio::Exhibit& exhibit = studio.exhibit();
    return !exhibit.view.inspected_layer.empty() || exhibit.selected();
}

const nn::Calculation* shown_calculation(const studio::Studio& studio) {
    const studio::Exhibit& exhibit = studio.exhibit();
    return studio.parts.of<State>().raw_classes ? exhibit.calculation() : exhibit.calculation_against_mean();
}

void draw_inspector(Frame& frame) {
    const Look& look = frame.look;
    const InspectorState state = state_of(frame.studio);
    const float width = ImGui::GetContentRegionAvail().x;
    Inspecting inspecting(frame, state, width);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(8), look.px(5)));
    const Page& open = open_page(frame.studio);
    header(inspecting, open);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    // Each page keeps its own place.
    ImGui::BeginChild(std::string(open.id).c_str(), {0, 0}, false, ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    // Another layer is read from the top; the neighbour of a unit from where that one was read.
    int& last = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("layer"), -1);
    if (last != state.node) ImGui::SetScrollY(0);
    last = state.node;
    inspecting.width = width - ImGui::GetStyle().ScrollbarSize - look.px(2);
    open.draw(inspecting);
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace convoscope::ask
