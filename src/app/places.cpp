#include "app/places.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "ui/lines.h"

namespace convoscope::app {
namespace {

using features::Feature;
using features::Frame;
using features::Section;
using namespace ui;

constexpr float kNarrowest = 200;  ///< points, of the left column
constexpr float kWidest = 560;
constexpr float kPadding = 16;
constexpr float kGap = 8;  ///< between the parts of the column
constexpr float kSplitter = 6;
constexpr float kPadShare = 0.33f;       ///< of the window's height, as long as nobody chose a width
constexpr float kTallPadShare = 0.365f;  ///< in a window so high that the rest of the column needs less of it
constexpr float kTallWindow = 1080;      ///< points with letters of the usual size
constexpr float kUsualWindow = 720;
constexpr float kFloatingPad = 0.3f;  ///< likewise, while presenting
constexpr float kRoomForBars = 60;    ///< points more than the bars need at least
constexpr float kNarrowestPage = 240;
constexpr float kWidestPage = 900;
constexpr float kLeastStage = 200;  ///< what the page leaves of it at least
/// In a window narrower than this the page is a sheet below the stage.
constexpr float kNarrowWindow = 1100;
constexpr float kLeastSheet = 140;
constexpr float kTallestSheet = 900;
constexpr float kMenuHeight = 26;
constexpr float kTopHeight = 40;
constexpr float kToolsHeight = 36;
constexpr float kBottomHeight = 52;
constexpr float kNarrowBottomHeight = 62;  ///< where the sentence has four lines
constexpr float kNarrowBottom = 720;
/// Points that the narrowest column without what gives way, and a stage of twice its width, take.
constexpr float kLeastWidth = 640;
constexpr float kLeastHeight = 545 + kMenuHeight;
constexpr float kLeastTallHeight = 46;  ///< more where the pad is a larger share

// The panels' ground is what the window is cleared to: a fill of a third of the window through the
// interface's textured, blended triangles would cost more than the whole scene on a software renderer.
constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNavFocus;

void begin_window(const char* id, const scene::Viewport& place, int more_flags = 0) {
    ImGui::SetNextWindowPos({place.x, place.y});
    ImGui::SetNextWindowSize({place.width, place.height});
    ImGui::Begin(id, nullptr, kFixed | more_flags);
}

void begin_panel(const char* id, const scene::Viewport& place, Arranged& arranged, int more_flags = 0) {
    begin_window(id, place, more_flags);
    arranged.panels.push_back({id, place});
}

/// A heading that folds what follows. @return whether it is open
bool heading(const Look& look, const char* title, const char* id, bool open) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float line = look.fonts.strong->FontSize;
    const float width = ImGui::GetContentRegionAvail().x;
    if (ImGui::InvisibleButton(id, {width, line + look.px(4)})) open = !open;
    const ImU32 colour = ImGui::IsItemHovered() ? look.colours.accent : look.colours.text;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    add_text(list, look.fonts.strong, line, at, colour, title);
    const float half = std::round(0.22f * line);
    const ImVec2 middle{at.x + width - 2 * half, std::round(at.y + 0.55f * line)};
    if (open)
        list.AddTriangleFilled({middle.x - half, middle.y - 0.5f * half},
                               {middle.x + half, middle.y - 0.5f * half}, {middle.x, middle.y + 0.7f * half},
                               look.colours.quiet);
    else
        list.AddTriangleFilled({middle.x - 0.5f * half, middle.y - half}, {middle.x + 0.7f * half, middle.y},
                               {middle.x - 0.5f * half, middle.y + half}, look.colours.quiet);
    return open;
}

bool is_open(const Frame& frame, const Section& section) {
    const auto& open = frame.studio.settings.open;
    const auto found = open.find(section.id);
    return !section.folds || found == open.end() || found->second;
}

std::vector<Section> sections_of(const std::vector<Feature>& features) {
    std::vector<Section> sections;
    for (const Feature& feature : features)
        sections.insert(sections.end(), feature.sections.begin(), feature.sections.end());
    return sections;
}

/// The left column: the first section is a square as wide as the column and takes what the others leave.
struct Column {
    float width = 0;
    float side = 0;                    ///< of what is in it
    bool keeps_what_gives_way = true;  ///< there is room for it
};

/// Height of all open sections in a column whose content is `side` wide, with their titles.
float height_of(const Frame& frame, const std::vector<Section>& sections, float side,
                bool with_what_gives_way) {
    const Look& look = frame.look;
    float height = 2 * look.px(10);
    for (const Section& section : sections) {
        height += look.fonts.strong->FontSize + look.px(4) + look.px(kGap);
        if (is_open(frame, section) && (with_what_gives_way || !section.gives_way))
            height += section.least_height(frame, side);
    }
    return height;
}

/// From 0 for a window of usual height to 1 for a tall one.
float tallness(float height, float density) {
    return std::clamp((height / density - kUsualWindow) / (kTallWindow - kUsualWindow), 0.0f, 1.0f);
}

/// Of the pad in the window's height: the same for letters of every size, which must never make it smaller.
float pad_share(float window_height, float density) {
    return kPadShare + tallness(window_height, density) * (kTallPadShare - kPadShare);
}

/// @param window_height  with the menus
Column measure_column(const Frame& frame, const std::vector<Section>& sections, float width,
                      float window_height) {
    const float height = window_height - frame.look.px(kMenuHeight);
    const Look& look = frame.look;
    const float least = look.px(kNarrowest - 2 * kPadding);
    const float most = std::max(look.px(kNarrowest), 0.55f * width);
    Column column;
    // Where nobody chose a width the pad is a share of the window, whatever the size of the letters: they
    // never make it smaller.
    const bool chosen = frame.studio.settings.left_width != studio::Settings().left_width;
    const float wanted = chosen ? look.px(frame.studio.settings.left_width)
                                : pad_share(window_height, frame.studio.places.density) * window_height +
                                      2 * look.px(kPadding);
    column.side = std::clamp(wanted, look.px(kNarrowest), most) - 2 * look.px(kPadding);
    // The pad's height is the column's side: the rest is what does not change with it, or nearly so.
    const auto others = [&](bool all) { return height_of(frame, sections, column.side, all) - column.side; };
    // What gives way does so before the pad gets smaller than it would be without.
    column.keeps_what_gives_way = height - others(true) >= (chosen ? least : column.side);
    column.side = std::max(least, std::min(column.side, height - others(column.keeps_what_gives_way)));
    column.width = column.side + 2 * look.px(kPadding);
    return column;
}

void draw_section(Frame& frame, const Section& section, const Column& column) {
    const Look& look = frame.look;
    const char* title = frame.words(section.title(frame.studio));
    if (!section.folds) {
        ImGui::PushFont(look.fonts.strong);
        ImGui::TextUnformatted(title);
        ImGui::PopFont();
        section.draw(frame, column.side, ImGui::GetContentRegionAvail().y);
        return;
    }
    // Where there is no room it shows as folded, and a click there does not forget that it was open.
    const bool shown = is_open(frame, section) && (!section.gives_way || column.keeps_what_gives_way);
    const bool wanted = heading(look, title, section.id, shown);
    if (wanted != shown)
        frame.intents.change([id = std::string(section.id), wanted](studio::Studio& studio) {
            studio.settings.open[id] = wanted;
        });
    if (shown) section.draw(frame, column.side, ImGui::GetContentRegionAvail().y);
}

/// A border to be dragged, at one side of the present window. @return where it is dragged to, pixels
enum class Side { Left, Right, Top };
std::optional<float> splitter(const Look& look, Side side) {
    const ImVec2 corner = ImGui::GetWindowPos();
    const ImVec2 size = ImGui::GetWindowSize();
    const float thick = look.px(kSplitter);
    const bool lying = side == Side::Top;
    const ImVec2 from{side == Side::Right ? corner.x + size.x - thick : corner.x, corner.y};
    const ImVec2 line{side == Side::Right ? corner.x + size.x - 1 : corner.x, corner.y};
    // The window's clip rectangle leaves half of its padding out, and with it the border.
    ImGui::PushClipRect(corner, {corner.x + size.x, corner.y + size.y}, false);
    ImGui::SetCursorScreenPos(from);
    ImGui::InvisibleButton("##splitter", lying ? ImVec2{size.x, thick} : ImVec2{thick, size.y});
    const bool held = ImGui::IsItemActive();
    if (held || ImGui::IsItemHovered())
        ImGui::SetMouseCursor(lying ? ImGuiMouseCursor_ResizeNS : ImGuiMouseCursor_ResizeEW);
    const ImU32 colour = held || ImGui::IsItemHovered() ? look.colours.accent : look.colours.panel_line;
    ImGui::GetWindowDrawList()->AddLine(
        line, lying ? ImVec2{corner.x + size.x, corner.y} : ImVec2{line.x, corner.y + size.y}, colour,
        std::max(1.0f, look.scale));
    ImGui::PopClipRect();
    if (!held) return std::nullopt;
    return lying ? ImGui::GetIO().MousePos.y : ImGui::GetIO().MousePos.x;
}

/// Parts the room between the left column and the window's end: the stage, and the page at its right, or, in
/// a narrow window, below it. The stage keeps half of the height at least.
struct Parted {
    scene::Viewport stage;
    scene::Viewport page;
    bool sheet = false;
};
Parted part(const Frame& frame, const scene::Viewport& room, bool page) {
    if (!page) return {room, {}};
    const Look& look = frame.look;
    const studio::Settings& settings = frame.studio.settings;
    Parted parted{room, room, ImGui::GetIO().DisplaySize.x < look.px(kNarrowWindow)};
    if (parted.sheet) {
        const float most = std::floor(0.5f * room.height);
        const float height =
            std::clamp(look.px(settings.sheet_height), std::min(most, look.px(kLeastSheet)), most);
        parted.stage.height -= height;
        parted.page = {room.x, room.y + parted.stage.height, room.width, height};
    } else {
        const float most = std::max(look.px(kNarrowestPage), room.width - look.px(kLeastStage));
        const float width = std::clamp(look.px(settings.right_width), look.px(kNarrowestPage), most);
        parted.stage.width = std::max(1.0f, room.width - width);
        parted.page = {room.x + room.width - width, room.y, width, room.height};
    }
    return parted;
}

const features::Page* open_page(const Frame& frame, const std::vector<Feature>& features) {
    for (const Feature& feature : features)
        if (feature.page && feature.page->is_open(frame.studio)) return &*feature.page;
    return nullptr;
}

void left_column(Frame& frame, const std::vector<Section>& sections, const Column& column,
                 const scene::Viewport& place, Arranged& arranged) {
    const Look& look = frame.look;
    begin_panel("###left", place, arranged);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(8), look.px(6)));
    for (const Section& section : sections) draw_section(frame, section, column);
    ImGui::PopStyleVar();
    if (const auto x = splitter(look, Side::Right))
        frame.intents.change([width = std::clamp(*x / look.scale, kNarrowest, kWidest)](
                                 studio::Studio& studio) { studio.settings.left_width = width; });
    ImGui::End();
}

