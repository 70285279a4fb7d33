#include "features/explain/thumbnails.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/look.h"

namespace convoscope::explain_shown {
namespace {

constexpr int kLargestTexture = 2048;  // every OpenGL ES 3.0 has that
constexpr float kLeastSide = 44;       ///< points, of a picture in a grid

}  // namespace

Thumbnails::Thumbnails(std::string key, std::uint64_t revision, const data::LabelledImages& images,
                       std::span<const std::uint32_t> pictures)
    : key_(std::move(key)), revision_(revision), width_(images.width), height_(images.height) {
    const auto fitting = [](int side) {
        return static_cast<std::size_t>(std::max(1, kLargestTexture / side));
    };
    columns_ = std::clamp<std::size_t>(
        static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(pictures.size())))), 1,
        fitting(width_));
    const std::size_t count = std::min(pictures.size(), columns_ * fitting(height_));
    pictures_.assign(pictures.begin(), pictures.begin() + static_cast<std::ptrdiff_t>(count));
    rows_ = (count + columns_ - 1) / columns_;
    const std::size_t size = rows_ * columns_ * images.plane_size();
    if (images.channels == 1)
        ink_.assign(size, 0.0f);
    else
        colours_.assign(size, scene::Colour{});
    for (std::size_t i = 0; i < count; ++i) {
        if (images.channels == 1)
            put_ink(images.image(pictures_[i]), i);
        else
            put_colours(images.image(pictures_[i]), i);
    }
}

/// Where a picture's first pixel is in the texture.
std::size_t Thumbnails::place(std::size_t index) const {
    const std::size_t row = index / columns_ * static_cast<std::size_t>(height_);
    const std::size_t column = index % columns_ * static_cast<std::size_t>(width_);
    return row * columns_ * static_cast<std::size_t>(width_) + column;
}

void Thumbnails::put_ink(std::span<const std::uint8_t> image, std::size_t at) {
    const auto width = static_cast<std::size_t>(width_);
    for (std::size_t i = 0; i < image.size(); ++i)
        ink_[place(at) + i / width * columns_ * width + i % width] = static_cast<float>(image[i]) / 255;
}

void Thumbnails::put_colours(std::span<const std::uint8_t> image, std::size_t at) {
    const auto width = static_cast<std::size_t>(width_);
    const std::size_t plane = width * static_cast<std::size_t>(height_);
    for (std::size_t i = 0; i < plane; ++i)
        colours_[place(at) + i / width * columns_ * width + i % width] = {image[i], image[plane + i],
                                                                          image[2 * plane + i]};
}

void Thumbnails::draw(features::Frame& frame, std::size_t index, ImVec2 from, ImVec2 to) const {
    const int width = static_cast<int>(columns_) * width_;
    const int height = static_cast<int>(rows_) * height_;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool grey = colours_.empty();
    // Half a pixel inside, so that no neighbour shines in.
    const auto column = static_cast<float>(index % columns_ * static_cast<std::size_t>(width_));
    const auto row = static_cast<float>(index / columns_ * static_cast<std::size_t>(height_));
    const ImVec2 low{(column + 0.5f) / static_cast<float>(width), (row + 0.5f) / static_cast<float>(height)};
    const ImVec2 high{(column + static_cast<float>(width_) - 0.5f) / static_cast<float>(width),
                      (row + static_cast<float>(height_) - 0.5f) / static_cast<float>(height)};
    if (grey) {
        list.AddImage(frame.pictures.ink(key_, revision_, ink_, width, height, true), from, to, low, high,
                      frame.look.colours.ink);
        return;
    }
    list.AddImage(frame.pictures.texture(
                      key_, revision_, [this] { return colours_; }, width, height),
                  from, to, low, high);
}

namespace {

struct Tiles {
    float side;
    float height;  ///< of a picture
    float step;    ///< from row to row
    float gap;
    int columns;
};

Tiles tiles_of(const ui::Look& look, float width, const Thumbnails& thumbnails) {
    const float gap = look.px(4);
    const int columns = std::max(1, static_cast<int>((width + gap) / (look.px(kLeastSide) + gap)));
    const float side =
        std::floor((width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    const float height = std::round(side * thumbnails.proportion());
    return {side, height, height + std::round(1.25f * look.fonts.small->FontSize) + gap, gap, columns};
}

/// @return whether it was clicked
bool tile(Explaining& explaining, const Thumbnails& thumbnails, std::size_t index, const Tiles& tiles,
          const ThumbnailWords& words, bool marked) {
    features::Frame& frame = explaining.frame;
    const ui::Look& look = frame.look;
    const float line = look.fonts.small->FontSize;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(static_cast<int>(index));
    const bool clicked = ImGui::InvisibleButton("##picture", {tiles.side, tiles.step - tiles.gap});
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    const ImVec2 end{at.x + tiles.side, at.y + tiles.height};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, end, look.colours.paper, look.px(2));
    thumbnails.draw(frame, index, at, end);
    if (marked || hovered)
        list.AddRect(at, end, marked ? look.colours.accent : look.colours.text, look.px(2), 0,
                     marked ? look.px(2) : 1.0f);
    const float width = ui::text_size(look.fonts.small, line, words.below.c_str()).x;
    ui::add_text(list, look.fonts.small, line,
                 {at.x + std::round(0.5f * (tiles.side - width)), end.y + std::round(0.1f * line)},
                 marked || hovered ? look.colours.text : look.colours.quiet, words.below.c_str());
    if (hovered) ui::explain(look, words.tip.c_str());
    return clicked;
}

}  // namespace

std::optional<std::uint32_t> draw_grid(Explaining& explaining, const char* id, const Thumbnails& thumbnails,
                                       const std::function<ThumbnailWords(std::uint32_t picture)>& words,
                                       std::optional<std::uint32_t> marked, float most_height) {
    if (thumbnails.count() == 0) return std::nullopt;
    const ui::Look& look = explaining.frame.look;
    const auto rows_of = [&](const Tiles& tiles) {
        return (static_cast<int>(thumbnails.count()) + tiles.columns - 1) / tiles.columns;
    };
    Tiles tiles = tiles_of(look, explaining.width, thumbnails);
    const bool scrolls = static_cast<float>(rows_of(tiles)) * tiles.step > most_height;
    if (scrolls)
        tiles = tiles_of(look, explaining.width - ImGui::GetStyle().ScrollbarSize - look.px(2), thumbnails);
    const int rows = rows_of(tiles);
    const float height = scrolls ? most_height : static_cast<float>(rows) * tiles.step;
    std::optional<std::uint32_t> clicked;
    ImGui::BeginChild(id, {explaining.width, height}, false, ImGuiWindowFlags_NoBackground);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(tiles.gap, tiles.gap));
    ImGuiListClipper clipper;
    clipper.Begin(rows, tiles.step);
    while (clipper.Step())
        for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row)
            for (int column = 0; column < tiles.columns; ++column) {
                const auto index = static_cast<std::size_t>(row * tiles.columns + column);
                if (index >= thumbnails.count()) break;
                if (column > 0) ImGui::SameLine(0, tiles.gap);
                const std::uint32_t picture = thumbnails.picture(index);
                if (tile(explaining, thumbnails, index, tiles, words(picture), marked == picture))
                    clicked = picture;
            }
    ImGui::PopStyleVar();
    ImGui::EndChild();
    return clicked;
}

}  // namespace convoscope::explain_shown
