#include "models/showing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convoscope::models {
namespace {

constexpr float kMean = 0.1307f;  // of MNIST's training half, as PyTorch's example has them
constexpr float kDeviation = 0.3081f;
constexpr std::array kRanges{
    InputRange{0, 1},        InputRange{-kMean / kDeviation, (1 - kMean) / kDeviation},
    InputRange{0, 255},      InputRange{-1, 1},
    InputRange{-0.5f, 0.5f}, InputRange{1, 0},
    InputRange{255, 0},      InputRange{(1 - kMean) / kDeviation, -kMean / kDeviation},
    InputRange{1, -1}};

constexpr int kPicture = 28;         ///< pixels a side, of the pictures that are shown
constexpr int kMostWithBorder = 40;  ///< nobody puts a border of more than six pixels around them

bool is_smaller(const nn::Shape& input) { return std::min(input.height, input.width) < kPicture; }

}  // namespace

Showing showing_of(const nn::InputSpec& input) {
    Showing shown{
        {input.low, input.high}, input.preprocessing, input.placement, input.transposed, {}, input.seen};
    for (const nn::ChannelRange& range : input.channels)
        shown.channel_ranges.push_back({range.low, range.high});
    return shown;
}

void apply(const Showing& shown, nn::InputSpec& input) {
    input.low = shown.range.paper;
    input.high = shown.range.ink;
    input.preprocessing = shown.preprocessing;
    input.placement = shown.placement;
    input.transposed = shown.transposed;
    input.channels.clear();
    for (const InputRange& range : shown.channel_ranges) input.channels.push_back({range.paper, range.ink});
    input.seen = shown.seen;
}

bool fits(const Showing& shown, const nn::Shape& input) {
    const auto is_range = [](const InputRange& range) {
        return std::isfinite(range.paper) && std::isfinite(range.ink) && range.paper != range.ink;
    };
    const std::size_t count = shown.channel_ranges.size();
    return is_range(shown.range) && std::ranges::all_of(shown.channel_ranges, is_range) &&
           (count == 0 || count == static_cast<std::size_t>(input.channels)) && shown.seen > 0 &&
           shown.seen <= 1;
}

std::span<const InputRange> usual_ranges() { return kRanges; }

Showing usual_showing(const nn::Shape& input) {
    Showing usual;
    if (is_smaller(input) || std::max(input.height, input.width) > kMostWithBorder)
        usual.placement = nn::Placement::Resize;
    return usual;
}

std::vector<Showing> other_showings(const nn::Shape& input) {
    const Showing usual = usual_showing(input);
    std::vector<Showing> upright;
    if (is_smaller(input)) {  // such pictures were often cut to the ink
        upright.push_back(usual);
        upright.back().preprocessing = nn::Preprocessing::Fit;
    } else if (input.height > kPicture || input.width > kPicture) {
        upright.push_back(usual);
        upright.back().placement =
            usual.placement == nn::Placement::Pad ? nn::Placement::Resize : nn::Placement::Pad;
    }
    std::vector<Showing> all = upright;
    upright.insert(upright.begin(), usual);
    for (Showing one : upright) {
        one.transposed = true;
        all.push_back(one);
    }
    return all;
}

}  // namespace convoscope::models