/// Its border is dragged: how wide or high it is from now on.
void resize_page(Frame& frame, const scene::Viewport& place, bool sheet) {
    const Look& look = frame.look;
    const auto to = splitter(look, sheet ? Side::Top : Side::Left);
    if (!to) return;
    const float size = ((sheet ? place.y + place.height : place.x + place.width) - *to) / look.scale;
    frame.intents.change([size, sheet](studio::Studio& studio) {
        if (sheet)
            studio.settings.sheet_height = std::clamp(size, kLeastSheet, kTallestSheet);
        else
            studio.settings.right_width = std::clamp(size, kNarrowestPage, kWidestPage);
    });
}

void draw_page(Frame& frame, const features::Page& page, const Parted& parted, Arranged& arranged) {
    const Look& look = frame.look;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(14), look.px(8)));
    begin_panel("###right", parted.page, arranged);
    // The stage's shade ends at a line.
    resize_page(frame, parted.page, parted.sheet);
    ImGui::SetCursorPos({look.px(14), look.px(8)});
    page.draw(frame);
    ImGui::End();
    ImGui::PopStyleVar();
    arranged.page_open = true;
}

/// A bar above or below the stage, filled by the features that have something for it.
void bar(Frame& frame, const std::vector<Feature>& features, void (*Feature::*fill)(Frame&), const char* id,
         const scene::Viewport& place, Arranged& arranged) {
    const Look& look = frame.look;
    const float button = look.fonts.body->FontSize + 2 * ImGui::GetStyle().FramePadding.y;
    const float above =
        std::floor(std::max(0.0f, 0.5f * (std::min(place.height, look.px(kTopHeight)) - button)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(12), above));
    begin_panel(id, place, arranged);
    for (const Feature& feature : features)
        if (feature.*fill) (feature.*fill)(frame);
    ImGui::End();
    ImGui::PopStyleVar();
}

