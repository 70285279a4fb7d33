#include "scene/palette.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "base/texts.h"

namespace convoscope::scene {
namespace {

struct Stop {
    float at;
    float red, green, blue;
};

/// A silent unit: darker than any palette's first steps, so that zero stays legible, and not black.
constexpr Stop kGlass{0, 0.10f, 0.12f, 0.22f};

// Harley 2015: black, dim purple, indigo, blue, cyan.
constexpr Stop kOriginal[] = {{0.00f, 0.00f, 0.00f, 0.00f},
                              {0.10f, 0.17f, 0.14f, 0.25f},
                              {0.28f, 0.29f, 0.25f, 0.70f},
                              {0.55f, 0.13f, 0.50f, 0.97f},
                              {1.00f, 0.00f, 1.00f, 1.00f}};
// The same walk through the hues for a bright room: paper, lilac, indigo, deep blue. Darker is stronger.
constexpr Stop kOriginalLight[] = {{0.00f, 0.985f, 0.985f, 0.995f},
                                   {0.10f, 0.83f, 0.81f, 0.94f},
                                   {0.28f, 0.58f, 0.56f, 0.86f},
                                   {0.55f, 0.20f, 0.40f, 0.80f},
                                   {1.00f, 0.00f, 0.20f, 0.42f}};
// Violet below zero, green above (as in ColorBrewer's PiYG, which colour-blind eyes tell apart): other hues
// than the weights'. At equal strength green is the lighter of the two, in both themes. Zero is dark, or
// paper.
constexpr Stop kSigned[] = {{0.00f, 0.80f, 0.34f, 0.86f},
                            {0.25f, 0.42f, 0.12f, 0.50f},
                            {0.50f, 0.03f, 0.04f, 0.06f},
                            {0.75f, 0.28f, 0.58f, 0.14f},
                            {1.00f, 0.80f, 0.98f, 0.52f}};
constexpr Stop kSignedLight[] = {{0.00f, 0.40f, 0.02f, 0.42f},
                                 {0.25f, 0.74f, 0.40f, 0.74f},
                                 {0.50f, 0.98f, 0.98f, 0.98f},
                                 {0.75f, 0.62f, 0.84f, 0.42f},
                                 {1.00f, 0.20f, 0.50f, 0.08f}};
// Even steps of lightness from night blue over magenta and orange to pale yellow.
constexpr Stop kEven[] = {{0.00f, 0.01f, 0.01f, 0.05f}, {0.20f, 0.20f, 0.07f, 0.40f},
                          {0.40f, 0.49f, 0.14f, 0.50f}, {0.60f, 0.80f, 0.28f, 0.40f},
                          {0.80f, 0.98f, 0.54f, 0.33f}, {1.00f, 0.99f, 0.97f, 0.75f}};
// The same from paper downwards: yellow would be the loudest thing in a bright room, and it is zero.
constexpr Stop kEvenLight[] = {{0.00f, 0.985f, 0.98f, 0.97f}, {0.20f, 0.985f, 0.76f, 0.50f},
                               {0.40f, 0.93f, 0.50f, 0.37f},  {0.60f, 0.72f, 0.27f, 0.42f},
                               {0.80f, 0.42f, 0.12f, 0.46f},  {1.00f, 0.09f, 0.03f, 0.22f}};
constexpr Stop kGrey[] = {{0.00f, 0.02f, 0.02f, 0.02f}, {1.00f, 0.98f, 0.98f, 0.98f}};

// Weights are printed on paper: blue below zero, orange-red above, and darker the stronger; blue is the
// darker of the two at equal strength.
constexpr Stop kWeights[] = {{0.00f, 0.02f, 0.17f, 0.42f}, {0.20f, 0.16f, 0.38f, 0.66f},
                             {0.40f, 0.62f, 0.76f, 0.89f}, {0.50f, 0.95f, 0.94f, 0.91f},
                             {0.60f, 0.99f, 0.80f, 0.62f}, {0.80f, 0.91f, 0.45f, 0.18f},
                             {1.00f, 0.62f, 0.16f, 0.02f}};

// Contributions: zero is the ground, blue below, orange above, as edges are; warm is brighter at equal
// strength.
constexpr Stop kContributions[] = {{0.00f, 0.30f, 0.62f, 1.00f},
                                   {0.25f, 0.11f, 0.33f, 0.72f},
                                   {0.50f, 0.03f, 0.04f, 0.06f},
                                   {0.75f, 0.76f, 0.40f, 0.10f},
                                   {1.00f, 1.00f, 0.85f, 0.45f}};
constexpr Stop kContributionsLight[] = {{0.00f, 0.03f, 0.19f, 0.45f},
                                        {0.25f, 0.36f, 0.58f, 0.85f},
                                        {0.50f, 0.98f, 0.98f, 0.98f},
                                        {0.75f, 0.95f, 0.65f, 0.36f},
                                        {1.00f, 0.70f, 0.25f, 0.03f}};

std::span<const Stop> stops_of(Palette palette, Theme theme) {
    const bool light = theme == Theme::Light;
    switch (palette) {
        case Palette::Original:
            return light ? std::span<const Stop>(kOriginalLight) : kOriginal;
        case Palette::Signed:
            return light ? std::span<const Stop>(kSignedLight) : kSigned;
        case Palette::Even:
            return light ? std::span<const Stop>(kEvenLight) : kEven;
        case Palette::Grey:
            return kGrey;
    }
    return kGrey;
}

std::uint8_t to_byte(float level) {
    return static_cast<std::uint8_t>(std::lround(255.0f * std::clamp(level, 0.0f, 1.0f)));
}

/// @param reversed  run from the last stop to the first
Ramp ramp_over(std::span<const Stop> stops, bool reversed) {
    Ramp ramp;
    for (std::size_t i = 0; i < ramp.size(); ++i) {
        float at = static_cast<float>(i) / 255.0f;
        if (reversed) at = 1.0f - at;
        std::size_t next = 1;
        while (next + 1 < stops.size() && stops[next].at < at) ++next;
        const Stop& a = stops[next - 1];
        const Stop& b = stops[next];
        const float t = (at - a.at) / (b.at - a.at);
        ramp[i] = {to_byte(a.red + (b.red - a.red) * t), to_byte(a.green + (b.green - a.green) * t),
                   to_byte(a.blue + (b.blue - a.blue) * t), 255};
    }
    return ramp;
}

}  // namespace

const Text* complaint_about(const Range& range) {
    return range.low < range.high ? nullptr : &base::texts.must_be_range;
}

Ramp make_ramp(Palette palette, Theme theme, Body body) {
    // On bright paper the grey ramp runs the other way, as all do there: more ink, darker.
    const bool reversed = theme == Theme::Light && palette == Palette::Grey;
    std::vector<Stop> stops(stops_of(palette, theme).begin(), stops_of(palette, theme).end());
    if (body == Body::Glass && theme == Theme::Dark)
        for (Stop& stop : stops)
            if (stop.at == (palette == Palette::Signed ? 0.5f : 0.0f))
                stop = {stop.at, kGlass.red, kGlass.green, kGlass.blue};
    return ramp_over(stops, reversed);
}

Ramp make_channel_ramp(int channel) {
    // Light enough for a full blue to be seen on the dark stage.
    constexpr Stop kFull[] = {{1, 1.00f, 0.24f, 0.20f}, {1, 0.22f, 0.92f, 0.36f}, {1, 0.30f, 0.50f, 1.00f}};
    const Stop stops[] = {{0, 0.04f, 0.05f, 0.08f}, kFull[channel]};
    return ramp_over(stops, false);
}

Ramp make_contribution_ramp(Theme theme) {
    return ramp_over(theme == Theme::Light ? std::span<const Stop>(kContributionsLight) : kContributions,
                     false);
}

Ramp make_weight_ramp(Theme theme) {
    Ramp ramp = ramp_over(kWeights, false);
    if (theme == Theme::Light) return ramp;
    constexpr float kOnDark = 0.75f;
    for (Colour& colour : ramp)
        for (std::uint8_t* channel : {&colour.red, &colour.green, &colour.blue})
            *channel = to_byte(kOnDark * static_cast<float>(*channel) / 255.0f);
    return ramp;
}

const Colour& look_up(const Ramp& ramp, const Range& range, float value) {
    const float span = range.high - range.low;
    float at = span > 0 ? (value - range.low) / span : 0.5f;
    if (!std::isfinite(at)) at = 0.5f;
    return ramp[static_cast<std::size_t>(std::lround(255.0f * std::clamp(at, 0.0f, 1.0f)))];
}

}  // namespace convoscope::scene
