#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "canvas/drawing.h"
#include "canvas/pixels.h"
#include "canvas/raster.h"
#include "canvas/resample.h"

/// Pictures in colour: photographs on the canvas, and what networks that were trained on such see of it.
namespace convoscope::canvas {

/// A photograph is kept with no longer side than this: networks see 224 to 384 pixels.
inline constexpr int kLargestPhoto = 512;

/// A decoded file as a photograph; what is transparent lies on white. Larger ones are made smaller.
Photo photo_of(const Pixels& pixels);
/// A PNG as a drawing's file has it.
/// @param failure  the beginning of the error's line
/// @throws Error
Photo photo_of_png(std::string_view png, const Message& failure);

/// Where the photograph lies on the canvas, in canvas units: in the middle, as large as it fits.
Region place_of_photo(const Drawing& drawing);

/// A picture as a network sees it: one plane of luminance, or red, green and blue.
struct Colours {
    int channels = 0;
    int height = 0;
    int width = 0;
    std::vector<float> planes;  ///< channels x height x width, 0 dark .. 1 light

    std::size_t area() const { return static_cast<std::size_t>(height) * static_cast<std::size_t>(width); }
};

/// A part of a picture, given as one plane or as red, green and blue, resized to a network's input. Colours
/// become their luminance where that has one channel, and grey fills all three where it has three.
/// @param planes  of one size, 0 dark .. 1 light
Colours resized_colours(std::span<const Picture> planes, const Region& part, int channels, int height,
                        int width);

/// What a network sees: of the photograph (where there is none, of the canvas) the largest part of the
/// network's proportions around the middle, times `seen`.
struct PhotoOptions {
    int channels = 3;  ///< 1 or 3
    int height = 224;
    int width = 224;
    float seen = 1;         ///< 0 .. 1, of the shorter side
    bool dark_ink = false;  ///< the pen is black on white paper, else white on black

    bool operator==(const PhotoOptions&) const = default;
};

/// That part, in canvas units.
Region part_seen(const Drawing& drawing, const PhotoOptions& options);
/// The same of any picture that takes up `whole`.
Region part_seen(const Region& whole, const PhotoOptions& options);

/// A drawing as networks for photographs see it, while it is being drawn: the photograph, and over it the
/// strokes as black or white ink; the eraser takes away ink alone.
class PhotoView {
  public:
    const Colours& update(const Drawing& drawing, const PhotoOptions& options);
    /// Of the last update: the strokes' ink on the whole canvas; with no photograph, that of the base, too.
    const Picture& ink() const { return *ink_; }
    /// Of the last update: neither a photograph nor ink is on the canvas.
    bool blank() const { return blank_; }

  private:
    void see_photo(const Drawing& drawing, const PhotoOptions& options);

    Rasteriser rasteriser_;
    const Picture* ink_ = nullptr;
    bool blank_ = true;
    Colours below_;  ///< the photograph, or paper
    std::shared_ptr<const Photo> photo_;
    PhotoOptions options_{.channels = 0};
    float width_ = 0;  ///< of the canvas that below_ is of
    float height_ = 0;
    Colours seen_;
};

}  // namespace convoscope::canvas