/// In place of what the bar at the bottom says, so that it covers nothing of the scene and no button, and
/// leaves no half sentence beside it; without the panels in the stage's corner, where no layer stands.
void draw_notice(const Look& look, const std::string& notice, const scene::Viewport& place, bool in_bar) {
    const float size = look.fonts.body->FontSize;
    const float pad = look.px(8);
    const float room = std::max(look.px(120), place.width - 4 * pad);
    const std::string words =
        wrapped(look.fonts.body, size, in_bar ? room : std::min(room, look.px(420)), notice);
    const ImVec2 extent = text_size(look.fonts.body, size, words.c_str());
    ImVec2 low{std::round(place.x + pad), std::round(place.y + pad)};
    ImVec2 high{low.x + extent.x + 2 * pad, low.y + extent.y + 2 * pad};
    if (in_bar) {
        high = {std::round(place.x + place.width - pad), std::round(place.y + place.height - pad)};
        low.y = std::min(low.y, high.y - extent.y - 2 * pad);  // what is long grows upwards
    }
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    list.AddRectFilled(low, high, with_alpha(look.colours.panel, in_bar ? 1.0f : 0.97f), look.px(4));
    list.AddRect(low, high, look.colours.accent, look.px(4));
    list.AddText(look.fonts.body, size, {low.x + pad, std::round(0.5f * (low.y + high.y - extent.y))},
                 look.colours.text, words.c_str());
}

