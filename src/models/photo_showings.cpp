#include "models/photo_showings.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/class_sets.h"
#include "models/texts.h"
#include "nn/ops/operator.h"

namespace convoscope::models {
namespace {

constexpr int kLargestForDigits = 64;  ///< pixels a side; a larger grey input is no digits'
constexpr int kImageNet = 128;
constexpr float kSeenOfImageNet = 0.875f;
constexpr float kLeastByteFactor = 1.0f / 300;
constexpr float kGreatestByteFactor = 1.0f / 100;

struct Statistics {
    float mean;
    float deviation;
};
using Colours = std::array<Statistics, 3>;
constexpr Colours kOfImageNet{{{0.485f, 0.229f}, {0.456f, 0.224f}, {0.406f, 0.225f}}};
constexpr Colours kOfCifar{{{0.4914f, 0.2470f}, {0.4822f, 0.2435f}, {0.4465f, 0.2616f}}};

InputRange normalised(const Statistics& of) {
    return {-of.mean / of.deviation, (1 - of.mean) / of.deviation};
}

Showing plain(float low, float high) {
    Showing shown;
    shown.range = {low, high};
    shown.preprocessing = nn::Preprocessing::Photo;
    return shown;
}

Showing with_statistics(const nn::Shape& input, const Colours& colours, float seen) {
    Showing shown = plain(0, 1);
    shown.seen = seen;
    for (int channel = 0; channel < input.channels; ++channel)
        shown.channel_ranges.push_back(normalised(colours[static_cast<std::size_t>(channel % 3)]));
    return shown;
}

/// Whether the layer that hears the input brings bytes to a range of some units.
bool scales_bytes(const nn::Model& model) {
    const auto& nodes = model.architecture.nodes;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const bool hears_input = std::ranges::find(nodes[i].inputs, 0) != nodes[i].inputs.end();
        if (!hears_input || nodes[i].op != &nn::ops::scale) continue;
        return std::ranges::all_of(model.parameters()[i].weight, [](float factor) {
            return std::abs(factor) > kLeastByteFactor && std::abs(factor) < kGreatestByteFactor;
        });
    }
    return false;
}

}  // namespace

std::vector<PhotoShowing> photo_showings(const nn::Shape& input) {
    std::vector<PhotoShowing> all{{"photo-units", texts.photo_units, plain(0, 1)},
                                  {"photo-bytes", texts.photo_bytes, plain(0, 255)},
                                  {"photo-around-zero", texts.photo_around_zero, plain(-1, 1)},
                                  {"photo-cifar", texts.photo_cifar, with_statistics(input, kOfCifar, 1)}};
    const PhotoShowing imagenet{"photo-imagenet", texts.photo_imagenet,
                                with_statistics(input, kOfImageNet, kSeenOfImageNet)};
    const bool is_likely = std::min(input.height, input.width) >= kImageNet;
    all.insert(is_likely ? all.begin() : all.end(), imagenet);
    return all;
}

PhotoShowing usual_photo_showing(const nn::Model& model) {
    const std::vector<PhotoShowing> all = photo_showings(model.architecture.input.shape);
    if (!scales_bytes(model)) return all.front();
    return *std::ranges::find(all, plain(0, 255), &PhotoShowing::shown);
}

bool seems_for_photographs(const nn::Shape& input, double share) {
    if (share >= kReadsDigits) return false;
    if (input.channels == 3) return true;
    return input.channels == 1 && std::min(input.height, input.width) > kLargestForDigits;
}

}  // namespace convoscope::models
