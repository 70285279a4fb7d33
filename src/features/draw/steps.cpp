#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "features/draw/draw.h"
#include "features/draw/texts.h"
#include "ui/terms.h"

/// What happens to the ink before the network sees it: four small pictures with their names. All but the
/// first can be left out with a click.
namespace convoscope::draw {
namespace {

using features::Frame;
using namespace ui;

/// A step, its explanation, and the command that leaves it out; the drawing itself is always there.
struct Step {
    Text name;
    Text help;
    const char* command;
    canvas::Picture canvas::Steps::*picture;
    bool smooth;  ///< else its pixels are seen as such
};

constexpr int kStepCount = 4;
constexpr Step kSteps[kStepCount] = {
    {texts.step_drawn, texts.step_drawn_help, nullptr, &canvas::Steps::drawn, true},
    {texts.step_cropped, texts.step_cropped_help, "draw.crop", &canvas::Steps::cropped, true},
    {texts.step_scaled, texts.step_scaled_help, "draw.scale", &canvas::Steps::scaled, false},
    {texts.step_centred, texts.step_centred_help, "draw.centre", &canvas::Steps::centred, false},
};
constexpr float kGap = 8;

float tile_side(const Look& look, float width) {
    return std::floor((width - static_cast<float>(kStepCount - 1) * look.px(kGap)) / kStepCount);
}

/// Pixels along the tile's side. What is not scaled is seen as large as it will stand in the network's
/// picture.
int field_of(const Frame& frame, const Step& step, const canvas::Picture& picture) {
    const int own = std::max(picture.width, picture.height);
    const bool unscaled = step.picture == &canvas::Steps::scaled && !frame.studio.preprocessing.scale;
    return std::max({1, own, unscaled ? canvas::kNetworkPicture : 0});
}

void tile(Frame& frame, const Step& step, bool hovered, ImVec2 at, float side) {
    const Look& look = frame.look;
    const studio::Exhibit& exhibit = frame.studio.exhibit();
    const canvas::Picture& picture = exhibit.steps().*step.picture;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + side, at.y + side}, look.colours.paper, look.px(3));
    if (!exhibit.sees_nothing() && !picture.empty()) {
        const float scale = side / static_cast<float>(field_of(frame, step, picture));
        const ImVec2 size{std::round(static_cast<float>(picture.width) * scale),
                          std::round(static_cast<float>(picture.height) * scale)};
        const ImVec2 from{std::floor(at.x + 0.5f * (side - size.x)),
                          std::floor(at.y + 0.5f * (side - size.y))};
        list.PushClipRect(at, {at.x + side, at.y + side}, true);
        const ImTextureID ink = frame.pictures.ink(step.name.english, exhibit.steps_revision(), picture.ink,
                                                   picture.width, picture.height, step.smooth);
        list.AddImage(ink, from, {from.x + size.x, from.y + size.y}, {0, 0}, {1, 1}, look.colours.ink);
        list.PopClipRect();
    }
    list.AddRect(at, {at.x + side, at.y + side}, hovered ? look.colours.accent : look.colours.panel_line,
                 look.px(3));
}

/// A box with a tick in it where the step is taken.
void tick_box(const Look& look, bool taken, ImVec2 at, float line) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float side = std::round(0.72f * line);
    const ImVec2 from{at.x, std::round(at.y + 0.5f * (line - side))};
    const ImVec2 to{from.x + side, from.y + side};
    const float thin = std::max(1.0f, look.scale);
    if (taken) {
        list.AddRectFilled(from, to, look.colours.accent, look.px(2));
        const ImVec2 tick[] = {{from.x + 0.22f * side, from.y + 0.52f * side},
                               {from.x + 0.42f * side, from.y + 0.72f * side},
                               {from.x + 0.8f * side, from.y + 0.28f * side}};
        list.AddPolyline(tick, 3, look.colours.on_accent, 0, 1.2f * thin);
    } else {
        list.AddRect(from, to, look.colours.quiet, look.px(2), 0, thin);
    }
}