/// Everything beside the stage.
void draw_beside(Frame& frame, const std::vector<Feature>& features, ImVec2 display, Arranged& arranged) {
    const Look& look = frame.look;
    const std::vector<Section> sections = sections_of(features);
    const float menu = look.px(kMenuHeight);
    const Column column = measure_column(frame, sections, display.x, display.y);
    const float top = look.px(kTopHeight);
    const float tools = look.px(kToolsHeight);
    const float across = display.x - column.width;
    const float bottom = look.px(across < look.px(kNarrowBottom) ? kNarrowBottomHeight : kBottomHeight);
    const features::Page* page = open_page(frame, features);
    const Parted parted = part(frame,
                               {column.width, menu + top, std::max(1.0f, across),
                                std::max(1.0f, display.y - menu - top - tools - bottom)},
                               page != nullptr);
    arranged.stage = parted.stage;
    arranged.sheet = parted.sheet;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(8), 0));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        ImVec2(look.px(8), std::floor(0.5f * (menu - look.fonts.body->FontSize))));
    begin_panel("###menu", {0, 0, display.x, menu}, arranged, ImGuiWindowFlags_MenuBar);
    ImGui::PopStyleVar(2);
    draw_menu_bar(frame, features);
    ImGui::End();
    left_column(frame, sections, column, {0, menu, column.width, display.y - menu}, arranged);
    bar(frame, features, &Feature::top, "###top", {column.width, menu, across, top}, arranged);
    bar(frame, features, &Feature::tools, "###tools",
        {column.width, display.y - bottom - tools, across, tools}, arranged);
    arranged.bottom = {column.width, display.y - bottom, across, bottom};
    bar(frame, features, &Feature::bottom, "###legend", arranged.bottom, arranged);
    if (page) draw_page(frame, *page, parted, arranged);
}

/// While presenting: the pad and the answer alone, in a corner of the stage, which has all of the window.
void draw_floating(Frame& frame, const std::vector<Feature>& features, ImVec2 display, Arranged& arranged) {
    const Look& look = frame.look;
    std::vector<Section> sections = sections_of(features);
    std::erase_if(sections, [](const Section& section) { return section.gives_way; });
    const float side = std::max(look.px(kNarrowest - 2 * kPadding), std::floor(kFloatingPad * display.y));
    float height = 2 * look.px(10) + look.px(kRoomForBars);
    for (const Section& section : sections)
        height += look.fonts.strong->FontSize + look.px(4 + kGap) + section.least_height(frame, side);
    height = std::min(height, display.y - 2 * look.px(kGap));
    const Column column{side + 2 * look.px(kPadding), side, false};
    arranged.floating = {look.px(kGap), display.y - look.px(kGap) - height, column.width, height};
    const scene::Viewport& place = arranged.floating;
    begin_window("###floating", place);  // no panel that is copied: the scene shines through
    const ImVec2 end{place.x + place.width, place.y + place.height};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRectFullScreen();
    list.AddRectFilled({place.x, place.y}, end, with_alpha(look.colours.panel, 0.92f), look.px(8));
    list.PopClipRect();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(8), look.px(6)));
    for (const Section& section : sections) draw_section(frame, section, column);
    ImGui::PopStyleVar();
    ImGui::End();
}

}  // namespace

float largest_scale(int width, int height, float density) {
    const auto rows = static_cast<float>(height);
    return std::min(static_cast<float>(width) / kLeastWidth,
                    rows / (kLeastHeight + kLeastTallHeight * tallness(rows, density)));
}

Arranged draw_panels(Frame& frame, const std::vector<Feature>& features) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    Arranged arranged;
    arranged.stage = {0, 0, display.x, display.y};
    const bool panels = frame.studio.settings.panels && !frame.studio.presenting;
    if (panels) draw_beside(frame, features, display, arranged);
    if (frame.studio.presenting) draw_floating(frame, features, display, arranged);
    if (!frame.studio.notice().empty())
        draw_notice(frame.look, frame.words(frame.studio.notice()), panels ? arranged.bottom : arranged.stage,
                    panels);
    for (const Feature& feature : features) {
        if (!feature.overlay || !feature.overlay->is_open(frame.studio)) continue;
        feature.overlay->draw(frame);
        arranged.blocked = true;
    }
    arranged.blocked = arranged.blocked ||
                       ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    return arranged;
}

}  // namespace convoscope::app
