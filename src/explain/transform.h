#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/fields.h"
#include "base/text.h"
#include "nn/architecture.h"

/// What can be done to a network's input to see where its answer breaks.
namespace convoscope::explain {

/// How much of each transform: an amount each, the neutral ones change nothing. A pixel is one of the
/// network's input; ink counts from 0 (paper) to 1 (full ink), whatever the network's own values are. They
/// are applied in this order:
///
/// 1. thicken, thin   (explain/morphology.h)
/// 2. scale, shear, rotate, shift_x, shift_y: one map of the plane about the input's middle, in this order,
///    sampled once, bilinear; what comes from outside is paper
/// 3. blur            a Gaussian, cut off at four standard deviations and made to add up to 1; outside is
/// paper
/// 4. dim             ink becomes (1 - amount) ink
/// 5. cover           a square of paper; a pixel of which it covers a part keeps the rest of its ink
/// 6. invert          ink becomes (1 - amount) ink + amount (1 - ink)
/// 7. noise           amount times a normal number is added to every value; then it is limited to 0 .. 1
/// 8. salt_pepper     every pixel with this probability becomes full ink or paper, all channels alike
///
/// and layer_noise, when the network has come as far as `noisy_layer`. Noise is drawn from `seed`: the same
/// amount gives the same picture, more of it is more of the same: Gaussian noise grows in place, and pixels
/// that are salt or pepper stay so.
struct Changes {
    float rotate = 0;       ///< degrees, clockwise
    float scale = 1;        ///< times as large
    float shift_x = 0;      ///< pixels to the right
    float shift_y = 0;      ///< pixels down
    float shear = 0;        ///< to the right, columns a row up
    float thicken = 0;      ///< pixels on each side of a line
    float thin = 0;         ///< the same, taken away
    float blur = 0;         ///< standard deviation, pixels
    float dim = 0;          ///< share of the ink that is taken away
    float invert = 0;       ///< 1: ink and paper change places
    float noise = 0;        ///< standard deviation, of ink 0 .. 1
    float salt_pepper = 0;  ///< share of the pixels
    float cover = 0;        ///< side of the square, pixels
    float cover_x = 0;      ///< its middle, pixels to the right of the input's
    float cover_y = 0;      ///< the same, down
    /// Standard deviation of what is added to the activations of `noisy_layer`, in root mean squares of
    /// those.
    float layer_noise = 0;
    std::string noisy_layer;  ///< its name; empty: none
    std::uint32_t seed = 1;   ///< of all noise

    bool operator==(const Changes&) const = default;
};

constexpr auto describe(const Changes*) {
    using fields::field;
    constexpr fields::Between length{-nn::kMaximumExtent, nn::kMaximumExtent};
    constexpr fields::Between share{0, 1};
    return fields::object(
        field("rotate", &Changes::rotate, fields::Between{-180, 180}),
        field("scale", &Changes::scale, fields::Between{0.25, 3}),
        field("shift_x", &Changes::shift_x, length), field("shift_y", &Changes::shift_y, length),
        field("shear", &Changes::shear, fields::Between{-1, 1}), field("thicken", &Changes::thicken, length),
        field("thin", &Changes::thin, length), field("blur", &Changes::blur, length),
        field("dim", &Changes::dim, share), field("invert", &Changes::invert, share),
        field("noise", &Changes::noise, share), field("salt_pepper", &Changes::salt_pepper, share),
        field("cover", &Changes::cover, length), field("cover_x", &Changes::cover_x, length),
        field("cover_y", &Changes::cover_y, length),
        field("layer_noise", &Changes::layer_noise, fields::Between{0, 3}),
        field("noisy_layer", &Changes::noisy_layer),
        field("seed", &Changes::seed, fields::Between{0, 4294967295.0}));
}

/// The unit of an amount.
enum class Measure { Degrees, Times, Pixels, ColumnsARow, Share, Deviations };
const Text& words_of(Measure measure);

/// Whether a transform can be applied to strokes instead of pixels (explain/change_drawing.h).
enum class OnStrokes { Can, Cannot };

/// What a slider needs to know.
struct Transform {
    const char* id;  ///< of files and of the command line, and of its field of Changes
    Text title;
    float Changes::*amount;
    Measure measure;
    float low;  ///< the range; of Pixels in shares of the input's shorter side (range_of)
    float high;
    float neutral;
    OnStrokes on_strokes;
};

/// In the order of the panel: where, how thick, how light, what is in the way.
std::span<const Transform> transforms();
/// Null where there is none of this id.
const Transform* transform_named(std::string_view id);
/// All ids, with commas, for errors.
std::string transform_ids();

struct AmountRange {
    float low = 0;
    float high = 0;
};
/// In the amount's own unit, for an input of this shape: a network that sees more pixels can be shifted by
/// more.
AmountRange range_of(const Transform& transform, const nn::Shape& input);
/// Every amount within its range: those of a saved view may be of a network with more pixels.
Changes limited(Changes changes, const nn::Shape& input);

/// Whether the input stays as it is, bit for bit (a hidden layer may still be changed).
bool is_neutral(const Changes& changes);

}  // namespace convoscope::explain
