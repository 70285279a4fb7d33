#pragma once

#include <array>
#include <cstdint>

#include "base/fields.h"
#include "base/text.h"

namespace convoscope::scene {

/// 8 bits a channel, not premultiplied.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;
    bool operator==(const Colour&) const = default;
};

enum class Theme { Dark, Light };
constexpr auto names_of(Theme) {
    return std::array{fields::named(Theme::Dark, "dark"), fields::named(Theme::Light, "light")};
}

enum class Palette {
    Original,  ///< Harley's ramp: black, dim purple, indigo, blue, cyan
    Signed,    ///< zero in the middle: violet below, green above
    Even,      ///< perceptually even, safe for colour-blind eyes
    Grey,
};
constexpr auto names_of(Palette) {
    return std::array{fields::named(Palette::Original, "original"), fields::named(Palette::Signed, "signed"),
                      fields::named(Palette::Even, "even"), fields::named(Palette::Grey, "grey")};
}
inline constexpr int kPaletteCount = 4;

/// How a value becomes a place on the palette.
enum class Scale {
    Layer,  ///< anchored at zero: from 0 (or -m, where the layer or the palette has a sign) to m, its largest
            ///< magnitude
    Map,    ///< the original's: each map stretched from its own smallest to its own largest value
    Network,  ///< as Layer, but for all layers together (input and probabilities have scales of their own)
    Fixed,    ///< the same ends everywhere, set by hand
};
constexpr auto names_of(Scale) {
    return std::array{fields::named(Scale::Layer, "layer"), fields::named(Scale::Map, "map"),
                      fields::named(Scale::Network, "network"), fields::named(Scale::Fixed, "fixed")};
}
inline constexpr int kScaleCount = 4;

/// The values at the two ends of a palette.
struct Range {
    float low = 0;
    float high = 1;
    bool operator==(const Range&) const = default;
};

constexpr auto describe(const Range*) {
    constexpr fields::Between kFinite{-1e6, 1e6};
    return fields::list(fields::field("low", &Range::low, kFinite),
                        fields::field("high", &Range::high, kFinite));
}
/// The smaller one comes first.
const Text* complaint_about(const Range& range);

/// How a layer's values become places on the palette.
struct Scaling {
    Scale scale = Scale::Layer;
    bool signed_palette = false;  ///< zero is its middle: it wants ends of equal magnitude
    Range fixed{0, 1};            ///< the ends of Scale::Fixed, taken as they are by every palette
    bool operator==(const Scaling&) const = default;
};

/// What a unit of value zero looks like.
enum class Body {
    Glass,  ///< dark glass: it is silent, but it is there
    Bare,   ///< the palette's own colour, as in the original picture
};

/// A palette as 256 colours, from the low end to the high end.
using Ramp = std::array<Colour, 256>;
Ramp make_ramp(Palette palette, Theme theme, Body body = Body::Glass);

/// The palette of a channel of a picture in colour: from black to red (0), green (1) or blue (2).
Ramp make_channel_ramp(int channel);

/// The palette of weights, from negative over zero to positive. Another than any of the activations', so that
/// nobody mistakes one for the other: zero is light, like paper, in both themes; on a dark page at three
/// quarters of its brightness, so that it does not dazzle.
Ramp make_weight_ramp(Theme theme = Theme::Light);
/// The palette of contributions, from negative over zero to positive, in the colours of the edges.
Ramp make_contribution_ramp(Theme theme);

/// Where `value` lies in the ramp, clamped to its ends; the middle where the range is empty or the value is
/// not a number.
const Colour& look_up(const Ramp& ramp, const Range& range, float value);

}  // namespace convoscope::scene
