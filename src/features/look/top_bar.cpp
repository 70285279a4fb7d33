#include <string>

#include "features/bar_row.h"
#include "features/look/look.h"
#include "features/look/texts.h"

/// Above the stage, after the model's name: colours and their scale; at the right what is saved, the theme,
/// the size, the keys. Where there is little room words become marks, and marks become lines of one menu;
/// nothing goes away.
namespace convoscope::look {
namespace {

using features::BarRow;
using features::command_item;
using features::Frame;
using ui::Look;
using ui::Mark;

constexpr Text kPalettes[scene::kPaletteCount] = {texts.palette_original, texts.palette_signed,
                                                  texts.palette_even, texts.palette_grey};
constexpr Text kScales[scene::kScaleCount] = {texts.scale_layer, texts.scale_map, texts.scale_network,
                                              texts.scale_fixed};
constexpr const char* kExports[] = {"file.screenshot",      "file.picture",   "file.save",
                                    "file.save_picture",    "file.save_view", "file.save_numbers",
                                    "file.save_activations"};
constexpr float kSwatch = 44;  ///< points

/// How little there is room for.
enum Room { kWords, kShortWords, kMarks, kOneMenu, kRooms };

/// A palette's colours, before its line.
void swatch(const Look& look, scene::Palette palette) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = look.fonts.body->FontSize;
    const scene::Ramp ramp = scene::make_ramp(palette, look.theme);
    constexpr int kSteps = 22;
    const float step = look.px(kSwatch) / kSteps;
    for (int i = 0; i < kSteps; ++i)
        ImGui::GetWindowDrawList()->AddRectFilled(
            {at.x + step * static_cast<float>(i), at.y + look.px(2)},
            {at.x + step * static_cast<float>(i + 1), at.y + height},
            ui::packed(ramp[static_cast<std::size_t>(255 * i / (kSteps - 1))]));
    ImGui::Dummy({look.px(kSwatch), height});
    ImGui::SameLine();
}

void palettes(Frame& frame) {
    for (int i = 0; i < scene::kPaletteCount; ++i) {
        const auto palette = static_cast<scene::Palette>(i);
        swatch(frame.look, palette);
        command_item(frame, {.id = "show.palette",
                             .argument = fields::name_of_choice(palette),
                             .label = &kPalettes[i],
                             .on = palette == frame.studio.view().palette});
    }
}

void scales(Frame& frame) {
    for (int i = 0; i < scene::kScaleCount; ++i) {
        const auto scale = static_cast<scene::Scale>(i);
        command_item(frame, {.id = "show.scale",
                             .argument = fields::name_of_choice(scale),
                             .label = &kScales[i],
                             .on = scale == frame.studio.view().scale});
    }
    ImGui::Separator();
    ImGui::TextDisabled("%s", frame.words(texts.scale_help));
}

void exports(Frame& frame) {
    for (const char* id : kExports) command_item(frame, {.id = id});
}

void colours(Frame& frame, BarRow& row, int room) {
    if (room == kOneMenu) return;
    const scene::ViewState& view = frame.studio.view();
    const bool whole = room == kWords;
    const Message palette(texts.palette_menu, kPalettes[static_cast<int>(view.palette)]);
    const Message scale(texts.scale_menu, kScales[static_cast<int>(view.scale)]);
    row.menu({.id = "palette",
              .label = texts.palette,
              .help = &texts.palette_help,
              .words = whole ? frame.words(palette) : ""},
             [&] { palettes(frame); });
    row.menu({.id = "scale",
              .label = texts.scale,
              .help = &texts.key_choose_scale,
              .words = whole ? frame.words(scale) : ""},
             [&] { scales(frame); });
}

void all_in_one(Frame& frame) {
    palettes(frame);
    ImGui::Separator();
    scales(frame);
    ImGui::Separator();
    exports(frame);
}

void right_group(Frame& frame, BarRow& row, int room) {
    const bool light = frame.studio.settings.theme == scene::Theme::Light;
    if (room == kOneMenu)
        row.menu({.id = "more", .label = texts.more, .mark = Mark::More, .mark_alone = true},
                 [&] { all_in_one(frame); });
    else
        row.menu({.id = "export",
                  .label = texts.export_menu,
                  .mark = Mark::Export,
                  .mark_alone = room == kMarks,
                  .help = &texts.export_help},
                 [&] { exports(frame); });
    row.command({.id = "show.theme",
                 .label = light ? texts.theme_dark : texts.theme,
                 .help = &texts.theme_help,
                 .mark = light ? Mark::Dark : Mark::Light,
                 .mark_alone = room != kWords});
    row.command({.id = "show.larger", .label = texts.larger, .help = &texts.larger_help});
    row.command({.id = "show.present", .label = texts.present, .mark = Mark::Screen, .mark_alone = true});
    row.command({.id = "help.keys", .label = texts.help, .help = &texts.help_help});
}

float width_at(Frame& frame, int room) {
    BarRow left(frame, false);
    colours(frame, left, room);
    BarRow right(frame, false);
    right_group(frame, right, room);
    return left.width() + right.width() + frame.look.px(8);
}

}  // namespace

void top_bar(Frame& frame) {
    const Look& look = frame.look;
    ImGui::SameLine(0, look.px(8));
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float end = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - look.px(12);
    int room = kWords;
    while (room + 1 < kRooms && width_at(frame, room) > end - start.x) ++room;
    BarRow left(frame, true);
    colours(frame, left, room);
    BarRow measured(frame, false);
    right_group(frame, measured, room);
    ImGui::SameLine(0, 0);
    ImGui::SetCursorScreenPos({end - measured.width(), start.y});
    BarRow right(frame, true);
    right_group(frame, right, room);
}

}  // namespace convoscope::look
