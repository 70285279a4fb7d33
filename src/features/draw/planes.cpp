#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "base/number.h"
#include "canvas/photo.h"
#include "features/draw/draw.h"
#include "features/draw/texts.h"
#include "ui/lines.h"
#include "ui/terms.h"

/// What a network for photographs sees: the picture under the ink, and its channels and their sum in place of
/// the steps that digits go through.
namespace convoscope::draw {
namespace {

using features::Frame;
using namespace ui;

constexpr float kGap = 8;
constexpr int kTiles = 4;

std::uint8_t byte_of(float light) {
    return static_cast<std::uint8_t>(std::lround(255 * std::clamp(light, 0.0f, 1.0f)));
}

std::vector<scene::Colour> paint(const canvas::Photo& photo) {
    std::vector<scene::Colour> pixels(photo.rgb.size() / 3);
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = {photo.rgb[3 * i], photo.rgb[3 * i + 1], photo.rgb[3 * i + 2]};
    return pixels;
}

/// One channel alone, the others dark, or all of them.
/// @param only  the channel; -1: their sum
std::vector<scene::Colour> paint(const canvas::Colours& seen, int only) {
    std::vector<scene::Colour> pixels(seen.area());
    const auto light = [&](std::size_t pixel, int channel) {
        if (only >= 0 && only != channel) return std::uint8_t{0};
        const auto plane = static_cast<std::size_t>(std::min(channel, seen.channels - 1));
        return byte_of(seen.planes[plane * seen.area() + pixel]);
    };
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = {light(i, 0), light(i, 1), light(i, 2)};
    return pixels;
}

float tile_side(const Look& look, float width) {
    return std::floor((width - (kTiles - 1) * look.px(kGap)) / kTiles);
}

/// A texture in the middle of a tile, in its own proportions.
void picture(ImTextureID texture, int columns, int rows, ImVec2 at, float side) {
    const float scale = side / static_cast<float>(std::max(columns, rows));
    const ImVec2 size{static_cast<float>(columns) * scale, static_cast<float>(rows) * scale};
    const ImVec2 from{at.x + 0.5f * (side - size.x), at.y + 0.5f * (side - size.y)};
    ImGui::GetWindowDrawList()->AddImage(texture, from, {from.x + size.x, from.y + size.y});
}

/// Exhibits stand beside one another in the scene, each with pictures of its own; where one stays, it keeps
/// its address.
std::string key_of(const char* plane, const studio::Exhibit& exhibit) {
    return plane + std::to_string(reinterpret_cast<std::uintptr_t>(&exhibit));
}

std::string help(const Frame& frame, int channel) {
    const nn::InputSpec& input = frame.studio.exhibit().architecture().input;
    if (channel < 0)
        return frame.words(
            Message(input.shape.channels == 1 ? texts.plane_seen_alone_help : texts.plane_seen_help,
                    input.shape.height, input.shape.width, fixed(100 * input.seen, 1)));
    const nn::ChannelRange range = input.range(channel);
    return frame.words(Message(texts.plane_help, significant(std::min(range.low, range.high), 3),
                               significant(std::max(range.low, range.high), 3)));
}

ImTextureID plane_of(Frame& frame, const studio::Exhibit& exhibit, int channel) {
    static constexpr std::array kKeys{"plane-sum-", "plane-red-", "plane-green-", "plane-blue-"};
    const canvas::Colours& seen = *exhibit.seen();
    return frame.pictures.texture(
        key_of(kKeys[static_cast<std::size_t>(channel + 1)], exhibit), exhibit.steps_revision(),
        [&] { return paint(seen, channel); }, seen.width, seen.height);
}

void tile(Frame& frame, const canvas::Colours& seen, int channel, ImVec2 at, float side) {
    static constexpr std::array kNames{&texts.plane_seen, &texts.plane_red, &texts.plane_green,
                                       &texts.plane_blue};
    const Look& look = frame.look;
    const studio::Exhibit& exhibit = frame.studio.exhibit();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end{at.x + side, at.y + side};
    const Text& name = *kNames[static_cast<std::size_t>(channel + 1)];
    list.AddRectFilled(at, end, look.colours.paper, look.px(3));
    if (!exhibit.sees_nothing())
        picture(plane_of(frame, exhibit, channel), seen.width, seen.height, at, side);
    list.AddRect(at, end, look.colours.panel_line, look.px(3));
    const char* words = frame.words(name);
    const float line = look.fonts.small->FontSize;
    const ImVec2 size = text_size(look.fonts.small, line, words);
    const ImVec2 from{std::round(at.x + 0.5f * (side - size.x)), end.y + look.px(3)};
    add_text(list, look.fonts.small, line, from, look.colours.quiet, words);
    dotted(look, {from.x, from.y + 1.02f * line}, size.x, with_alpha(look.colours.quiet, 0.7f));
}

}  // namespace

void draw_photo(Frame& frame, ImVec2 at, ImVec2 size) {
    const State& state = frame.studio.parts.of<State>();
    const canvas::Drawing& drawing = frame.studio.shown_canvas().drawing();
    const canvas::Photo& photo = *state.photo;
    const auto on_screen = [&](double x, double y) {
        return ImVec2{at.x + static_cast<float>(x) / drawing.width * size.x,
                      at.y + static_cast<float>(y) / drawing.height * size.y};
    };
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const canvas::Region place = canvas::place_of_photo(drawing);
    const ImTextureID texture = frame.pictures.texture(
        "photo", state.photo_revision, [&] { return paint(photo); }, photo.width, photo.height);
    list.AddImage(texture, on_screen(place.left, place.top),
                  on_screen(place.left + place.width, place.top + place.height));
    const canvas::Region part =
        canvas::part_seen(drawing, studio::photo_options_for(frame.studio.exhibit().architecture().input));
    const ImVec2 low = on_screen(part.left, part.top);
    const ImVec2 high = on_screen(part.left + part.width, part.top + part.height);
    const float thin = std::max(1.0f, frame.look.scale);
    list.AddRect({low.x - thin, low.y - thin}, {high.x + thin, high.y + thin}, IM_COL32(0, 0, 0, 130), 0, 0,
                 thin);
    list.AddRect(low, high, IM_COL32(255, 255, 255, 190), 0, 0, thin);
}

ImTextureID sum_of(Frame& frame, const studio::Exhibit& exhibit) { return plane_of(frame, exhibit, -1); }

float planes_height(const Look& look, float width) {
    return tile_side(look, width) + look.fonts.small->FontSize + look.px(4);
}

void draw_planes(Frame& frame, float width) {
    const Look& look = frame.look;
    const canvas::Colours* seen = frame.studio.exhibit().seen();
    const float side = tile_side(look, width);
    const float height = planes_height(look, width);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const int tiles = !seen ? 0 : seen->channels == 1 ? 1 : kTiles;
    for (int i = 0; i < tiles; ++i) {
        const ImVec2 at{start.x + static_cast<float>(i) * (side + look.px(kGap)), start.y};
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(i);
        ImGui::InvisibleButton("##plane", {side, height});
        ImGui::PopID();
        explain(look, help(frame, i - 1).c_str());
        tile(frame, *seen, i - 1, at, side);
    }
    ImGui::SetCursorScreenPos({start.x, start.y + height + look.px(4)});
}

}  // namespace convoscope::draw
