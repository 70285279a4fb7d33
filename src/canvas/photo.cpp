#include "canvas/photo.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "canvas/files.h"
#include "canvas/preprocess.h"

namespace convoscope::canvas {
namespace {

constexpr int kMostPixels = 1'000'000;  ///< more than kLargestPhoto a side allows: that is what is refused
constexpr std::array kLuminance{0.299f, 0.587f, 0.114f};  ///< Rec. 601, of red, green and blue

/// One channel of it, 0 .. 1.
Picture plane_of(const Photo& photo, std::size_t channel) {
    Picture plane(photo.width, photo.height);
    for (std::size_t i = 0; i < plane.ink.size(); ++i)
        plane.ink[i] = static_cast<float>(photo.rgb[3 * i + channel]) / 255;
    return plane;
}

Photo opaque(const Pixels& pixels) {
    Photo photo{pixels.width, pixels.height, {}, {}};
    const std::size_t count = pixels.rgba.size() / 4;
    photo.rgb.resize(3 * count);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const int light = pixels.channel(i, channel) * pixels.alpha(i) + 255 * (255 - pixels.alpha(i));
            photo.rgb[3 * i + channel] = static_cast<unsigned char>((light + 127) / 255);
        }
    return photo;
}

Photo shrunk(const Photo& photo, int width, int height) {
    Photo result{width, height, {}, {}};
    result.rgb.resize(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const Region whole{0, 0, static_cast<double>(photo.width), static_cast<double>(photo.height)};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const Picture plane = bilinear(plane_of(photo, channel), whole, width, height);
        for (std::size_t i = 0; i < plane.ink.size(); ++i)
            result.rgb[3 * i + channel] = static_cast<unsigned char>(std::lround(plane.ink[i] * 255));
    }
    return result;
}

/// A part of `whole` in the pixels of a picture that covers `whole`.
Region in_pixels(const Region& part, const Region& whole, int width, int height) {
    const double across = width / whole.width;
    const double down = height / whole.height;
    return {(part.left - whole.left) * across, (part.top - whole.top) * down, part.width * across,
            part.height * down};
}

Region canvas_of(const Drawing& drawing) {
    return {0, 0, static_cast<double>(drawing.width), static_cast<double>(drawing.height)};
}

}  // namespace

Photo photo_of(const Pixels& pixels) {
    Photo photo = opaque(pixels);
    const int longer = std::max(photo.width, photo.height);
    if (longer > kLargestPhoto) {
        const auto side = [longer](int length) {
            return std::max(
                1, static_cast<int>(std::lround(static_cast<double>(length) * kLargestPhoto / longer)));
        };
        photo = shrunk(photo, side(photo.width), side(photo.height));
    }
    photo.png = encode_png(photo.rgb, photo.width, photo.height, 3);
    return photo;
}

Photo photo_of_png(std::string_view png, const Message& failure) {
    Photo photo = opaque(decode_pixels(png, kLargestPhoto, kMostPixels, failure));
    photo.png = png;
    return photo;
}

Region place_of_photo(const Drawing& drawing) {
    assert(drawing.photo);
    const double width = drawing.photo->width;
    const double height = drawing.photo->height;
    const Region canvas = canvas_of(drawing);
    const double scale = std::min(canvas.width / width, canvas.height / height);
    return {0.5 * (canvas.width - scale * width), 0.5 * (canvas.height - scale * height), scale * width,
            scale * height};
}

Region part_seen(const Drawing& drawing, const PhotoOptions& options) {
    return part_seen(drawing.photo ? place_of_photo(drawing) : canvas_of(drawing), options);
}

Region part_seen(const Region& whole, const PhotoOptions& options) {
    const double scale = std::min(whole.width / options.width, whole.height / options.height) *
                         static_cast<double>(options.seen);
    const double width = scale * options.width;
    const double height = scale * options.height;
    return {whole.left + 0.5 * (whole.width - width), whole.top + 0.5 * (whole.height - height), width,
            height};
}

Colours resized_colours(std::span<const Picture> planes, const Region& part, int channels, int height,
                        int width) {
    assert(planes.size() == 1 || planes.size() == 3);
    Colours result{channels, height, width, {}};
    result.planes.resize(static_cast<std::size_t>(channels) * result.area());
    for (std::size_t plane = 0; plane < planes.size(); ++plane) {
        const Picture seen = bilinear(planes[plane], part, width, height);
        const bool mixes = planes.size() > static_cast<std::size_t>(channels);
        const float share = mixes ? kLuminance[plane] : 1.0f;
        const std::size_t first = mixes ? 0 : plane;
        const std::size_t last = planes.size() == 1 ? static_cast<std::size_t>(channels) : first + 1;
        for (std::size_t channel = first; channel < last; ++channel)
            for (std::size_t i = 0; i < result.area(); ++i)
                result.planes[channel * result.area() + i] += share * seen.ink[i];
    }
    return result;
}

const Colours& PhotoView::update(const Drawing& drawing, const PhotoOptions& options) {
    assert((options.channels == 1 || options.channels == 3) && options.seen > 0 && options.seen <= 1);
    const Region part = part_seen(drawing, options);
    if (options != options_ || drawing.photo != photo_ || drawing.width != width_ ||
        drawing.height != height_)
        see_photo(drawing, options);
    Drawing inked = drawing;  // strokes are copied, pixels are not
    if (drawing.photo) inked.base = nullptr;
    inked.photo = nullptr;
    ink_ = &rasteriser_.update(inked);
    const bool any_ink = std::ranges::any_of(ink_->ink, [](float ink) { return ink >= least_ink; });
    blank_ = !drawing.photo && !any_ink;
    seen_ = below_;
    if (!any_ink) return seen_;
    const Picture over = bilinear(*ink_, in_pixels(part, canvas_of(drawing), ink_->width, ink_->height),
                                  options.width, options.height);
    const float ink_value = options.dark_ink ? 0.0f : 1.0f;
    for (std::size_t i = 0; i < seen_.planes.size(); ++i)
        seen_.planes[i] += over.ink[i % seen_.area()] * (ink_value - seen_.planes[i]);
    return seen_;
}

void PhotoView::see_photo(const Drawing& drawing, const PhotoOptions& options) {
    photo_ = drawing.photo;
    options_ = options;
    width_ = drawing.width;
    height_ = drawing.height;
    if (!photo_) {
        below_ = {options.channels, options.height, options.width, {}};
        below_.planes.assign(static_cast<std::size_t>(options.channels) * below_.area(),
                             options.dark_ink ? 1.0f : 0.0f);
        return;
    }
    const std::array planes{plane_of(*photo_, 0), plane_of(*photo_, 1), plane_of(*photo_, 2)};
    const Region part =
        in_pixels(part_seen(drawing, options), place_of_photo(drawing), photo_->width, photo_->height);
    below_ = resized_colours(planes, part, options.channels, options.height, options.width);
}

}  // namespace convoscope::canvas