float box_width(const Look& look, const Step& step) {
    return step.command ? std::round(0.72f * look.fonts.small->FontSize) + look.px(3) : 0;
}

/// Size of the names' font: all alike, and small enough for each to stay under its tile.
float name_size(const Look& look, float side) {
    const float line = look.fonts.small->FontSize;
    float share = 1;
    for (const Step& step : kSteps) {
        const float natural = text_size(look.fonts.small, line, look.words(step.name)).x;
        share = std::min(share, (side + 0.5f * look.px(kGap) - box_width(look, step)) / natural);
    }
    return share * line;
}

/// As the model has it, which may want no such step.
bool is_taken(const studio::Studio& studio, const Step& step) {
    const canvas::PreprocessOptions taken =
        studio::preprocessing_for(studio.exhibit().architecture().input, studio.preprocessing);
    if (step.picture == &canvas::Steps::cropped) return taken.crop;
    if (step.picture == &canvas::Steps::scaled) return taken.scale;
    return step.picture != &canvas::Steps::centred || taken.centre;
}

void name(const Look& look, const Step& step, bool taken, ImVec2 at, float side) {
    const float line = look.fonts.small->FontSize;
    const float font = name_size(look, side);
    const float width = box_width(look, step) + text_size(look.fonts.small, font, look.words(step.name)).x;
    ImVec2 from{std::round(at.x + 0.5f * (side - width)), at.y + side + look.px(3)};
    if (step.command) tick_box(look, taken, from, line);
    from.x += box_width(look, step);
    from.y += 0.5f * (line - font);
    add_text(*ImGui::GetWindowDrawList(), look.fonts.small, font, from,
             taken ? look.colours.quiet : with_alpha(look.colours.quiet, 0.6f), look.words(step.name));
    const float words = text_size(look.fonts.small, font, look.words(step.name)).x;
    dotted(look, {from.x, from.y + 1.02f * font}, words, with_alpha(look.colours.quiet, 0.7f));
}

std::string help(const Frame& frame, const Step& step, bool taken) {
    std::string words = frame.words(step.help);
    if (!step.command) return words;
    return words + "\n" + frame.words(taken ? texts.step_leave_out : texts.step_take) + "  (" +
           frame.studio.commands().key_of(step.command) + ")";
}

float height_of(const Look& look, float width) {
    return tile_side(look, width) + look.fonts.small->FontSize + look.px(4);
}

void draw_section(Frame& frame, float width, float) {
    if (frame.studio.exhibit().is_for_photos()) return draw_planes(frame, width);
    const Look& look = frame.look;
    const float side = tile_side(look, width);
    const float height = height_of(look, width);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    for (int i = 0; i < kStepCount; ++i) {
        const Step& step = kSteps[i];
        const ImVec2 at{start.x + static_cast<float>(i) * (side + look.px(kGap)), start.y};
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(i);
        const bool clicked = ImGui::InvisibleButton("##step", {side, height});
        ImGui::PopID();
        if (clicked && step.command) frame.intents.run(step.command);
        const bool hovered = step.command && ImGui::IsItemHovered();
        const bool taken = is_taken(frame.studio, step);
        explain(look, help(frame, step, taken).c_str());
        tile(frame, step, hovered, at, side);
        name(look, step, taken, at, side);
    }
    ImGui::SetCursorScreenPos({start.x, start.y + height + look.px(4)});
}

}  // namespace

features::Section steps_section() {
    return {.id = "steps",
            .title = [](const studio::Studio&) -> const Text& { return texts.sees; },
            .gives_way = true,
            .least_height = [](const Frame& frame,
                               float width) { return height_of(frame.look, width) + frame.look.px(4); },
            .draw = draw_section};
}

}  // namespace convoscope::draw
