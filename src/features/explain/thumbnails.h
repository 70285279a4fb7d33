#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/images.h"
#include "features/explain/views.h"
#include "scene/palette.h"

namespace convoscope::explain_shown {

/// Pictures of a data set side by side in one texture, to be drawn one by one.
class Thumbnails {
  public:
    Thumbnails() = default;
    /// @param key       of its texture: unlike any other's in a frame
    /// @param revision  another number whenever the pictures are others
    /// @param pictures  indices; those that do not fit into a texture are left out
    Thumbnails(std::string key, std::uint64_t revision, const data::LabelledImages& images,
               std::span<const std::uint32_t> pictures);

    std::size_t count() const { return pictures_.size(); }
    /// Its index in the set.
    std::uint32_t picture(std::size_t index) const { return pictures_[index]; }
    /// Height : width.
    float proportion() const { return static_cast<float>(height_) / static_cast<float>(width_); }
    /// On paper, as the pad has it; pictures in colour in their own.
    void draw(features::Frame& frame, std::size_t index, ImVec2 from, ImVec2 to) const;

  private:
    void put_ink(std::span<const std::uint8_t> image, std::size_t at);
    void put_colours(std::span<const std::uint8_t> image, std::size_t at);
    std::size_t place(std::size_t index) const;

    std::string key_;
    std::uint64_t revision_ = 0;
    std::vector<std::uint32_t> pictures_;
    int width_ = 1;  ///< of a picture
    int height_ = 1;
    std::size_t columns_ = 1;
    std::size_t rows_ = 0;
    std::vector<float> ink_;              ///< of grey ones
    std::vector<scene::Colour> colours_;  ///< of others
};

/// What stands with one picture of a grid.
struct ThumbnailWords {
    std::string below;  ///< short
    std::string tip;
};

/// Draws them as the next item, as wide as the page, in rows that scroll where they are higher than
/// `most_height`.
/// @param marked  index in the set of the one that is framed
/// @return the one that was clicked: its index in the set
std::optional<std::uint32_t> draw_grid(Explaining& explaining, const char* id, const Thumbnails& thumbnails,
                                       const std::function<ThumbnailWords(std::uint32_t picture)>& words,
                                       std::optional<std::uint32_t> marked, float most_height);

}  // namespace convoscope::explain_shown
