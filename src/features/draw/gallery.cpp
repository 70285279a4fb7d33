#include "features/draw/gallery.h"

#include <algorithm>
#include <cmath>

#include "canvas/raster.h"
#include "features/draw/draw.h"
#include "features/draw/texts.h"
#include "studio/words.h"

namespace convoscope::draw {
namespace {

using features::Frame;
using studio::Studio;
using namespace ui;

constexpr float kPicture = 76;  ///< points, a side of a picture
constexpr float kGap = 8;
constexpr int kMostColumns = 5;

int picture_height(const Studio& studio) {
    return std::max(1, static_cast<int>(std::lround(kPicture * studio.places.scale)));
}

/// As many side by side as fit, in rows of about equal length.
int columns_for(const Frame& frame, std::size_t count) {
    const Look& look = frame.look;
    const float room = 0.9f * ImGui::GetIO().DisplaySize.x;
    const int fitting = static_cast<int>(room / look.px(kPicture + kGap));
    return std::clamp(fitting, 1, std::min(kMostColumns, std::max(1, static_cast<int>(count))));
}

/// Arrows walk over the pictures, and stop at the ends.
void choose_by_keys(Frame& frame, const Gallery& gallery) {
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
    int by = 0;
    if (pressed(ImGuiKey_LeftArrow)) by = -1;
    if (pressed(ImGuiKey_RightArrow)) by = 1;
    if (pressed(ImGuiKey_UpArrow)) by = -gallery.columns;
    if (pressed(ImGuiKey_DownArrow)) by = gallery.columns;
    if (by == 0) return;
    frame.intents.change([by](Studio& studio) {
        Gallery& own = studio.parts.of<Gallery>();
        const int next = own.chosen + by;
        if (next >= 0 && next < static_cast<int>(own.pictures.size())) own.chosen = next;
    });
}

/// One drawing on paper, with what it is below it.
void picture(Frame& frame, const Gallery& gallery, std::size_t index) {
    const Look& look = frame.look;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = look.px(kPicture);
    const float line = look.fonts.body->FontSize;
    const std::string name = studio::class_words(gallery.samples.names[index], look.language);
    ImGui::PushID(static_cast<int>(index));
    if (ImGui::InvisibleButton("##sample", {side, side + line + look.px(4)}))
        frame.intents.run("draw.sample", std::to_string(index));
    const bool hovered = ImGui::IsItemHovered();
    ImGui::PopID();
    const bool chosen = static_cast<int>(index) == gallery.chosen;
    if (chosen && !ImGui::IsItemVisible()) ImGui::SetScrollHereY();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + side, at.y + side};
    list.AddRectFilled(at, end, look.colours.paper, look.px(5));
    const canvas::Picture& ink = gallery.pictures[index];
    const float width = side * static_cast<float>(ink.width) / static_cast<float>(ink.height);
    const float left = at.x + 0.5f * (side - width);
    list.AddImage(frame.pictures.ink("sample" + std::to_string(index), gallery.revision, ink.ink, ink.width,
                                     ink.height, true),
                  {left, at.y}, {left + width, end.y}, {0, 0}, {1, 1}, look.colours.ink);
    const bool marked = hovered || chosen;
    list.AddRect(at, end, marked ? look.colours.accent : look.colours.panel_line, look.px(5), 0,
                 std::max(1.0f, (marked ? 2.0f : 1.0f) * look.scale));
    const float words = text_size(look.fonts.body, line, name.c_str()).x;
    add_text(list, look.fonts.body, line, {at.x + 0.5f * (side - words), end.y + look.px(2)},
             marked ? look.colours.text : look.colours.quiet, name.c_str());
}

void draw_gallery(Frame& frame) {
    const Look& look = frame.look;
    const Gallery& gallery = frame.studio.parts.of<Gallery>();
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({0.5f * display.x, 0.5f * display.y}, ImGuiCond_Always, {0.5f, 0.5f});
    ImGui::SetNextWindowSizeConstraints({0, 0}, {0.95f * display.x, 0.95f * display.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(look.px(16), look.px(12)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0f);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(look.px(kGap), look.px(kGap)));
    ImGui::Begin("###gallery", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoCollapse |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav);
    ImGui::PushFont(look.fonts.strong);
    ImGui::TextUnformatted(frame.words(texts.gallery_title));
    ImGui::PopFont();
    const int columns = columns_for(frame, gallery.pictures.size());
    if (columns != gallery.columns)
        frame.intents.change([columns](Studio& studio) { studio.parts.of<Gallery>().columns = columns; });
    for (std::size_t i = 0; i < gallery.pictures.size(); ++i) {
        if (static_cast<int>(i) % columns != 0) ImGui::SameLine();
        picture(frame, gallery, i);
    }
    choose_by_keys(frame, gallery);
    const bool outside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                         !ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows |
                                                 ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (outside && !ImGui::IsWindowAppearing()) frame.intents.run("draw.gallery");
    ImGui::End();
    ImGui::PopStyleVar(4);
}

/// What it shows is made anew when it opens again.
void close_gallery(Studio& studio) {
    Gallery& gallery = studio.parts.of<Gallery>();
    const std::uint64_t revision = gallery.revision;  // the pictures are known by it
    gallery = Gallery{};
    gallery.revision = revision;
}

}  // namespace

void toggle_gallery(Studio& studio) {
    Gallery& gallery = studio.parts.of<Gallery>();
    if (gallery.open) {
        close_gallery(studio);
        return;
    }
    gallery.samples = studio::load_samples(studio.assets(), studio.exhibit().architecture().classes);
    const int last = studio.parts.of<State>().sample;
    gallery.chosen = last >= 0 && last < static_cast<int>(gallery.samples.drawings.size()) ? last : 0;
    gallery.open = true;
    studio.places.blocked = true;
    advance_gallery(studio);
}

void advance_gallery(Studio& studio) {
    Gallery& gallery = studio.parts.of<Gallery>();
    const int height = picture_height(studio);
    if (!gallery.open || height == gallery.height) return;
    gallery.height = height;
    gallery.pictures.clear();
    for (const canvas::Drawing& drawing : gallery.samples.drawings) {
        canvas::Rasteriser rasteriser(height);
        gallery.pictures.push_back(rasteriser.update(drawing));
    }
    ++gallery.revision;
}

void take_sample(Studio& studio, int index) {
    const studio::Samples samples =
        studio::load_samples(studio.assets(), studio.exhibit().architecture().classes);
    const int count = static_cast<int>(samples.drawings.size());
    const int taken = ((index % count) + count) % count;
    studio.parts.of<State>().sample = taken;
    close_gallery(studio);
    studio.canvas.replace(samples.drawings[static_cast<std::size_t>(taken)]);
}

features::Overlay gallery_overlay() {
    return {.is_open = [](const Studio& studio) { return studio.parts.of<Gallery>().open; },
            .draw = draw_gallery,
            .close = close_gallery,
            .enter = [](Studio& studio) { take_sample(studio, studio.parts.of<Gallery>().chosen); }};
}

}  // namespace convoscope::draw
