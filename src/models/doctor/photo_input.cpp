#include "models/doctor/photo_input.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/doctor/texts.h"
#include "nn/ops/operator.h"

namespace convoscope::models::doctor {
namespace {

constexpr double kReadsDigits = 0.5;   ///< of those shown
constexpr int kLargestForDigits = 64;  ///< a grey input of more pixels a side is no digits'
constexpr int kImageNet = 128;
constexpr float kLeastByteFactor = 1.0f / 300;
constexpr float kGreatestByteFactor = 1.0f / 100;

struct Statistics {
    float mean;
    float deviation;
};
constexpr std::array<Statistics, 3> kColours{{{0.485f, 0.229f}, {0.456f, 0.224f}, {0.406f, 0.225f}}};
constexpr Statistics kGrey{0.449f, 0.226f};  ///< the means of the three

bool is_for_photographs(const nn::Shape& shape, double reads) {
    if (reads >= kReadsDigits) return false;
    return shape.channels == 3 ||
           (shape.channels == 1 && std::min(shape.height, shape.width) > kLargestForDigits);
}

/// Whether the layer that hears the input brings bytes to a range of some units.
bool scales_bytes(const nn::Model& model) {
    const auto& nodes = model.architecture.nodes;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const bool first = std::ranges::find(nodes[i].inputs, 0) != nodes[i].inputs.end();
        if (!first || nodes[i].op != &nn::ops::scale) continue;
        return std::ranges::all_of(model.parameters()[i].weight, [](float factor) {
            return std::abs(factor) > kLeastByteFactor && std::abs(factor) < kGreatestByteFactor;
        });
    }
    return false;
}

}  // namespace

std::vector<Guess> take_for_photographs(const nn::Model& model, double reads, nn::InputSpec& input) {
    const nn::Shape& shape = input.shape;
    if (!is_for_photographs(shape, reads)) return {};
    input.preprocessing = nn::Preprocessing::Photo;
    input.low = 0;
    input.high = 1;
    if (scales_bytes(model)) {
        input.high = 255;
        return {{"shown", "photo 0..255", texts.shown_bytes}};
    }
    if (std::min(shape.height, shape.width) < kImageNet) return {{"shown", "photo 0..1", texts.shown_units}};
    input.seen = 0.875f;
    for (int channel = 0; channel < shape.channels; ++channel) {
        const Statistics of = shape.channels == 1 ? kGrey : kColours[static_cast<std::size_t>(channel)];
        input.channels.push_back({-of.mean / of.deviation, (1 - of.mean) / of.deviation});
    }
    return {{"shown", "photo imagenet", texts.shown_as_imagenet}};
}

}  // namespace convoscope::models::doctor
